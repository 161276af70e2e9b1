import { today } from '#lib/server/context.ts';
import { getRule, listRules, type RuleSummary } from '#lib/server/rules/library.ts';
import { contextOf, refusePage } from '../../../refusal.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	const context = contextOf(locals);
	const at = today(context);
	const listed = await listRules(context, at);
	if (!listed.ok) refusePage(listed.problem);
	const rules = listed.value.filter(({ issued }) => issued !== null);
	const paired = rules.find((rule) => rules.some((other) => sameMatter(other, rule)));
	const first = url.searchParams.get('first') ?? (paired ?? rules[0])?.id ?? '';
	const others = rules.filter(({ id }) => id !== first);
	const chosenFirst = rules.find(({ id }) => id === first);
	const beside = others.find((rule) => chosenFirst && sameMatter(rule, chosenFirst)) ?? others[0];
	const second = url.searchParams.get('second') ?? beside?.id ?? '';
	const chosen = [];
	for (const id of [first, second]) {
		if (id === '') continue;
		const rule = await getRule(context, id, at);
		if (!rule.ok) refusePage(rule.problem);
		chosen.push(rule.value);
	}
	return { rules: rules.map(({ id, title, region }) => ({ id, title, region })), chosen, first, second };
};

/** Two regions' rules for one matter: what people want to see beside each other. */
function sameMatter(one: RuleSummary, other: RuleSummary): boolean {
	return one.matter !== '' && one.matter === other.matter && one.region !== other.region;
}
