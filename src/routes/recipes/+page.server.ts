import { listRecipes, recipeHomes } from '#lib/server/recipes/service.ts';
import { contextOf, refusePage } from '../refusal.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
	const context = contextOf(locals);
	const recipes = await listRecipes(context);
	if (!recipes.ok) refusePage(recipes.problem);
	return { recipes: recipes.value, mayCreate: recipeHomes(context).length > 0 };
};
