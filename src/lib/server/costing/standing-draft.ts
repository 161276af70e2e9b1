import { applyCommands } from '#lib/core/costing/edit.ts';
import { CostEngine } from '#lib/core/costing/engine/cost-engine.ts';
import type { AnalysisDraft } from '#lib/core/costing/line.ts';
import { LIMITS } from '#lib/core/limits.ts';
import { ok, type Result } from '#lib/core/result.ts';
import type { AppDatabase } from '../database/database.ts';
import { loadDraft } from './analyses.ts';
import { selectEditsSince } from './edit-store.ts';
import type { AnalysisRow } from './store.ts';
import { commandsOf } from './stored-commands.ts';

/** A draft as it stands at a revision, with the engine that calculates it. */
export interface StandingDraft {
	readonly revision: number;
	readonly draft: AnalysisDraft;
	/** At this draft, unless a later one was refused or rolled back since: `standingDraft` brings it back. */
	readonly engine: CostEngine;
}

/**
 * Drafts this process has just worked with, so that saving one cell of 10,000 lines does not read them all again. A
 * draft counts only at the very revision that the row shows under its lock, so other processes may write as they like.
 */
const DRAFTS = new WeakMap<AppDatabase, Map<string, StandingDraft>>();

/** Batches of other processes that are applied to a remembered draft before reading everything anew is cheaper. */
const CATCH_UP = 50;

/**
 * The draft at the row's revision. `db` is the running transaction, which holds the row's lock, so nobody else is at the
 * engine; `root` is the database that the memory belongs to.
 */
export async function standingDraft(
	root: AppDatabase,
	db: AppDatabase,
	row: AnalysisRow
): Promise<Result<StandingDraft>> {
	const known = DRAFTS.get(root)?.get(row.id);
	if (known?.revision === row.revision) return advance(known, known.draft, row.revision);
	const caughtUp = known && (await caughtUpWith(db, row, known));
	if (caughtUp) return ok(caughtUp);
	const draft = await loadDraft(db, row);
	const engine = CostEngine.load(draft);
	return engine.ok ? ok({ revision: row.revision, draft, engine: engine.value }) : engine;
}

/** Another draft on the same engine, which calculates only what differs. */
export function advance(
	{ engine }: StandingDraft,
	draft: AnalysisDraft,
	revision: number
): Result<StandingDraft> {
	const advanced = engine.advance(draft);
	if (!advanced.ok) return advanced;
	// What a browser could not show is not stored.
	const figures = engine.figures();
	return figures.ok ? ok({ revision, draft, engine }) : figures;
}

/** Remembers what has been committed. The drafts used last stay, within a limit of lines. */
export function stands(root: AppDatabase, analysisId: string, standing: StandingDraft): void {
	const drafts = DRAFTS.get(root) ?? new Map<string, StandingDraft>();
	DRAFTS.set(root, drafts);
	const known = drafts.get(analysisId);
	// Answers of two requests may come in either order.
	if (known && known.revision > standing.revision) return;
	drafts.delete(analysisId);
	drafts.set(analysisId, standing);
	let lines = 0;
	for (const [id, { draft }] of [...drafts].reverse()) {
		lines += draft.lines.length;
		if (lines > LIMITS.rememberedLines && id !== analysisId) drafts.delete(id);
	}
}

/**
 * Calculates a draft that somebody who may edit it has just read, a moment after the answer has gone out: the first edit
 * of a large analysis then need neither read nor calculate all of it.
 */
export function prepare(root: AppDatabase, analysisId: string, revision: number, draft: AnalysisDraft): void {
	const isKnown = () => (DRAFTS.get(root)?.get(analysisId)?.revision ?? -1) >= revision;
	if (isKnown()) return;
	const calculate = () => {
		const engine = isKnown() ? null : CostEngine.load(draft);
		if (engine?.ok && engine.value.figures().ok)
			stands(root, analysisId, { revision, draft, engine: engine.value });
	};
	setTimeout(calculate, AFTER_ANSWER).unref();
}

/** Milliseconds in which an answer of many lines has been handed to the network. */
const AFTER_ANSWER = 300;

/** The remembered lines of an analysis when they are those of this revision: they need not be read again. */
export function rememberedLines(
	root: AppDatabase,
	analysisId: string,
	revision: number
): AnalysisDraft['lines'] | null {
	const known = DRAFTS.get(root)?.get(analysisId);
	return known?.revision === revision ? known.draft.lines : null;
}

async function caughtUpWith(
	db: AppDatabase,
	row: AnalysisRow,
	known: StandingDraft
): Promise<StandingDraft | null> {
	if (known.revision > row.revision || row.revision - known.revision > CATCH_UP) return null;
	let { draft } = known;
	for (const edit of await selectEditsSince(db, row.id, known.revision)) {
		const edited = applyCommands(draft, commandsOf(edit.commands));
		if (!edited.ok) return null;
		({ draft } = edited.value);
	}
	const advanced = advance(known, draft, row.revision);
	return advanced.ok ? advanced.value : null;
}
