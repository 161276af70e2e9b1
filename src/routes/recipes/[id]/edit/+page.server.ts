import { redirect } from '@sveltejs/kit';
import { parseRecipe } from '#lib/server/recipes/recipe-schema.ts';
import { addVersion, recipeDetail } from '#lib/server/recipes/service.ts';
import { readForm } from '../../../read-request.ts';
import { contextOf, refuseForm, refusePage } from '../../../refusal.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const recipe = await recipeDetail(contextOf(locals), params.id);
	if (!recipe.ok) refusePage(recipe.problem);
	if (!recipe.value.mayEdit) redirect(303, `/recipes/${params.id}`);
	return { recipe: recipe.value };
};

export const actions: Actions = {
	default: async ({ locals, params, request }) => {
		const form = await readForm(request);
		const content = parseRecipe(String(form.get('content') ?? ''));
		if (!content.ok) return refuseForm(content.problem);
		const added = await addVersion(contextOf(locals), {
			recipeId: params.id,
			basedOn: Number(form.get('basedOn')),
			content: content.value,
			note: String(form.get('note') ?? '')
		});
		if (!added.ok) return refuseForm(added.problem);
		redirect(303, `/recipes/${params.id}/upgrade`);
	}
};
