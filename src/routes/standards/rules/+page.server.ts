import { redirect, type Actions } from '@sveltejs/kit';
import { today } from '#lib/server/context.ts';
import { BLANK, createRule, exampleRules, mayDraftRules } from '#lib/server/rules/drafting.ts';
import { listRules } from '#lib/server/rules/library.ts';
import { owners } from '#lib/server/standards/proposals.ts';
import { readForm } from '../../read-request.ts';
import { contextOf, refuseForm, refusePage } from '../../refusal.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
	const context = contextOf(locals);
	const rules = await listRules(context, today(context));
	if (!rules.ok) refusePage(rules.problem);
	const departments = mayDraftRules(context) ? await owners(context) : [];
	return {
		rules: rules.value,
		examples: exampleRules(),
		blank: BLANK,
		departments: departments.map(({ id, name }) => ({ id, name }))
	};
};

export const actions: Actions = {
	default: async ({ locals, request }) => {
		const form = await readForm(request);
		const created = await createRule(contextOf(locals), {
			example: String(form.get('example') ?? ''),
			organisationId: String(form.get('organisation') ?? '')
		});
		if (!created.ok) return refuseForm(created.problem);
		redirect(303, `/standards/rules/${created.value.id}`);
	}
};
