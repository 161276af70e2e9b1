import { redirect, type Actions } from '@sveltejs/kit';
import { createProposal, draftableComparisons } from '#lib/server/standards/drafting.ts';
import { owners } from '#lib/server/standards/proposals.ts';
import { readForm } from '../../read-request.ts';
import { contextOf, refuseForm, refusePage } from '../../refusal.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	const context = contextOf(locals);
	const comparisons = await draftableComparisons(context);
	if (!comparisons.ok) refusePage(comparisons.problem);
	const departments = (await owners(context)).map(({ id, name }) => ({ id, name }));
	return { comparisons: comparisons.value, departments, chosen: url.searchParams.get('comparison') };
};

export const actions: Actions = {
	default: async ({ locals, request }) => {
		const form = await readForm(request);
		const organisationId = String(form.get('organisation') ?? '');
		const created = await createProposal(contextOf(locals), {
			comparisonId: String(form.get('comparison') ?? ''),
			...(organisationId === '' ? {} : { organisationId })
		});
		if (!created.ok) return refuseForm(created.problem);
		redirect(303, `/proposals/${created.value.id}`);
	}
};
