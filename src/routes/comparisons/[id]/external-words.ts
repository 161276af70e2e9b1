import { moneyOf, YUAN } from '#lib/core/comparison/currency.ts';
import type { Observation } from '#lib/core/comparison/observation.ts';
import { gradeWords } from '#lib/core/comparison/samples/origin.ts';

/**
 * "12 个：A 级 8 个、C 级 4 个；以欧元计，没有折为人民币，不能据以编制标准": how much of a set comes from outside.
 * `converted` where the exchange step is on.
 */
export function externalWords(
	members: readonly { readonly observation: Observation }[],
	converted: boolean
): string {
	const found = members.flatMap(({ observation }) => (observation.external ? [observation] : []));
	const grades = gradeWords(found.flatMap(({ external }) => (external ? [external.credibility] : [])));
	const moneys = [...new Set(found.map(moneyOf))].filter((money) => money !== YUAN);
	const money =
		moneys.length === 0
			? ''
			: converted
				? `；${moneys.join('、')}已按汇率折为人民币`
				: `；以${moneys.join('、')}计，没有折为人民币，不能据以编制标准（可打开“汇率”步骤）`;
	return `${found.length} 个：${grades}${money}`;
}
