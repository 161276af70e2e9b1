import { recipeDetail } from '#lib/server/recipes/service.ts';
import { contextOf, refusePage } from '../../refusal.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const recipe = await recipeDetail(contextOf(locals), params.id);
	if (!recipe.ok) refusePage(recipe.problem);
	return { recipe: recipe.value };
};
