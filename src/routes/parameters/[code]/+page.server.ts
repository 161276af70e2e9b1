import { mightEver } from '#lib/core/workflow/permission.ts';
import { decideEntry, proposeEntry, seriesDetail } from '#lib/server/parameters/service.ts';
import { readForm } from '../../read-request.ts';
import { contextOf, refuseForm, refusePage } from '../../refusal.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const context = contextOf(locals);
	const detail = await seriesDetail(context, params.code);
	if (!detail.ok) refusePage(detail.problem);
	return {
		...detail.value,
		mayPropose: mightEver(context.actor, 'parameter.propose'),
		mayApprove: mightEver(context.actor, 'parameter.approve'),
		me: context.actor.userId
	};
};

export const actions: Actions = {
	propose: async ({ locals, params, request }) => {
		const form = await readForm(request);
		const text = (name: string) => String(form.get(name) ?? '');
		const typed = {
			key: text('key'),
			value: text('value').trim(),
			validFrom: text('validFrom'),
			document: text('document')
		};
		const proposed = await proposeEntry(contextOf(locals), { series: params.code, ...typed });
		return proposed.ok ? { problem: null } : refuseForm(proposed.problem);
	},
	decide: async ({ locals, request }) => {
		const form = await readForm(request);
		const decided = await decideEntry(contextOf(locals), {
			id: String(form.get('id') ?? ''),
			approve: form.get('decision') === 'approve'
		});
		return decided.ok ? { problem: null } : refuseForm(decided.problem);
	}
};
