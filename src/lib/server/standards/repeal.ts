import { LIMITS } from '#lib/core/limits.ts';
import { chineseDate, parseDate, type DateText } from '#lib/core/period/date.ts';
import { problem } from '#lib/core/problem.ts';
import { ok, refuse, type Result } from '#lib/core/result.ts';
import { applies, statusOn, STATUS_WORDS } from '#lib/core/standards/look-up.ts';
import { may } from '#lib/core/workflow/permission.ts';
import { contentHash, recordAudit } from '../audit/service.ts';
import { timestamp, today, type Context } from '../context.ts';
import { inTransaction } from '../database/database.ts';
import type { IssuedRepealTable } from '../database/schema-standards.ts';
import { recordDecision } from '../decisions/service.ts';
import { issuedStandard, type IssuedView } from './library.ts';
import { readDocumentNumber } from './terms.ts';
import {
	closeRepeal,
	insertIssuedRepeal,
	insertRepeal,
	selectOpenRepeals,
	selectRepeal,
	selectRepealsOf,
	type RepealRow
} from './upkeep-store.ts';

/** The kind of thing that decisions and audit entries name for a repeal. */
export const REPEAL = 'repeal';

export interface RepealInput {
	/** Any of the three standards of the issue. */
	readonly id: string;
	readonly documentNumber: string;
	readonly reason: string;
	/** The first day it no longer applies. */
	readonly from: string;
}

/** 提出废止: names the issue, the document, the reason and the day; somebody else decides. Nothing changes before that. */
export async function proposeRepeal(
	context: Context,
	input: RepealInput
): Promise<Result<{ readonly id: string }>> {
	const view = await issuedStandard(context, input.id, today(context));
	if (!view.ok) return view;
	const { entry } = view.value;
	const allowed = may(context.actor, 'standard.repeal-propose', { path: entry.path });
	if (!allowed.ok) return allowed;
	const documentNumber = readDocumentNumber(input.documentNumber);
	if (!documentNumber.ok) return documentNumber;
	const reason = input.reason.trim().slice(0, LIMITS.remarkLength);
	if (reason === '') return refuse(problem('standard/repeal-reason', {}));
	const from = readDay(view.value, input.from);
	if (!from.ok) return from;
	return inTransaction(context, async (tx) => {
		const open = await selectRepealsOf(tx.db, entry.proposalId);
		if (open.some(({ state }) => state === 'proposed')) return refuse(problem('standard/repeal-open', {}));
		const row = {
			id: tx.newId(),
			proposal_id: entry.proposalId,
			document_number: documentNumber.value,
			reason,
			repealed_from: from.value,
			state: 'proposed',
			created_by: tx.actor.userId,
			created_at: timestamp(tx)
		};
		await insertRepeal(tx.db, row);
		await recordAudit(tx, {
			action: 'standard.repeal-propose',
			subjectKind: REPEAL,
			subjectId: row.id,
			before: null,
			after: contentHash(row),
			details: { standard: entry.series, document: documentNumber.value }
		});
		return ok({ id: row.id });
	});
}

/** On that day it must still apply, or apply one day: what is over cannot be ended. */
function readDay({ entry, versions }: IssuedView, text: string): Result<DateText> {
	const from = parseDate(text);
	if (!from.ok) return from;
	const status = statusOn(entry, versions, from.value);
	if (applies(status) || status === 'upcoming') return from;
	return refuse(
		problem('standard/repeal-date', { date: chineseDate(from.value), status: STATUS_WORDS[status] })
	);
}

/**
 * 审核废止: agreeing repeals the issue from the day proposed, refusing closes the proposal. Not open to whoever proposed
 * it. What was decided is never changed; the standard keeps its status by date, no job ever runs.
 */
export async function decideRepeal(
	context: Context,
	input: { readonly id: string; readonly approve: boolean; readonly opinion?: string }
): Promise<Result<{ readonly state: 'approved' | 'refused' }>> {
	const row = await selectRepeal(context.db, input.id);
	if (!row) return refuse(problem('standard/repeal-not-found', {}));
	const subject = { path: row.organisation_path, hands: [row.created_by] };
	const allowed = may(context.actor, 'standard.repeal', subject);
	if (!allowed.ok) return allowed;
	const state = input.approve ? 'approved' : 'refused';
	return inTransaction(context, async (tx) => {
		if (!(await closeRepeal(tx.db, row.id, state))) return refuse(await decided(tx, row.id));
		const issued: IssuedRepealTable = {
			proposal_id: row.proposal_id,
			repeal_id: row.id,
			document_number: row.document_number,
			reason: row.reason,
			repealed_from: row.repealed_from,
			approved_by: tx.actor.userId,
			approved_at: timestamp(tx)
		};
		if (input.approve && !(await insertIssuedRepeal(tx.db, issued)))
			return refuse(problem('standard/repeal-decided', { state: '已经办结' }));
		const action = input.approve ? 'standard.repeal' : 'standard.repeal-refuse';
		const decision = await recordDecision(tx, {
			subjectKind: REPEAL,
			subjectId: row.id,
			action,
			from: row.state,
			to: state,
			appointment: allowed.value,
			snapshots: [],
			opinion: (input.opinion ?? '').trim().slice(0, LIMITS.remarkLength)
		});
		await recordAudit(tx, {
			action,
			subjectKind: REPEAL,
			subjectId: row.id,
			before: null,
			after: input.approve ? contentHash({ ...issued }) : null,
			details: { document: row.document_number, proposal: row.proposal_id, decision }
		});
		return ok({ state });
	});
}

async function decided(tx: Context, id: string) {
	const state = (await selectRepeal(tx.db, id))?.state;
	return problem('standard/repeal-decided', { state: REPEAL_STATES[state ?? ''] ?? '已经办结' });
}

/** What people read for the state of a repeal. */
export const REPEAL_STATES: Readonly<Record<string, string>> = {
	proposed: '待审核',
	approved: '已同意',
	refused: '未同意'
};

export interface RepealView {
	readonly id: string;
	readonly documentNumber: string;
	readonly reason: string;
	readonly from: string;
	readonly state: string;
	readonly author: string;
	readonly approver: string | null;
	readonly createdAt: string;
	/** Whether this person may decide it now. */
	readonly mayDecide: boolean;
}

/** Proposals to repeal one issue, the newest first. The caller has asked whether standards may be read. */
export async function repealsOf(context: Context, proposalId: string): Promise<readonly RepealView[]> {
	const rows = await selectRepealsOf(context.db, proposalId);
	return rows.map((row) => ({
		id: row.id,
		documentNumber: row.document_number,
		reason: row.reason,
		from: row.repealed_from,
		state: row.state,
		author: row.author,
		approver: row.approver,
		createdAt: row.created_at,
		mayDecide: row.state === 'proposed' && mayDecide(context, row)
	}));
}

/** Proposals to repeal that wait for this person. */
export async function repealsWaiting(context: Context): Promise<readonly RepealRow[]> {
	const rows = await selectOpenRepeals(context.db);
	return rows.filter((row) => mayDecide(context, row));
}

function mayDecide(context: Context, row: RepealRow): boolean {
	const subject = { path: row.organisation_path, hands: [row.created_by] };
	return may(context.actor, 'standard.repeal', subject).ok;
}
