import { redirect } from '@sveltejs/kit';
import { problem } from '#lib/core/problem.ts';
import { parseRecipe } from '#lib/server/recipes/recipe-schema.ts';
import { createRecipe, recipeHomes } from '#lib/server/recipes/service.ts';
import { readForm } from '../../read-request.ts';
import { contextOf, refuseForm, refusePage } from '../../refusal.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) => {
	const homes = recipeHomes(contextOf(locals));
	if (homes.length === 0)
		refusePage(problem('workflow/forbidden', { action: '编制定额测算', roles: '部门业务经办、咨询机构' }));
	return { homes };
};

export const actions: Actions = {
	default: async ({ locals, request }) => {
		const form = await readForm(request);
		const content = parseRecipe(String(form.get('content') ?? ''));
		if (!content.ok) return refuseForm(content.problem);
		const created = await createRecipe(contextOf(locals), {
			organisationId: String(form.get('organisation') ?? ''),
			content: content.value,
			note: String(form.get('note') ?? '')
		});
		if (!created.ok) return refuseForm(created.problem);
		redirect(303, `/recipes/${created.value}`);
	}
};
