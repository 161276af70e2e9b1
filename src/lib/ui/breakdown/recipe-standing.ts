import type { EditCommand } from '#lib/core/costing/edit-command.ts';
import type { CostLine } from '#lib/core/costing/line.ts';
import type { RecipeUse } from '#lib/core/costing/recipe-use.ts';
import { findUnit } from '#lib/core/quantity/units.ts';

/** What must be known of a build-up (定额测算) to say how a line stands to it. */
export interface KnownRecipe {
	readonly id: string;
	readonly code: string;
	readonly name: string;
	readonly unit: string;
	readonly use: RecipeUse;
	readonly price: string;
}

export interface RecipeStanding {
	/** The build-up as it is now; null where it is not known here. */
	readonly recipe: KnownRecipe | null;
	/** The number of a version newer than the one used; null where there is none. */
	readonly newer: number | null;
}

/** How the version that a line uses stands to the newest one. */
export function recipeStanding(use: RecipeUse, known: readonly KnownRecipe[]): RecipeStanding {
	const recipe = known.find(({ code }) => code === use.code) ?? null;
	return { recipe, newer: recipe && recipe.use.version > use.version ? recipe.use.version : null };
}

/** Build-ups whose code or name contains what was typed; those in the line's measure unit first. */
export function recipeChoices(
	known: readonly KnownRecipe[],
	wanted: string,
	unit: string
): readonly KnownRecipe[] {
	const text = wanted.trim();
	const found = known.filter(({ code, name }) => code.includes(text) || name.includes(text));
	return found.toSorted((a, b) => Number(sameUnit(b.unit, unit)) - Number(sameUnit(a.unit, unit)));
}

/** Whether two words name one measure unit: "㎡" and "平方米" do, "千m2" and "m2" do not. */
export function sameUnit(a: string, b: string): boolean {
	const [known, other] = [findUnit(a), findUnit(b)];
	return known && other ? known.id === other.id : a.trim() === b.trim();
}

/**
 * What takes the price of a build-up into a line, and its measure unit where the line has none yet; null where the line
 * counts in another unit, whose quantity the price does not belong to.
 */
export function applyCommands(
	{ id: lineId, unit }: Pick<CostLine, 'id' | 'unit'>,
	recipe: KnownRecipe
): readonly EditCommand[] | null {
	if (unit !== '' && !sameUnit(unit, recipe.unit)) return null;
	const apply: EditCommand = { type: 'apply-recipe', lineId, recipe: recipe.use, unitPrice: recipe.price };
	return unit === '' ? [{ type: 'set', lineId, field: 'unit', value: recipe.unit }, apply] : [apply];
}
