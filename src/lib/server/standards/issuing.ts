import type { Hash } from '#lib/core/address/value-ref.ts';
import { LIMITS } from '#lib/core/limits.ts';
import { parseDate, type DateText } from '#lib/core/period/date.ts';
import { problem } from '#lib/core/problem.ts';
import { ok, refuse, type Result } from '#lib/core/result.ts';
import type { QuotaResults, StandardKind } from '#lib/core/standards/standard-snapshot.ts';
import type { Appointment } from '#lib/core/workflow/actor.ts';
import { may } from '#lib/core/workflow/permission.ts';
import { nextState, PROPOSAL_MACHINE } from '#lib/core/workflow/states.ts';
import { recordAudit } from '../audit/service.ts';
import { timestamp, type Context } from '../context.ts';
import { inTransaction } from '../database/database.ts';
import type { IssuedStandardTable } from '../database/schema.ts';
import { recordDecision } from '../decisions/service.ts';
import { replaySnapshots } from '../lineage/replay.ts';
import { getSnapshot } from '../snapshots/service.ts';
import { hashesOf } from './approval.ts';
import { issuedRecordHash } from './issued-record.ts';
import { handsOn, loadProposal, PROPOSAL, storedStandards } from './proposal.ts';
import { checkCodes, codeTaken } from './series.ts';
import { insertIssued, moveProposal, selectIssuedOfProposal, type ProposalRow } from './store.ts';

export interface IssueInput {
	readonly proposalId: string;
	/** 文号, e.g. 青财绩〔2026〕8号 */
	readonly documentNumber: string;
	readonly effectiveFrom: string;
	/** The first day it no longer applies; a trial without one ends after a year. */
	readonly effectiveTo?: string | null;
	/** 试行 */
	readonly trial: boolean;
	readonly opinion?: string;
}

type Terms = {
	readonly documentNumber: string;
	readonly effectiveFrom: DateText;
	readonly effectiveTo: DateText | null;
	readonly trial: boolean;
};

const LONGEST_DOCUMENT_NUMBER = 60;
const YEAR_IN_BRACKETS = /〔\d{4}〕/;

/**
 * 印发: gives the three standards force. Everything below them is recomputed first, in the same transaction; nothing
 * happens unless every byte comes out the same. However often it is clicked, it has one effect.
 */
export async function issue(
	context: Context,
	input: IssueInput
): Promise<Result<{ readonly documentNumber: string; readonly standards: readonly IssuedStandardTable[] }>> {
	const row = await loadProposal(context.db, input.proposalId);
	if (!row.ok) return row;
	const { value: proposal } = row;
	const hands = await handsOn(context.db, proposal.id);
	const allowed = may(context.actor, 'standard.issue', { path: proposal.organisation_path, hands });
	if (!allowed.ok) return allowed;
	const issued = await alreadyIssued(context, proposal.id);
	if (!issued.ok) return issued;
	const to = nextState(PROPOSAL_MACHINE, proposal.state, actionOf(input));
	if (!to.ok) return to;
	const terms = await readTerms(context, input, proposal);
	if (!terms.ok) return terms;
	return inTransaction(context, async (tx) => {
		// Of two clicks at once, the second waits here and then finds nothing to move.
		if (!(await moveProposal(tx.db, proposal.id, proposal.state, to.value))) {
			const first = await alreadyIssued(tx, proposal.id);
			return first.ok ? refuse(problem('standard/draft-changed', {})) : first;
		}
		const replayed = await replaySnapshots(tx.db, hashesOf(proposal));
		if (!replayed.ok) return replayed;
		const standards = await writeRows(tx, proposal, terms.value);
		if (!standards.ok) return standards;
		await record(tx, proposal, allowed.value, input, to.value, standards.value);
		return ok({ documentNumber: terms.value.documentNumber, standards: standards.value });
	});
}

function actionOf({ trial }: IssueInput): 'standard.issue' | 'standard.issue-trial' {
	return trial ? 'standard.issue-trial' : 'standard.issue';
}

async function alreadyIssued(context: Context, proposalId: string): Promise<Result<true>> {
	const [first] = await selectIssuedOfProposal(context.db, proposalId);
	return first ? refuse(problem('standard/already-issued', { document: first.document_number })) : ok(true);
}

async function readTerms(context: Context, input: IssueInput, proposal: ProposalRow): Promise<Result<Terms>> {
	const documentNumber = input.documentNumber.trim();
	if (documentNumber.length > LONGEST_DOCUMENT_NUMBER || !YEAR_IN_BRACKETS.test(documentNumber))
		return refuse(
			problem('standard/document-number', { text: documentNumber.slice(0, LONGEST_DOCUMENT_NUMBER) })
		);
	const effectiveFrom = parseDate(input.effectiveFrom);
	if (!effectiveFrom.ok) return effectiveFrom;
	const end = readEnd(input, effectiveFrom.value);
	if (!end.ok) return end;
	if (end.value !== null && end.value <= effectiveFrom.value)
		return refuse(problem('standard/dates', { from: effectiveFrom.value, to: end.value }));
	const quota = await getSnapshot(context.db, proposal.quota_snapshot ?? '');
	if (!quota.ok) return quota;
	// Results of a quota method have this one type.
	const { verdict } = quota.value.results as QuotaResults;
	if (verdict.kind === 'trial' && !input.trial) return refuse(problem('standard/trial-only', {}));
	return ok({
		documentNumber,
		effectiveFrom: effectiveFrom.value,
		effectiveTo: end.value,
		trial: input.trial
	});
}

function readEnd({ effectiveTo, trial }: IssueInput, from: DateText): Result<DateText | null> {
	if (effectiveTo) return parseDate(effectiveTo);
	if (!trial) return ok(null);
	const nextYear = `${Number(from.slice(0, 4)) + 1}${from.slice(4)}`;
	const sameDay = parseDate(nextYear);
	// A year after 29 February is 1 March: the day after the last one it applies.
	return sameDay.ok ? sameDay : parseDate(`${nextYear.slice(0, 4)}-03-01`);
}

async function writeRows(
	tx: Context,
	proposal: ProposalRow,
	terms: Terms
): Promise<Result<readonly IssuedStandardTable[]>> {
	const standards = storedStandards(proposal);
	const free = await checkCodes(tx.db, proposal, standards, terms.effectiveFrom);
	if (!free.ok) return free;
	const at = timestamp(tx);
	const row = (kind: StandardKind, code: string, snapshot: Hash | null): IssuedStandardTable => {
		if (snapshot === null) throw new Error(`A confirmed proposal lacks its ${kind} snapshot`);
		return {
			id: tx.newId(),
			proposal_id: proposal.id,
			kind,
			code,
			snapshot,
			document_number: terms.documentNumber,
			effective_from: terms.effectiveFrom,
			effective_to: terms.effectiveTo,
			trial: terms.trial ? 1 : 0,
			issued_by: tx.actor.userId,
			issued_at: at
		};
	};
	const rows = [
		row('service', standards.service.code, proposal.service_snapshot),
		row('quota', standards.quota.code, proposal.quota_snapshot),
		row('expenditure', standards.expenditure.code, proposal.expenditure_snapshot)
	];
	// Another proposal of the same code may be issued at this very moment: the database then takes fewer rows.
	if ((await insertIssued(tx.db, rows)) < rows.length)
		return refuse(codeTaken(standards.expenditure.code, terms.effectiveFrom));
	return ok(rows);
}

async function record(
	tx: Context,
	proposal: ProposalRow,
	appointment: Appointment,
	input: IssueInput,
	to: string,
	standards: readonly IssuedStandardTable[]
): Promise<void> {
	await recordDecision(tx, {
		subjectKind: PROPOSAL,
		subjectId: proposal.id,
		action: actionOf(input),
		from: proposal.state,
		to,
		appointment,
		snapshots: hashesOf(proposal),
		opinion: (input.opinion ?? '').trim().slice(0, LIMITS.remarkLength)
	});
	await recordAudit(tx, {
		action: actionOf(input),
		subjectKind: PROPOSAL,
		subjectId: proposal.id,
		before: proposal.expenditure_snapshot,
		after: issuedRecordHash(standards),
		details: { document: input.documentNumber.trim(), snapshots: hashesOf(proposal) }
	});
}
