import { LIMITS } from '#lib/core/limits.ts';
import { problem } from '#lib/core/problem.ts';
import { ok, refuse, type Result } from '#lib/core/result.ts';
import { recordAudit } from '../audit/service.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../database/database.ts';
import type { CostChangeTable } from '../database/schema.ts';
import { readableAnalysis } from './analyses.ts';
import {
	countChanges,
	selectEdit,
	selectEditHeads,
	selectFirstChanges,
	selectLineChanges,
	updateWhy,
	type EditHead
} from './edit-store.ts';

/** One batch as people read it. */
export interface HistoryEntry {
	/** The batch it was saved in; the same person may undo it as a whole. */
	readonly editId: string;
	readonly revision: number;
	readonly at: string;
	readonly who: string;
	readonly own: boolean;
	/** Why, where the person said so; "" otherwise. */
	readonly why: string;
	readonly changes: readonly Change[];
	/** Changes beyond those listed. */
	readonly more: number;
}

export interface Change {
	readonly lineId: string | null;
	/** A column of the grid; "" where the change is about more than one cell. */
	readonly field: string;
	/** "单价", "新增 3 行", "移动"… */
	readonly what: string;
	readonly from: string | null;
	readonly to: string | null;
}

const MOST_EDITS = 100;
const MOST_CHANGES = 20;
const MOST_LINE_CHANGES = 200;
/** Where the births of single lines begin among the changes of a batch: beyond what the list of an analysis shows. */
export const BIRTHS_FROM = 1_000_000;

/** What was changed in an analysis, latest first; with a line, only what touched it; with a field, only that cell. */
export async function historyOf(
	context: Context,
	analysisId: string,
	lineId?: string,
	field?: string
): Promise<Result<readonly HistoryEntry[]>> {
	const row = await readableAnalysis(context, analysisId);
	if (!row.ok) return row;
	return ok(
		lineId === undefined
			? await wholeHistory(context, analysisId)
			: await lineHistory(context, analysisId, field === undefined ? { lineId } : { lineId, field })
	);
}

export interface WhyRequest {
	readonly analysisId: string;
	readonly editId: string;
	readonly why: string;
}

/** Says why one's own batch was made (修改原因), once: what was said stays. */
export async function explainEdit(context: Context, input: WhyRequest): Promise<Result<true>> {
	const why = input.why.trim();
	if (why === '' || why.length > LIMITS.nameLength)
		return refuse(
			problem('analysis/malformed', { field: '修改原因', expected: `须填 1 到 ${LIMITS.nameLength} 个字` })
		);
	return inTransaction(context, async (tx) => {
		const row = await readableAnalysis(tx, input.analysisId);
		if (!row.ok) return row;
		const edit = await selectEdit(tx.db, input.editId);
		if (!edit || edit.analysis_id !== row.value.id || edit.actor_id !== tx.actor.userId || edit.why !== null)
			return refuse(problem('analysis/not-to-explain', {}));
		await updateWhy(tx.db, edit.id, why);
		await recordAudit(tx, {
			action: 'analysis.explain-edit',
			subjectKind: 'analysis',
			subjectId: row.value.id,
			before: null,
			after: null,
			details: { revision: edit.revision, why }
		});
		return ok(true);
	});
}

async function wholeHistory(context: Context, analysisId: string): Promise<HistoryEntry[]> {
	const heads = await selectEditHeads(context.db, analysisId, MOST_EDITS);
	const from = heads.at(-1)?.revision ?? 0;
	const changes = byRevision(await selectFirstChanges(context.db, analysisId, from, MOST_CHANGES));
	const counts = await countChanges(context.db, analysisId, from, BIRTHS_FROM);
	return heads.map((head) => {
		const shown = changes.get(head.revision) ?? [];
		return entryOf(context, head, shown, (counts.get(head.revision) ?? shown.length) - shown.length);
	});
}

async function lineHistory(
	context: Context,
	analysisId: string,
	place: { readonly lineId: string; readonly field?: string }
): Promise<HistoryEntry[]> {
	const changes = byRevision(await selectLineChanges(context.db, analysisId, place, MOST_LINE_CHANGES));
	const heads = await selectEditHeads(context.db, analysisId, MOST_LINE_CHANGES, [...changes.keys()]);
	return heads.map((head) => entryOf(context, head, (changes.get(head.revision) ?? []).reverse(), 0));
}

function entryOf(
	context: Context,
	{ id, revision, at, actor_name, actor_id, why }: EditHead,
	changes: readonly CostChangeTable[],
	more: number
): HistoryEntry {
	return {
		editId: id,
		revision,
		at,
		who: actor_name,
		own: actor_id === context.actor.userId,
		why: why ?? '',
		changes: changes.map(({ line_id: lineId, field, what, before: from, after: to }) => ({
			lineId,
			field,
			what,
			from,
			to
		})),
		more
	};
}

function byRevision(changes: readonly CostChangeTable[]): Map<number, CostChangeTable[]> {
	const found = new Map<number, CostChangeTable[]>();
	for (const change of changes) {
		const list = found.get(change.revision);
		if (list) list.push(change);
		else found.set(change.revision, [change]);
	}
	return found;
}
