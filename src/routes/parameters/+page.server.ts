import { redirect } from '@sveltejs/kit';
import { mightEver } from '#lib/core/workflow/permission.ts';
import { createSeries, listSeries } from '#lib/server/parameters/service.ts';
import { readForm } from '../read-request.ts';
import { contextOf, refuseForm, refusePage } from '../refusal.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
	const context = contextOf(locals);
	const series = await listSeries(context);
	if (!series.ok) refusePage(series.problem);
	return { series: series.value, mayPropose: mightEver(context.actor, 'parameter.propose') };
};

export const actions: Actions = {
	default: async ({ locals, request }) => {
		const form = await readForm(request);
		const text = (name: string) => String(form.get(name) ?? '');
		// One choice carries both, because a factor has only one form and an index has two.
		const [kind = '', seriesForm = ''] = text('kind').split('|');
		const created = await createSeries(contextOf(locals), {
			code: text('code').trim(),
			name: text('name'),
			kind,
			form: seriesForm
		});
		if (!created.ok) return refuseForm(created.problem);
		redirect(303, `/parameters/${created.value.code}`);
	}
};
