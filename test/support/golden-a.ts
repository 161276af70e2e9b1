import type { ParameterSetContent } from '#lib/core/comparison/comparison-snapshot.ts';

/**
 * Golden case A: a synthetic (合成数据) set of eight road-cleaning projects with every figure worked by hand: the
 * domain notes of the project, DOMAIN §2.6. Columns: id, price year, cost 元, area ㎡, region, grade, then the
 * expected comparable unit cost to four decimals.
 */
export const GOLDEN_A = [
	['P1', 2022, '1450000', '180000', '甲区', '一级', '8.1364'],
	['P2', 2023, '2310000', '260000', '甲区', '一级', '8.9469'],
	['P3', 2024, '684000', '95000', '乙区', '二级', '8.9342'],
	['P4', 2025, '3990000', '420000', '丙区', '一级', '9.0476'],
	['P5', 2024, '1176000', '150000', '乙区', '一级', '8.2691'],
	['P6', 2023, '540000', '72000', '丁区', '二级', '9.8726'],
	['P7', 2025, '2665000', '205000', '甲区', '一级', '13.0000'],
	['P8', 2022, '498000', '60000', '丁区', '二级', '10.9585']
] as const;

const DOCUMENT = '合成数据，仅供演示';

export const GOLDEN_A_INDEX: ParameterSetContent = {
	code: 'demo-index',
	name: '示例价格指数',
	kind: 'price-index',
	form: 'previous-year-100',
	entries: entries([
		['2023', '100.3'],
		['2024', '100.5'],
		['2025', '100.2']
	])
};

export const GOLDEN_A_REGION: ParameterSetContent = {
	code: 'demo-region',
	name: '示例地区系数',
	kind: 'region-factor',
	form: 'ratio',
	entries: entries([
		['丁区', '0.9'],
		['丙区', '1.05'],
		['乙区', '0.95'],
		['甲区', '1']
	])
};

export const GOLDEN_A_GRADE: ParameterSetContent = {
	code: 'demo-grade',
	name: '示例服务等级系数',
	kind: 'grade-factor',
	form: 'ratio',
	entries: entries([
		['一级', '1'],
		['二级', '0.85']
	])
};

export const GOLDEN_A_SERIES = {
	'price-year': GOLDEN_A_INDEX,
	region: GOLDEN_A_REGION,
	grade: GOLDEN_A_GRADE
} as const;

function entries(pairs: readonly (readonly [string, string])[]): ParameterSetContent['entries'] {
	return pairs.map(([key, value]) => ({
		key,
		value,
		version: 1,
		validFrom: '2026-01-01',
		document: DOCUMENT
	}));
}
