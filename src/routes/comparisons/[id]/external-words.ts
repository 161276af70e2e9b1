import type { Observation } from '#lib/core/comparison/observation.ts';

/** "12 个：A 级 8 个、C 级 4 个；金额为欧元原值，没有折合人民币": how much of a set comes from outside. */
export function externalWords(members: readonly { readonly observation: Observation }[]): string {
	const found = members.flatMap(({ observation }) => (observation.external ? [observation] : []));
	const grades = Map.groupBy(found, ({ external }) => external?.credibility ?? 'D');
	const parts = [...grades]
		.sort(([a], [b]) => (a < b ? -1 : 1))
		.map(([grade, some]) => `${grade} 级 ${some.length} 个`);
	const moneys = [...new Set(found.flatMap(({ currency }) => (currency === undefined ? [] : [currency])))];
	const money = moneys.length === 0 ? '' : `；金额为${moneys.join('、')}原值，没有折合人民币`;
	return `${found.length} 个：${parts.join('、')}${money}`;
}
