import type { EditCommand } from '#lib/core/costing/edit-command.ts';
import type { AnalysisDraft } from '#lib/core/costing/line.ts';
import { LIMITS } from '#lib/core/limits.ts';
import { ok, type Result } from '#lib/core/result.ts';
import type { Context } from '../context.ts';
import { readableAnalysis, steadyDraft } from './analyses.ts';
import { selectEditsSince, sizeSince } from './edit-store.ts';
import { commandsOf } from './stored-commands.ts';

/** A saved batch as another page applies it. */
export interface MissedEdit {
	readonly id: string;
	readonly revision: number;
	readonly who: string;
	readonly own: boolean;
	readonly at: string;
	readonly commands: readonly EditCommand[];
}

/** What a page needs to be up to date: the batches it missed, or everything where those are too many. */
export type CatchUp =
	| { readonly revision: number; readonly edits: readonly MissedEdit[] }
	| { readonly revision: number; readonly edits: null; readonly draft: AnalysisDraft };

/** Brings a page that stands at `revision` up to date; from null on, everything. */
export async function catchUp(
	context: Context,
	analysisId: string,
	revision: number | null
): Promise<Result<CatchUp>> {
	const row = await readableAnalysis(context, analysisId);
	if (!row.ok) return row;
	const edits = revision === null ? null : await missedSince(context, analysisId, revision);
	// Batches may have come in since the row was read: the last one says how far they reach.
	if (revision !== null && edits !== null)
		return ok({ revision: edits.at(-1)?.revision ?? Math.max(revision, row.value.revision), edits });
	const whole = await steadyDraft(context, analysisId);
	return whole.ok ? ok({ revision: whole.value.row.revision, edits: null, draft: whole.value.draft }) : whole;
}

/** Batches saved after a revision, oldest first; null when they are too many or too large to be sent one by one. */
export async function missedSince(
	context: Context,
	analysisId: string,
	revision: number,
	except?: string
): Promise<readonly MissedEdit[] | null> {
	const { count, characters } = await sizeSince(context.db, analysisId, revision);
	if (count > LIMITS.missedEdits || characters > LIMITS.missedCharacters) return null;
	const edits = await selectEditsSince(context.db, analysisId, revision);
	return edits
		.filter(({ id }) => id !== except)
		.map(({ id, revision: at, actor_name: who, actor_id, commands, ...edit }) => ({
			id,
			revision: at,
			who,
			own: actor_id === context.actor.userId,
			at: edit.at,
			commands: commandsOf(commands)
		}));
}
