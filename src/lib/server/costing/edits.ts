import { conflictWith } from '#lib/core/costing/edit-conflict.ts';
import type { EditCommand } from '#lib/core/costing/edit-command.ts';
import { applyCommands as applyToDraft } from '#lib/core/costing/edit.ts';
import { analyse, totalTexts } from '#lib/core/costing/figures.ts';
import type { AnalysisResults } from '#lib/core/costing/analysis-snapshot.ts';
import type { AnalysisDraft } from '#lib/core/costing/line.ts';
import { problem } from '#lib/core/problem.ts';
import { ok, refuse, type Result } from '#lib/core/result.ts';
import { canonicalText, type Json } from '#lib/core/snapshot/canonical.ts';
import { may, PERMISSIONS } from '#lib/core/workflow/permission.ts';
import { ANALYSIS_MACHINE, editable } from '#lib/core/workflow/states.ts';
import { contentHash, recordAudit } from '../audit/service.ts';
import { timestamp, type Context } from '../context.ts';
import { inTransaction, type AppDatabase } from '../database/database.ts';
import { loadDraft, readableAnalysis } from './analyses.ts';
import { rowFromIndicator, rowFromLine, rowFromUnit } from './rows.ts';
import {
	countForeign,
	deleteLines,
	insertEdit,
	insertLines,
	lockAnalysis,
	replaceIndicators,
	replaceUnits,
	selectEdit,
	selectEditsSince,
	updateAnalysis,
	updateLines,
	type AnalysisRow
} from './store.ts';

export interface EditBatch {
	readonly analysisId: string;
	/** The client's own id of this batch: sending it again has no second effect. */
	readonly batchId: string;
	/** The revision the batch was made on. */
	readonly revision: number;
	readonly commands: readonly EditCommand[];
}

export interface SavedEdits {
	readonly revision: number;
	/** The server's own totals after the batch, which the browser compares with what it shows. */
	readonly total: AnalysisResults['total'];
	/** Everything as it stands now, when others saved in between and the browser lacks their edits; null otherwise. */
	readonly draft: AnalysisDraft | null;
}

/**
 * Saves one batch of edits. A batch made on an older revision is applied where it touches nothing that others changed
 * since, and refused with `analysis/conflict` where it does.
 */
export async function saveEdits(context: Context, batch: EditBatch): Promise<Result<SavedEdits>> {
	return editInTransaction(context, batch, async (tx, row) => {
		const saved = await storeBatch(tx, row, batch);
		if (!saved.ok) return saved;
		await recordAudit(tx, {
			action: 'analysis.edit',
			subjectKind: 'analysis',
			subjectId: row.id,
			before: saved.value.before,
			after: saved.value.after,
			details: { revision: saved.value.revision, commands: batch.commands.length }
		});
		const { revision, total, draft } = saved.value;
		return ok({ revision, total, draft });
	});
}

/**
 * Applies commands as part of a larger use case (an import, say) that writes the audit entry itself: inside its
 * transaction, on the present revision. Permission and state are asked here all the same.
 */
export async function applyCommands(
	tx: Context,
	analysisId: string,
	batchId: string,
	commands: readonly EditCommand[]
): Promise<Result<SavedEdits>> {
	const batch = { analysisId, batchId, revision: Number.MAX_SAFE_INTEGER, commands };
	return editInTransaction(tx, batch, async (inner, row) => {
		const saved = await storeBatch(inner, row, batch);
		if (!saved.ok) return saved;
		const { revision, total, draft } = saved.value;
		return ok({ revision, total, draft });
	});
}

export interface UndoRequest {
	readonly analysisId: string;
	/** The stored batch to take back. */
	readonly editId: string;
	/** The id of the batch that does it: sending it again has no second effect. */
	readonly batchId: string;
}

/**
 * Takes back one of the actor's own batches by saving its inverse as a new batch; nothing is ever erased.
 * Refused where somebody has worked on the same places since. The answer carries the whole draft.
 */
export async function undoEdits(context: Context, input: UndoRequest): Promise<Result<SavedEdits>> {
	const edit = await selectEdit(context.db, input.editId);
	if (!edit || edit.analysis_id !== input.analysisId || edit.actor_id !== context.actor.userId)
		return refuse(problem('analysis/nothing-to-undo', {}));
	const { analysisId, batchId } = input;
	const commands = commandsOf(edit.inverse);
	return inTransaction(context, async (tx) => {
		const saved = await saveEdits(tx, { analysisId, batchId, revision: edit.revision, commands });
		if (!saved.ok) return saved;
		const row = await readableAnalysis(tx, analysisId);
		return row.ok ? ok({ ...saved.value, draft: await loadDraft(tx.db, row.value) }) : row;
	});
}

/** Stored commands were written by `storeBatch` from typed ones. */
export function commandsOf(stored: string): readonly EditCommand[] {
	return JSON.parse(stored) as EditCommand[];
}

async function editInTransaction(
	context: Context,
	batch: EditBatch,
	save: (tx: Context, row: AnalysisRow) => Promise<Result<SavedEdits>>
): Promise<Result<SavedEdits>> {
	return inTransaction(context, async (tx) => {
		await lockAnalysis(tx.db, batch.analysisId);
		const row = await readableAnalysis(tx, batch.analysisId);
		if (!row.ok) return row;
		const allowed = may(tx.actor, 'analysis.edit', { path: row.value.path });
		if (!allowed.ok) return allowed;
		const repeated = await repeatedBatch(tx, row.value, batch);
		if (repeated) return repeated;
		const open = editable(ANALYSIS_MACHINE, row.value.state, PERMISSIONS['analysis.edit'].words);
		return open.ok ? save(tx, row.value) : open;
	});
}

/** The answer to a batch that is already stored, whatever happened since: a lost answer may be asked for again. */
async function repeatedBatch(
	tx: Context,
	row: AnalysisRow,
	batch: EditBatch
): Promise<Result<SavedEdits> | undefined> {
	const stored = await selectEdit(tx.db, batch.batchId);
	if (!stored) return undefined;
	const same = stored.analysis_id === row.id && stored.actor_id === tx.actor.userId;
	if (!same || stored.commands !== storedText(batch.commands))
		return refuse(problem('analysis/batch-differs', {}));
	const draft = await loadDraft(tx.db, row);
	const figures = analyse(draft);
	if (!figures.ok) return figures;
	return ok({
		revision: row.revision,
		total: totalTexts(figures.value.total),
		draft: row.revision > batch.revision + 1 ? draft : null
	});
}

interface StoredBatch extends SavedEdits {
	readonly before: string;
	readonly after: string;
}

async function storeBatch(tx: Context, row: AnalysisRow, batch: EditBatch): Promise<Result<StoredBatch>> {
	const draft = await loadDraft(tx.db, row);
	const since = batch.revision >= row.revision ? [] : await selectEditsSince(tx.db, row.id, batch.revision);
	const conflict = conflictWith(
		{ draft, revision: row.revision },
		batch.commands,
		since.map((edit) => ({
			commands: commandsOf(edit.commands),
			inverse: commandsOf(edit.inverse),
			who: edit.actor_name,
			at: edit.at
		}))
	);
	if (conflict) return refuse(conflict);
	const edited = applyToDraft(draft, batch.commands);
	if (!edited.ok) return edited;
	const figures = analyse(edited.value.draft);
	if (!figures.ok) return figures;
	const written = await writeChanges(tx.db, row.id, draft, edited.value.draft);
	if (!written.ok) return written;
	const revision = row.revision + 1;
	const [commands, inverse] = [storedText(batch.commands), storedText(edited.value.inverse)];
	const edit = {
		id: batch.batchId,
		analysis_id: row.id,
		revision,
		actor_id: tx.actor.userId,
		at: timestamp(tx)
	};
	await insertEdit(tx.db, { ...edit, commands, inverse });
	await updateAnalysis(tx.db, row.id, { revision });
	const total = totalTexts(figures.value.total);
	return ok({
		revision,
		total,
		draft: since.length > 0 ? edited.value.draft : null,
		before: contentHash(inverse),
		after: contentHash(commands)
	});
}

/** Writes only what differs: untouched lines are the same objects before and after. */
async function writeChanges(
	db: AppDatabase,
	analysisId: string,
	before: AnalysisDraft,
	after: AnalysisDraft
): Promise<Result<true>> {
	const known = new Map(before.lines.map((line) => [line.id, line]));
	const kept = new Set(after.lines.map((line) => line.id));
	const fresh = after.lines.filter((line) => !known.has(line.id));
	const changed = after.lines.filter((line) => known.has(line.id) && known.get(line.id) !== line);
	await deleteLines(
		db,
		analysisId,
		[...known.keys()].filter((id) => !kept.has(id))
	);
	const inserted = await insertLines(
		db,
		fresh.map((line) => rowFromLine(analysisId, line))
	);
	if (inserted !== fresh.length) return refuse(problem('analysis/line-exists', {}));
	await updateLines(
		db,
		changed.map((line) => rowFromLine(analysisId, line))
	);
	return writeLists(db, analysisId, before, after);
}

/** Writes the units and the indicators where they differ. */
async function writeLists(
	db: AppDatabase,
	analysisId: string,
	before: AnalysisDraft,
	after: AnalysisDraft
): Promise<Result<true>> {
	const taken = async (table: 'cost_unit' | 'performance_indicator', list: readonly { id: string }[]) =>
		(await countForeign(
			db,
			table,
			analysisId,
			list.map(({ id }) => id)
		)) > 0;
	if (after.units !== before.units) {
		if (await taken('cost_unit', after.units)) return refuse(problem('analysis/line-exists', {}));
		const rows = after.units.map((unit) => rowFromUnit(analysisId, unit));
		await replaceUnits(db, analysisId, rows);
	}
	if (after.indicators !== before.indicators) {
		if (await taken('performance_indicator', after.indicators))
			return refuse(problem('analysis/line-exists', {}));
		const rows = after.indicators.map((indicator) => rowFromIndicator(analysisId, indicator));
		await replaceIndicators(db, analysisId, rows);
	}
	return ok(true);
}

// Commands are plain JSON data; canonical so that a repeated request compares equal.
function storedText(commands: readonly EditCommand[]): string {
	return canonicalText(commands as unknown as Json);
}
