import { redirect } from '@sveltejs/kit';
import { newComparisonChoices } from '#lib/server/comparison/candidates.ts';
import { createComparison } from '#lib/server/comparison/service.ts';
import { readForm } from '../../read-request.ts';
import { contextOf, refuseForm, refusePage } from '../../refusal.ts';
import { settingsInput } from '../settings-input.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
	const choices = await newComparisonChoices(contextOf(locals));
	if (!choices.ok) refusePage(choices.problem);
	return choices.value;
};

export const actions: Actions = {
	default: async ({ locals, request }) => {
		const form = await readForm(request);
		// The value of the choice is "unit|category": a category may hold any character, a unit's id holds no bar.
		const [unit = '', ...category] = String(form.get('group') ?? '').split('|');
		const organisationId = form.get('organisation');
		const created = await createComparison(contextOf(locals), {
			...settingsInput(form),
			unit,
			category: category.join('|'),
			...(typeof organisationId === 'string' && { organisationId })
		});
		if (!created.ok) return refuseForm(created.problem);
		redirect(303, `/comparisons/${created.value}`);
	}
};
