import { ok } from '../result.ts';
import type { Method } from '../snapshot/method.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import { recipeResults, type RecipeResults } from './build-up.ts';
import { explainRecipe } from './explain-recipe.ts';
import { readRecipe, RECIPE_METHOD_ID, type RecipeContent } from './recipe.ts';
import type { Result } from '../result.ts';

export type RecipeSnapshot = Snapshot<RecipeContent, RecipeResults>;

/** 定额测算: unit price from labour, material and machine consumption, prices and rates. */
export const RECIPE_METHOD: Method = {
	id: RECIPE_METHOD_ID,
	kind: 'recipe',
	words:
		'人工、材料、机械各按消耗量×单价（或占某类消耗的百分比）计直接费；管理费＝直接费×费率，利润＝（直接费＋管理费）×费率，税金＝（直接费＋管理费＋利润）×税率；合计四舍五入得单价',
	source: '建设工程定额计价惯例：直接费、管理费、利润、税金逐级计取',
	compute(_inputs, content) {
		// A snapshot of this method has this content; its hash was checked before it came here.
		const recipe = readRecipe(content as RecipeContent);
		return recipe.ok ? ok(recipeResults(recipe.value)) : recipe;
	},
	explain: explainRecipe
};

/** One version of a build-up, ready to be stored. */
export function freezeRecipe(given: RecipeContent): Result<RecipeSnapshot> {
	const recipe = readRecipe(given);
	if (!recipe.ok) return recipe;
	return ok({
		kind: 'recipe',
		schema: 1,
		method: RECIPE_METHOD_ID,
		inputs: [],
		content: recipe.value,
		results: recipeResults(recipe.value)
	});
}
