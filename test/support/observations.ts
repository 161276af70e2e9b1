import type { Observation } from '#lib/core/comparison/observation.ts';

/** An observation with everything a test does not care about filled in: one grade-1 road unit of a synthetic project. */
export function observation(given: Partial<Observation> & { readonly project: string }): Observation {
	return {
		projectName: `合成项目${given.project}`,
		organisation: '示例单位',
		category: '城市运维/环卫保洁',
		sourceNote: '合成数据',
		fiscalYear: 2025,
		periodMonths: 12,
		index: 0,
		name: '道路清扫',
		grade: '一级',
		unit: '平方米',
		output: '1000',
		unitCost: '10',
		elements: {},
		...given,
		basis: {
			priceYear: 2025,
			region: '甲区',
			taxBasis: 'included',
			staffScope: 'excluded',
			deliveryMode: 'purchased',
			...given.basis
		}
	};
}
