import type { Hash } from '#lib/core/address/value-ref.ts';
import { changesOf } from '#lib/core/costing/change-words.ts';
import { conflictWith } from '#lib/core/costing/edit-conflict.ts';
import type { EditCommand } from '#lib/core/costing/edit-command.ts';
import { applyCommands as applyToDraft } from '#lib/core/costing/edit.ts';
import { totalTexts } from '#lib/core/costing/figures.ts';
import type { AnalysisResults } from '#lib/core/costing/analysis-snapshot.ts';
import type { AnalysisDraft } from '#lib/core/costing/line.ts';
import { LIMITS } from '#lib/core/limits.ts';
import { problem } from '#lib/core/problem.ts';
import { ok, refuse, type Result } from '#lib/core/result.ts';
import { may, PERMISSIONS } from '#lib/core/workflow/permission.ts';
import { ANALYSIS_MACHINE, editable } from '#lib/core/workflow/states.ts';
import { recordAudit } from '../audit/service.ts';
import { timestamp, type Context } from '../context.ts';
import { inTransaction, type AppDatabase } from '../database/database.ts';
import { readableAnalysis } from './analyses.ts';
import { editHashes } from './edit-hashes.ts';
import {
	insertChanges,
	insertEdit,
	selectEdit,
	selectEditsSince,
	selectStep,
	type EditRow
} from './edit-store.ts';
import { BIRTHS_FROM } from './history.ts';
import { missedSince, type MissedEdit } from './missed-edits.ts';
import { advance, standingDraft, stands, type StandingDraft } from './standing-draft.ts';
import { commandsOf, storedText } from './stored-commands.ts';
import { lockAnalysis, updateAnalysis, type AnalysisRow } from './store.ts';
import { writeLines } from './write-lines.ts';
import { writeLists } from './write-lists.ts';

export interface EditBatch {
	readonly analysisId: string;
	/** The client's own id of this batch: sending it again has no second effect. */
	readonly batchId: string;
	/** The revision the batch was made on. */
	readonly revision: number;
	readonly commands: readonly EditCommand[];
	/** The edit a person sees as one, when it is more than this batch. */
	readonly step?: string;
	/** The step of the same person that this batch takes back. */
	readonly undoes?: string;
	/** True once the person has decided about a conflict at `revision`: only what was saved after that stands against it. */
	readonly decided?: boolean;
	/** The page it was typed on: what one page types never collides with itself. */
	readonly client?: string;
}

export interface SavedEdits {
	/** Where the analysis stands now. */
	readonly revision: number;
	/** The revision that this batch made: an earlier one when it had been stored before. */
	readonly savedAs: number;
	/** The server's own totals after the batch, which the browser compares with what it shows. */
	readonly total: AnalysisResults['total'];
	/** What others saved since the batch's revision, oldest first; null when it is more than is worth sending one by one. */
	readonly missed: readonly MissedEdit[] | null;
}

/**
 * Saves one batch of edits. A batch made on an older revision is applied where it touches nothing that others changed
 * since, and refused with `analysis/conflict` where it does.
 */
export async function saveEdits(context: Context, batch: EditBatch): Promise<Result<SavedEdits>> {
	let standing: StandingDraft | null = null;
	const saved = await editInTransaction(context, batch, async (tx, row) => {
		const stored = await storeBatch(tx, row, batch, context.db);
		if (!stored.ok) return stored;
		await recordAudit(tx, {
			action: 'analysis.edit',
			subjectKind: 'analysis',
			subjectId: row.id,
			before: stored.value.before,
			after: stored.value.after,
			details: {
				revision: stored.value.saved.revision,
				commands: batch.commands.length,
				edit: stored.value.edit
			}
		});
		standing = stored.value.standing;
		return ok(stored.value.saved);
	});
	// Only what is committed may be remembered; inside a larger transaction nobody knows that yet.
	if (saved.ok && standing !== null && !context.db.isTransaction)
		stands(context.db, batch.analysisId, standing);
	return saved;
}

/**
 * Applies commands as part of a larger use case (an import, say) that writes the audit entry itself: inside its
 * transaction, on the present revision. Permission and state are asked here all the same. The entry keeps `edit`, the
 * hash of what was stored, with the revision: it proves the edit.
 */
export async function applyCommands(
	tx: Context,
	analysisId: string,
	batchId: string,
	commands: readonly EditCommand[]
): Promise<Result<SavedEdits & { readonly edit: Hash }>> {
	const batch = { analysisId, batchId, revision: Number.MAX_SAFE_INTEGER, commands };
	let edit = '';
	const saved = await editInTransaction(tx, batch, async (inner, row) => {
		const stored = await storeBatch(inner, row, batch, tx.db);
		if (!stored.ok) return stored;
		({ edit } = stored.value);
		return ok(stored.value.saved);
	});
	return saved.ok ? ok({ ...saved.value, edit }) : saved;
}

/** The commands of a batch that the actor has saved in this analysis under this id, for use cases that compute theirs. */
export async function savedCommands(
	context: Context,
	{ analysisId, batchId }: Pick<EditBatch, 'analysisId' | 'batchId'>
): Promise<readonly EditCommand[] | undefined> {
	const stored = await selectEdit(context.db, batchId);
	const own = stored?.analysis_id === analysisId && stored.actor_id === context.actor.userId;
	return own ? commandsOf(stored.commands) : undefined;
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
 * Refused where somebody else has worked on the same places since.
 */
export async function undoEdits(context: Context, input: UndoRequest): Promise<Result<SavedEdits>> {
	const edit = await selectEdit(context.db, input.editId);
	if (!edit || edit.analysis_id !== input.analysisId || edit.actor_id !== context.actor.userId)
		return refuse(problem('analysis/nothing-to-undo', {}));
	const { analysisId, batchId } = input;
	const commands = commandsOf(edit.inverse);
	return saveEdits(context, { analysisId, batchId, revision: edit.revision, commands });
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
		const repeated = await repeatedBatch(tx, row.value, batch, context.db);
		if (repeated) return repeated;
		const open = editable(ANALYSIS_MACHINE, row.value.state, PERMISSIONS['analysis.edit'].words);
		return open.ok ? save(tx, row.value) : open;
	});
}

/** The answer to a batch that is already stored, whatever happened since: a lost answer may be asked for again. */
async function repeatedBatch(
	tx: Context,
	row: AnalysisRow,
	batch: EditBatch,
	root: AppDatabase
): Promise<Result<SavedEdits> | undefined> {
	const stored = await selectEdit(tx.db, batch.batchId);
	if (!stored) return undefined;
	const same = stored.analysis_id === row.id && stored.actor_id === tx.actor.userId;
	if (!same || stored.commands !== storedText(batch.commands))
		return refuse(problem('analysis/batch-differs', {}));
	const standing = await standingDraft(root, tx.db, row);
	if (!standing.ok) return standing;
	const missed = await missedSince(tx, row.id, batch.revision, batch.batchId);
	const { revision } = row;
	return ok({ revision, savedAs: stored.revision, total: totalTexts(standing.value.engine.totals), missed });
}

interface StoredBatch {
	readonly saved: SavedEdits;
	readonly standing: StandingDraft;
	readonly before: Hash;
	readonly after: Hash;
	readonly edit: Hash;
}

async function storeBatch(
	tx: Context,
	row: AnalysisRow,
	batch: EditBatch,
	root: AppDatabase
): Promise<Result<StoredBatch>> {
	const loaded = await standingDraft(root, tx.db, row);
	if (!loaded.ok) return loaded;
	const { draft } = loaded.value;
	const conflict = await conflictOf(tx, row, draft, batch);
	if (conflict) return refuse(conflict);
	// What people send was counted when it came in; an import that replaces everything, and its undoing, are larger.
	const edited = applyToDraft(draft, batch.commands, 2 * LIMITS.linesPerAnalysis);
	if (!edited.ok) return edited;
	const after = advance(loaded.value, edited.value.draft, row.revision + 1);
	if (!after.ok) return after;
	if (!(await writeLines(tx.db, row.id, draft.lines, edited.value.draft.lines)))
		return refuse(problem('analysis/line-exists', {}));
	const written = await writeLists(tx.db, row.id, draft, edited.value.draft);
	if (!written.ok) return written;
	const missed = batch.revision >= row.revision ? [] : await missedSince(tx, row.id, batch.revision);
	const recorded = await recordEdit(tx, batch, {
		before: draft,
		after: edited.value.draft,
		inverse: edited.value.inverse,
		revision: row.revision + 1
	});
	const revision = row.revision + 1;
	const saved = { revision, savedAs: revision, total: totalTexts(after.value.engine.totals), missed };
	return ok({ saved, standing: after.value, ...recorded });
}

/** What others saved on the same places. Undoing is held against everything since the step that it takes back. */
async function conflictOf(tx: Context, row: AnalysisRow, draft: AnalysisDraft, batch: EditBatch) {
	const undone =
		batch.undoes === undefined || batch.decided ? [] : await selectStep(tx.db, row.id, batch.undoes);
	const madeOn = Math.min(batch.revision, undone.at(-1)?.revision ?? batch.revision);
	if (madeOn >= row.revision) return null;
	const since = await selectEditsSince(tx.db, row.id, madeOn, {
		...(batch.client === undefined ? {} : { exceptClient: batch.client }),
		...(undone.length === 0 ? {} : { exceptActor: tx.actor.userId })
	});
	return conflictWith({ draft, revision: row.revision }, batch.commands, since.map(savedBatch));
}

function savedBatch(edit: EditRow) {
	const [commands, inverse] = [commandsOf(edit.commands), commandsOf(edit.inverse)];
	return { commands, inverse, who: edit.actor_name, at: edit.at };
}

interface Recorded {
	readonly before: AnalysisDraft;
	readonly after: AnalysisDraft;
	readonly inverse: readonly EditCommand[];
	readonly revision: number;
}

/** The batch with what undoes it, its words for the history, and the analysis' new revision; the hashes prove it all. */
async function recordEdit(tx: Context, batch: EditBatch, { before, after, revision, ...made }: Recorded) {
	const [commands, inverse] = [storedText(batch.commands), storedText(made.inverse)];
	const edit = {
		id: batch.batchId,
		analysis_id: batch.analysisId,
		revision,
		actor_id: tx.actor.userId,
		at: timestamp(tx),
		commands,
		inverse,
		step: batch.step ?? batch.batchId,
		undoes: batch.undoes ?? null,
		client: batch.client ?? null,
		why: null
	};
	await insertEdit(tx.db, edit);
	const { changes, births } = changesOf(before, after, batch.commands);
	const rowAt =
		(first: number) =>
		({ lineId, ...words }: (typeof changes)[number], index: number) => ({
			analysis_id: batch.analysisId,
			revision,
			seq: first + index,
			line_id: lineId,
			...words
		});
	const rows = [...changes.map(rowAt(0)), ...births.map(rowAt(BIRTHS_FROM))];
	await insertChanges(tx.db, rows);
	await updateAnalysis(tx.db, batch.analysisId, { revision });
	return editHashes(edit, rows);
}
