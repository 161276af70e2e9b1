import { redirect } from '@sveltejs/kit';
import { newComparisonChoices } from '#lib/server/comparison/candidates.ts';
import { addWholeSample } from '#lib/server/comparison/members.ts';
import { createComparison } from '#lib/server/comparison/service.ts';
import { readForm } from '../../read-request.ts';
import { contextOf, refuseForm, refusePage } from '../../refusal.ts';
import { settingsInput } from '../settings-input.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	const sample = url.searchParams.get('sample');
	const choices = await newComparisonChoices(contextOf(locals), sample);
	if (!choices.ok) refusePage(choices.problem);
	const { preferred } = choices.value;
	return {
		...choices.value,
		sample: preferred && sample,
		chosen: preferred && `${preferred.unitName}|${preferred.category}`
	};
};

export const actions: Actions = {
	default: async ({ locals, request }) => {
		const form = await readForm(request);
		// The value of the choice is "unit|category": a category may hold any character, a unit's name holds no bar.
		const [unit = '', ...category] = String(form.get('group') ?? '').split('|');
		const organisationId = form.get('organisation');
		const created = await createComparison(contextOf(locals), {
			...settingsInput(form),
			unit,
			category: category.join('|'),
			...(typeof organisationId === 'string' && { organisationId })
		});
		if (!created.ok) return refuseForm(created.problem);
		const sample = form.get('sample');
		if (typeof sample === 'string' && sample !== '')
			// A sample that does not fit what was chosen is no reason to lose the comparison: its page says why.
			await addWholeSample(contextOf(locals), { id: created.value, snapshot: sample });
		redirect(303, `/comparisons/${created.value}`);
	}
};
