import { redirect, type Actions } from '@sveltejs/kit';
import { today } from '#lib/server/context.ts';
import { BLANK, createRule, exampleRules, mayDraftRules } from '#lib/server/rules/drafting.ts';
import { parseDate } from '#lib/core/period/date.ts';
import { findRule, listRules } from '#lib/server/rules/library.ts';
import { owners } from '#lib/server/standards/proposals.ts';
import { readForm } from '../../read-request.ts';
import { contextOf, refuseForm, refusePage } from '../../refusal.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	const context = contextOf(locals);
	const asked = parseDate(url.searchParams.get('date') ?? '');
	const at = asked.ok ? asked.value : today(context);
	const rules = await listRules(context, at);
	if (!rules.ok) refusePage(rules.problem);
	const matter = url.searchParams.get('matter') ?? '';
	const region = url.searchParams.get('region') ?? '';
	const found = matter === '' ? null : await findRule(context, { matter, region, date: at });
	if (found && !found.ok) refusePage(found.problem);
	const issued = rules.value.filter((rule) => rule.issued !== null);
	const departments = mayDraftRules(context) ? await owners(context) : [];
	return {
		rules: rules.value,
		question: { matter, region, date: at },
		found: found?.value ?? null,
		matters: [...new Set(issued.map((rule) => rule.matter))].filter((name) => name !== ''),
		regions: [...new Set(issued.map((rule) => rule.region))],
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
