import { RECIPE_METHOD_ID } from '#lib/core/costing/recipe.ts';
import type { StandardDraft } from '#lib/core/standards/draft.ts';
import { previewStandards, type StandardsPreview } from '#lib/core/standards/preview.ts';
import type { PricedRecipe } from '#lib/core/standards/rules/build-up-price.ts';
import type { PageData } from './$types';

/** What a draft comes to, computed in the browser by the methods that will freeze it. */
export function draftPreview(proposal: PageData['proposal'], draft: StandardDraft): StandardsPreview {
	const { comparisonSnapshot, comparisonHash, recipes, budgets, elements } = proposal;
	const chosen = recipes.find(({ hash }) => hash === draft.quota.buildUp?.hash);
	const recipe: PricedRecipe | undefined = chosen && {
		kind: 'recipe',
		schema: 1,
		method: RECIPE_METHOD_ID,
		inputs: [],
		content: { code: chosen.code, name: chosen.name, unit: chosen.unit },
		results: { price: chosen.price, ...chosen.parts }
	};
	const tested = budgets && { title: draft.title, year: budgets.year, lines: budgets.lines };
	return previewStandards(comparisonSnapshot, comparisonHash, draft, recipe, tested ?? undefined, elements);
}
