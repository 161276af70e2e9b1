import { today } from '#lib/server/context.ts';
import { getRule, listRules } from '#lib/server/rules/library.ts';
import { contextOf, refusePage } from '../../../refusal.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	const context = contextOf(locals);
	const at = today(context);
	const listed = await listRules(context, at);
	if (!listed.ok) refusePage(listed.problem);
	const rules = listed.value.filter(({ issued }) => issued !== null);
	const first = url.searchParams.get('first') ?? rules[0]?.id ?? '';
	const second = url.searchParams.get('second') ?? rules.find(({ id }) => id !== first)?.id ?? '';
	const chosen = [];
	for (const id of [first, second]) {
		if (id === '') continue;
		const rule = await getRule(context, id, at);
		if (!rule.ok) refusePage(rule.problem);
		chosen.push(rule.value);
	}
	return { rules: rules.map(({ id, title, region }) => ({ id, title, region })), chosen, first, second };
};
