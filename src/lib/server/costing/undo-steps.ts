import type { EditCommand } from '#lib/core/costing/edit-command.ts';
import { problem } from '#lib/core/problem.ts';
import { ok, refuse, type Result } from '#lib/core/result.ts';
import type { Context } from '../context.ts';
import { readableAnalysis } from './analyses.ts';
import { selectOwnSteps, selectStep } from './edit-store.ts';
import { commandsOf } from './stored-commands.ts';

/** What one person may take back in an analysis, and what of that may be done again; the next one last. */
export interface UndoSteps {
	readonly undo: readonly string[];
	readonly redo: readonly string[];
}

/** Batches looked through for steps. */
const MOST_BATCHES = 2_000;

/**
 * The undo and redo stacks of the actor as they follow from what is stored: so Ctrl+Z goes on into earlier sessions.
 * Only the actor's own steps are in them.
 */
export async function undoStepsOf(context: Context, analysisId: string): Promise<Result<UndoSteps>> {
	const row = await readableAnalysis(context, analysisId);
	if (!row.ok) return row;
	const undo: string[] = [];
	const redo: string[] = [];
	const seen = new Set<string>();
	for (const batch of await selectOwnSteps(context.db, analysisId, context.actor.userId, MOST_BATCHES)) {
		const step = batch.step ?? batch.id;
		if (seen.has(step)) continue;
		seen.add(step);
		if (batch.undoes === null) {
			undo.push(step);
			redo.length = 0;
		} else if (removed(undo, batch.undoes)) redo.push(step);
		else if (removed(redo, batch.undoes)) undo.push(step);
	}
	return ok({ undo, redo });
}

export interface StepToUndo {
	/** What takes the step back, in the order to apply, whatever the number of batches it was saved in. */
	readonly commands: readonly EditCommand[];
}

/** What takes back one of the actor's own steps. */
export async function stepToUndo(
	context: Context,
	analysisId: string,
	step: string
): Promise<Result<StepToUndo>> {
	const row = await readableAnalysis(context, analysisId);
	if (!row.ok) return row;
	const batches = await selectStep(context.db, analysisId, step);
	if (batches.length === 0 || batches.some(({ actor_id }) => actor_id !== context.actor.userId))
		return refuse(problem('analysis/nothing-to-undo', {}));
	return ok({ commands: batches.reverse().flatMap(({ inverse }) => commandsOf(inverse)) });
}

function removed(steps: string[], step: string): boolean {
	const at = steps.lastIndexOf(step);
	if (at < 0) return false;
	steps.splice(at, 1);
	return true;
}
