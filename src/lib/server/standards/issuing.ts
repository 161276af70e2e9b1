import type { Hash } from '#lib/core/address/value-ref.ts';
import { LIMITS } from '#lib/core/limits.ts';
import { problem } from '#lib/core/problem.ts';
import { ok, refuse, type Result } from '#lib/core/result.ts';
import type { QuotaResults, StandardKind } from '#lib/core/standards/standard-snapshot.ts';
import type { Appointment } from '#lib/core/workflow/actor.ts';
import { may } from '#lib/core/workflow/permission.ts';
import { nextState, PROPOSAL_MACHINE } from '#lib/core/workflow/states.ts';
import { recordAudit } from '../audit/service.ts';
import { timestamp, type Context } from '../context.ts';
import { inTransaction } from '../database/database.ts';
import type { IssuedStandardTable } from '../database/schema-standards.ts';
import { recordDecision } from '../decisions/service.ts';
import { replaySnapshots } from '../lineage/replay.ts';
import { getSnapshot } from '../snapshots/service.ts';
import { freezeBackTests, hashesOf } from './approval.ts';
import { issuedRecordHash } from './issued-record.ts';
import { handsOn, loadProposal, PROPOSAL, storedStandards } from './proposal.ts';
import { checkCodes, codeTaken } from './series.ts';
import { insertIssued, moveProposal, selectIssuedOfProposal, type ProposalRow } from './store.ts';
import { readDocument, type DocumentInput, type Terms } from './terms.ts';

export interface IssueInput extends DocumentInput {
	readonly proposalId: string;
	readonly opinion?: string;
}

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
		const tested = await freezeBackTests(tx, proposal);
		if (!tested.ok) return tested;
		const standards = await writeRows(tx, proposal, terms.value);
		if (!standards.ok) return standards;
		const signed = [...hashesOf(proposal), ...tested.value];
		await record(tx, proposal, { appointment: allowed.value, input, to: to.value, signed }, standards.value);
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
	const terms = readDocument(input);
	if (!terms.ok) return terms;
	const quota = await getSnapshot(context.db, proposal.quota_snapshot ?? '');
	if (!quota.ok) return quota;
	// Results of a quota method have this one type.
	const { verdict } = quota.value.results as QuotaResults;
	if (verdict.kind === 'trial' && !input.trial) return refuse(problem('standard/trial-only', {}));
	return terms;
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
			issued_at: at,
			review_on: terms.reviewOn
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
	signature: {
		readonly appointment: Appointment;
		readonly input: IssueInput;
		readonly to: string;
		readonly signed: readonly Hash[];
	},
	standards: readonly IssuedStandardTable[]
): Promise<void> {
	const { appointment, input, to, signed } = signature;
	const decision = await recordDecision(tx, {
		subjectKind: PROPOSAL,
		subjectId: proposal.id,
		action: actionOf(input),
		from: proposal.state,
		to,
		appointment,
		snapshots: signed,
		opinion: (input.opinion ?? '').trim().slice(0, LIMITS.remarkLength)
	});
	await recordAudit(tx, {
		action: actionOf(input),
		subjectKind: PROPOSAL,
		subjectId: proposal.id,
		before: proposal.expenditure_snapshot,
		after: issuedRecordHash(standards),
		details: { document: input.documentNumber.trim(), snapshots: signed, decision }
	});
}
