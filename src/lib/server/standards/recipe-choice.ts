import type { Hash } from '#lib/core/address/value-ref.ts';
import { RECIPE_METHOD_ID } from '#lib/core/costing/recipe.ts';
import { problem } from '#lib/core/problem.ts';
import { ok, refuse, type Result } from '#lib/core/result.ts';
import type { PricedRecipe } from '#lib/core/standards/rules/build-up-price.ts';
import type { BuildUpUse } from '#lib/core/standards/standard-snapshot.ts';
import type { Context } from '../context.ts';
import type { AppDatabase } from '../database/database.ts';
import { listRecipes, type RecipeParts } from '../recipes/service.ts';
import { getSnapshot } from '../snapshots/service.ts';

export interface RecipeChoice {
	readonly code: string;
	readonly name: string;
	readonly version: number;
	readonly hash: Hash;
	readonly unit: string;
	readonly price: string;
	/** What the price is made of. */
	readonly parts: RecipeParts;
}

export interface FrozenRecipe {
	readonly hash: Hash;
	readonly snapshot: PricedRecipe;
}

/** The build-up that a draft names, proven to be one and to be that one. */
export async function chosenRecipe(
	db: AppDatabase,
	buildUp: BuildUpUse | undefined
): Promise<Result<FrozenRecipe | null>> {
	if (!buildUp) return ok(null);
	const hash = buildUp.hash ?? '';
	const found = await getSnapshot(db, hash);
	if (!found.ok || found.value.method !== RECIPE_METHOD_ID) return refuse(problem('recipe/not-found', {}));
	// Snapshots of that method have this shape.
	const snapshot = found.value as PricedRecipe;
	return snapshot.content.code === buildUp.code
		? ok({ hash, snapshot })
		: refuse(problem('recipe/not-found', {}));
}

/** The newest version of every build-up, and the version the draft already rests on where that is an older one. */
export async function recipeChoices(
	context: Context,
	buildUp: BuildUpUse | undefined
): Promise<readonly RecipeChoice[]> {
	const heads = await listRecipes(context);
	const newest = heads.ok
		? heads.value.map(({ use, unit, price, parts }) => ({ ...use, unit, price, parts }))
		: [];
	if (!buildUp || newest.some(({ hash }) => hash === buildUp.hash)) return newest;
	const chosen = await chosenRecipe(context.db, buildUp);
	if (!chosen.ok || !chosen.value) return newest;
	const { content, results } = chosen.value.snapshot;
	const { code, name, version } = buildUp;
	const { price, ...parts } = results;
	return [{ code, name, version, hash: chosen.value.hash, unit: content.unit, price, parts }, ...newest];
}
