import type { AnalysisDraft, CostLine } from '#lib/core/costing/line.ts';
import { costLine, costUnit, draftOf, yuan } from '../support/cost-draft.ts';

/**
 * 市政日常维护经费 2021, 鼎山街道办事处, 重庆市江津区. Source: 江津区人民政府门户网站, t20210915_9720621 (case JJ2021 of
 * the example cases; figures copied from the public page, to be checked against it before being relied on).
 * The page states a total of 22,430,200 元; its lines sum to 22,210,577 元, and to 22,430,077 元 when the upkeep of
 * bridges, noted as "从2020年1月起管护", is counted for two years.
 */
const ROWS: readonly (readonly [code: string, parent: string | null, name: string, given: Partial<CostLine>])[] = [
	['0', null, '市政日常维护经费合计', { statedAmount: yuan(22_430_200) }],
	['1', '0', '老集镇维护', { quantity: '1', unit: '个', unitPrice: '50000' }],
	['2', '0', '背街小巷市政设施维护', { quantity: '166315', unit: '㎡', statedAmount: yuan(800_000) }],
	['3', '0', '黄桷树长廊占地补偿', { quantity: '1908', unit: '株', unitPrice: '37' }],
	['4', '0', '补上年未纳入预算', { statedAmount: yuan(380_100), recurrence: 'once' }],
	['5', '0', '环卫清扫保洁', { grade: '一级', quantity: '1344993', unit: '㎡', unitPrice: '10' }],
	['6', '0', '环卫清扫保洁', { grade: '二级', quantity: '367493', unit: '㎡', unitPrice: '7' }],
	['7', '0', '公厕', { quantity: '34', unit: '座', unitPrice: '62000' }],
	['8', '0', '桥梁管护', {}],
	['8.1', '8', '桥梁路面清扫保洁', { quantity: '1804', unit: '㎡', unitPrice: '7', statedAmount: yuan(12_700) }],
	['8.2', '8', '桥梁路面巡查维护', { quantity: '1804', unit: '㎡', unitPrice: '100', statedAmount: yuan(180_400) }],
	['8.3', '8', '护栏刷漆', { quantity: '440', unit: '米', unitPrice: '30', statedAmount: yuan(13_200) }],
	['8.4', '8', '护栏更换维修', { quantity: '44', unit: '米', unitPrice: '300', statedAmount: yuan(13_200) }],
	['9', '0', '临时市政执法队员', { quantity: '49', unit: '人', unitPrice: '50000' }],
	['10', '0', '市政执法车辆', { quantity: '2', unit: '台', unitPrice: '55000' }]
];

export function dingshan2021(): AnalysisDraft {
	const counts = new Map<string | null, number>();
	const lines = ROWS.map(([code, parentId, name, given]) => {
		const position = counts.get(parentId) ?? 0;
		counts.set(parentId, position + 1);
		return costLine({ id: code, code, parentId, position, name, ...given });
	});
	const units = [
		costUnit({ id: 'u1', name: '环卫清扫保洁', grade: '一级', output: '1344993', lineIds: ['5'] }),
		costUnit({ id: 'u2', position: 1, name: '环卫清扫保洁', grade: '二级', output: '367493', lineIds: ['6'] }),
		costUnit({ id: 'u3', position: 2, name: '环卫清扫保洁', grade: '综合', output: '1712486', lineIds: ['5', '6'] })
	];
	return draftOf(lines, units);
}

/** The same with two years of bridge upkeep: amounts doubled, paying for 24 months. */
export function dingshanTwoYears(): AnalysisDraft {
	const draft = dingshan2021();
	const lines = draft.lines.map((line) =>
		line.parentId === '8'
			? { ...line, periodMonths: 24, statedAmount: yuan(2 * ((line.statedAmount ?? 0) / 100)) }
			: line
	);
	return { ...draft, lines };
}
