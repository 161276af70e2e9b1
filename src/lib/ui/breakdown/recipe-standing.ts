import type { RecipeUse } from '#lib/core/costing/recipe-use.ts';

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
	return found.toSorted((a, b) => Number(b.unit === unit) - Number(a.unit === unit));
}
