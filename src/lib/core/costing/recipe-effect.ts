import { fen, subtractFen, type Fen } from '../money/fen.ts';
import { ok, type Result } from '../result.ts';
import { applyCommands } from './edit.ts';
import type { EditCommand } from './edit-command.ts';
import { analyse } from './figures.ts';
import type { AnalysisDraft } from './line.ts';
import type { RecipeUse } from './recipe-use.ts';
import { lineLabel } from './tree.ts';

/** What taking another version of a build-up does to an analysis, before it is done. */
export interface RecipeEffect {
	readonly lines: readonly LineEffect[];
	/** Declared total before and after, and what it changes by. */
	readonly before: Fen;
	readonly after: Fen;
	readonly difference: Fen;
	/** The edits that do it. */
	readonly commands: readonly EditCommand[];
}

export interface LineEffect {
	readonly lineId: string;
	readonly label: string;
	readonly version: number;
	readonly oldPrice: string | null;
	readonly newPrice: string;
	readonly before: Fen;
	readonly after: Fen;
	readonly difference: Fen;
}

/**
 * The effect of moving every line that uses an earlier version of this build-up to `to`: both drafts are calculated by
 * the engine, so formulas, frequencies and whatever else depends on the price count as they will.
 */
export function recipeEffect(draft: AnalysisDraft, to: RecipeUse, price: string): Result<RecipeEffect> {
	const using = draft.lines.filter(({ recipe }) => recipe?.code === to.code && recipe.version !== to.version);
	const commands = using.map(({ id }): EditCommand => ({
		type: 'apply-recipe',
		lineId: id,
		recipe: to,
		unitPrice: price
	}));
	const edited = applyCommands(draft, commands, Number.MAX_SAFE_INTEGER);
	if (!edited.ok) return edited;
	const before = analyse(draft);
	if (!before.ok) return before;
	const after = analyse(edited.value.draft);
	if (!after.ok) return after;
	const lines = using.map((line): LineEffect => {
		// The tree has the same lines in the same order before and after.
		const index = before.value.tree.indexOf.get(line.id) ?? -1;
		const [was, becomes] = [declaredAt(before.value.lines, index), declaredAt(after.value.lines, index)];
		return {
			lineId: line.id,
			label: lineLabel(line, index),
			version: line.recipe?.version ?? 0,
			oldPrice: line.unitPrice,
			newPrice: price,
			before: was,
			after: becomes,
			difference: subtractFen(becomes, was)
		};
	});
	const [was, becomes] = [before.value.total.declared, after.value.total.declared];
	return ok({ lines, before: was, after: becomes, difference: subtractFen(becomes, was), commands });
}

function declaredAt(lines: readonly { readonly declared: Fen }[], index: number): Fen {
	return lines[index]?.declared ?? fen(0);
}
