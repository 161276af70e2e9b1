import { dec, multiply, round, toText } from '../../decimal/decimal.ts';
import { LIMITS } from '../../limits.ts';
import type { Observation } from '../observation.ts';
import type { SampleContent, SampleResults } from './sample-table.ts';

/** The observation in row `index` of a frozen sample; undefined where it has no such row. */
export function observeSample(
	{ facts }: SampleContent,
	{ rows }: SampleResults,
	index: number
): Observation | undefined {
	const row = rows[index];
	if (!row) return undefined;
	const converted = facts.currency !== '' && facts.rate !== '';
	const unitCost = converted
		? toText(round(multiply(dec(row.unitCost), dec(facts.rate)), LIMITS.intermediateScale, 'half-up'))
		: row.unitCost;
	return {
		// One name in one table is one witness, however many years or services it stands for.
		project: `外部样本/${facts.name}/${row.name}`,
		projectName: row.name,
		organisation: facts.name,
		category: facts.category,
		sourceNote: facts.source,
		fiscalYear: row.year,
		periodMonths: facts.periodMonths,
		basis: {
			priceYear: row.year,
			region: row.region,
			taxBasis: facts.taxBasis,
			staffScope: facts.staffScope,
			deliveryMode: facts.deliveryMode
		},
		index,
		name: facts.name,
		grade: row.grade,
		unit: facts.unit,
		output: row.output,
		unitCost,
		elements: {},
		external: {
			credibility: facts.credibility,
			...(converted ? { converted: `${facts.currency} × ${facts.rate}` } : {})
		},
		...(facts.currency !== '' && !converted ? { currency: facts.currency } : {}),
		...(Object.keys(row.attributes).length === 0 ? {} : { attributes: row.attributes })
	};
}
