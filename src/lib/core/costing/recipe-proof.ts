import { problem } from '../problem.ts';
import { ok, refuse, type Result } from '../result.ts';
import type { InputSnapshots } from '../snapshot/method.ts';
import type { AnalysisContent, FrozenRecipeUse } from './analysis-snapshot.ts';
import type { RecipeSnapshot } from './recipe-method.ts';

/**
 * Proves that every unit price said to come from a build-up is the price which that version of it has. Both are
 * canonical texts, so equal numbers are equal texts.
 */
export function proveRecipes(content: AnalysisContent, inputs: InputSnapshots): Result<true> {
	for (const { code, name, unitPrice, recipe } of content.lines) {
		if (!recipe) continue;
		const price = priceOf(recipe, inputs);
		if (price !== null && price === unitPrice) continue;
		return refuse(
			problem('analysis/recipe-differs', {
				line: `${code} ${name}`.trim(),
				recipe: `${recipe.name} 第 ${recipe.version} 版`,
				price: price ?? '（没有这个定额）',
				stored: unitPrice ?? '空白'
			})
		);
	}
	return ok(true);
}

function priceOf(recipe: FrozenRecipeUse, inputs: InputSnapshots): string | null {
	const input = inputs[recipe.input];
	if (input?.role !== 'recipe' || input.snapshot.kind !== 'recipe') return null;
	// Snapshots of this kind are made by `freezeRecipe` only.
	const { content, results } = input.snapshot as RecipeSnapshot;
	return content.code === recipe.code ? results.price : null;
}
