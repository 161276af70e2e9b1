import { describe, expect, it } from 'vitest';
import { dec, toFixedText, toText } from '#lib/core/decimal/decimal.ts';
import { analyse } from '#lib/core/costing/figures.ts';
import type { AnalysisDraft } from '#lib/core/costing/line.ts';
import { fen, fenFromYuan, fenText } from '#lib/core/money/fen.ts';
import { unwrap } from '#lib/core/result.ts';
import { findingText } from '#lib/text/findings.ts';
import { costLine, costPool, costUnit, draftOf, yuan } from '../support/cost-draft.ts';

/**
 * 长治市潞州区生活垃圾收集清运和处理成本监审 2021 (fenleilaji.cc id=32678; DOMAIN T2). Collecting is divided by 47 万吨 and
 * disposal by 29.2 万吨, so the whole costs the sum of two unit costs; total ÷ total would say nothing.
 */
function luzhou(): AnalysisDraft {
	const lines = [
		costLine({ id: 'collect', name: '收集清运', statedAmount: yuan('106505540.25') }),
		costLine({ id: 'gross', position: 1, name: '处理（扣发电收入前）', statedAmount: yuan('108857506.06') }),
		costLine({ id: 'net', position: 2, name: '处理（扣发电收入后）', statedAmount: yuan('69308339.34') }),
		costLine({ id: 'power', position: 3, name: '发电收入', statedAmount: yuan('39549166.72') })
	];
	const units = [
		costUnit({ id: 'u1', name: '收集清运', unit: '吨', output: '470000', lineIds: ['collect'] }),
		costUnit({ id: 'u2', position: 1, name: '处理（扣前）', unit: '吨', output: '292000', lineIds: ['gross'] }),
		costUnit({ id: 'u3', position: 2, name: '处理（扣后）', unit: '吨', output: '292000', lineIds: ['net'] }),
		costUnit({ id: 'u4', position: 3, name: '发电收入', unit: '吨', output: '292000', lineIds: ['power'] })
	];
	const add = (unitId: string) => ({ unitId, sign: 'add' as const });
	return {
		...draftOf(lines, units),
		combined: [
			{ id: 'before', position: 0, name: '扣前', parts: [add('u1'), add('u2')] },
			{ id: 'after', position: 1, name: '扣后', parts: [add('u1'), add('u3')] },
			{ id: 'offset', position: 2, name: '扣发电收入', parts: [add('u1'), add('u2'), { unitId: 'u4', sign: 'subtract' }] }
		]
	};
}

describe('golden G12: staged unit costs', () => {
	const figures = unwrap(analyse(luzhou()));
	const [before, after, offset] = figures.combined.map(unwrap);

	it('the stages cost 226.61, 372.80 and 237.36 元 a tonne, as published', () => {
		expect(figures.units.slice(0, 3).map((unit) => toFixedText(unwrap(unit).unitCost, 2))).toEqual(['226.61', '372.80', '237.36']);
	});

	it('226.61 + 372.80 = 599.41 before the income from power', () => {
		expect(before && toText(before.shownUnitCost)).toBe('599.41');
		expect(before && toText(before.unitCost)).toBe('599.407211');
	});

	it('226.61 + 237.36 = 463.97 after it, as the page adds up; 463.964859 when nothing is rounded on the way', () => {
		expect(after && toText(after.shownUnitCost)).toBe('463.97');
		expect(after && toText(after.unitCost)).toBe('463.964859');
	});

	it('taking the income off as a stage of its own comes to the same, unrounded', () => {
		expect(offset?.unitCost).toEqual(after?.unitCost);
		expect(offset?.parts.map((part) => toText(part))).toEqual(['226.61', '372.8', '-135.44']);
	});
});

// 垃圾卫生填埋 1,000 吨/日 单位经营成本 (ask.fsou.com 17082056_2; DOMAIN T1): published 24.56 元/吨, parts 24.36.
describe('golden G11: published totals that do not add up', () => {
	it('landfill: the parts without depreciation come to 0.20 less than published', () => {
		const parts = ['0.40', '0.60', '0.07', '0.50', '0.45', '0.60', '1.00', '0.20', '0.03', '0.52', '6.16', '0.30', '6.00', '1.62', '1.32', '3.59', '1.00'];
		const lines = parts.map((amount, position) => costLine({ id: `p${position}`, parentId: 'total', position, statedAmount: yuan(amount) }));
		const { findings } = unwrap(analyse(draftOf([costLine({ id: 'total', statedAmount: yuan('24.56') }), ...lines])));
		const found = findings.find(({ code }) => code === 'total-differs');
		expect(found?.values).toMatchObject({ stated: '24.56', counted: '24.36', difference: '0.20', direction: '少' });
	});

	// 种植绿篱 (b31_217785; DOMAIN T9): 7.80 + 0.78 + 0.22 + 2.00 = 10.80 as printed, 10.89 with 3 % other material.
	it('consumption quota: each product is rounded once, half-up', () => {
		const products = [['0.26', '30'], ['0.56', '1.4'], ['0.01', '22'], ['0.02', '100']].map(([quantity = '', unitPrice = ''], position) =>
			costLine({ id: `p${position}`, position, quantity, unitPrice })
		);
		expect(fenText(unwrap(analyse(draftOf(products))).total.declared)).toBe('10.80');
	});
});

describe('unit costs by year', () => {
	// 办公大楼运行, 鄂州市机关事务服务中心 2022 (desk33.com d-245426; DOMAIN T3), 万元; output of 1,000 ㎡ is ours.
	const years = (of: readonly [string, string, string]) => ({ '2020:actual': of[0], '2021:actual': of[1], '2022:budget': of[2] });
	const lines = [
		costLine({ id: 'a', name: '保安服务费', years: years(['1910000', '1910000', '1910000']) }),
		costLine({ id: 'b', position: 1, name: '保洁服务费', years: years(['990000', '990000', '990000']) }),
		costLine({ id: 'c', position: 2, name: '水电气、维修维护费', years: years(['3728800', '5045500', '5240000']) })
	];
	const unit = costUnit({ id: 'u', output: '1000', lineIds: ['a', 'b', 'c'], yearOutputs: { '2020': '1000', '2021': '1000', '2022': '1250', '2019': '1000' } });

	it('divide each year by its own output: actual where there is one, else the budget', () => {
		const [figures] = unwrap(analyse(draftOf(lines, [unit]))).units;
		expect(figures && unwrap(figures).years.map(({ year, cost, unitCost }) => [year, fenText(cost), toText(unitCost)])).toEqual([
			['2020', '6628800.00', '6628.8'],
			['2021', '7945500.00', '7945.5'],
			['2022', '8140000.00', '6512']
		]);
	});
});

describe('full cost and fiscal cost side by side (DOMAIN §2.3)', () => {
	const lines = [
		costLine({ id: 'p', statedAmount: yuan(600), fundingSource: 'fiscal-project' }),
		costLine({ id: 'b', position: 1, statedAmount: yuan(200), fundingSource: 'fiscal-basic' }),
		costLine({ id: 'o', position: 2, statedAmount: yuan(100), fundingSource: 'own-revenue' }),
		costLine({ id: 'd', position: 3, statedAmount: yuan(60), fundingSource: 'imputed-depreciation' }),
		costLine({ id: 'x', position: 4, statedAmount: yuan(40), fundingSource: 'other-funding' }),
		costLine({ id: 'q', position: 5 }),
		costLine({ id: 'q1', parentId: 'q', statedAmount: yuan(30) }),
		costLine({ id: 'q2', parentId: 'q', position: 1, statedAmount: yuan(10), fundingSource: 'imputed-depreciation' })
	];

	it('depreciation and own money are in the full cost, the treasury pays project and basic expenditure', () => {
		const { funding, total } = unwrap(analyse(draftOf(lines)));
		expect(funding).toEqual({ full: yuan(1040), fiscal: yuan(830) });
		expect(funding.full).toBe(total.verified);
	});

	it('per unit, with the fiscal part of what a pool gives', () => {
		const draft = {
			...draftOf(lines, [
				costUnit({ id: 'u', output: '10', lineIds: ['p', 'd'] }),
				costUnit({ id: 'v', position: 1, output: '5', lineIds: ['b'] })
			]),
			pools: [costPool({ id: 'k', lineIds: ['q'], shares: { 'unit/u': '3', 'unit/v': '1' } })]
		};
		const [u, v] = unwrap(analyse(draft)).units.map(unwrap);
		expect(u).toMatchObject({ cost: yuan(690), allocated: yuan(30), fiscalCost: yuan('622.5'), unitCost: dec(69), fiscalUnitCost: dec('62.25') });
		expect(v).toMatchObject({ cost: yuan(210), allocated: yuan(10), fiscalCost: yuan('207.5') });
	});
});

describe('what the findings say of pools', () => {
	it('a line that is in a pool and directly in a unit is counted twice', () => {
		const lines = [costLine({ id: 'r' }), costLine({ id: 'a', parentId: 'r', name: '管理费', statedAmount: yuan(5) })];
		const draft = {
			...draftOf(lines, [costUnit({ id: 'u', name: '清扫', lineIds: ['r'] })]),
			pools: [costPool({ id: 'k', name: '后勤', lineIds: ['a'], shares: { 'unit/u': '1' } })]
		};
		const found = unwrap(analyse(draft)).findings.find(({ code }) => code === 'pool-line-twice');
		expect(found).toMatchObject({ at: 1, severity: 'error' });
		expect(found && findingText(found)).toContain('“a 管理费”既在共同成本池“后勤”里，又被成本单元“清扫”直接计入'.replace('a ', ''));
	});

	it('a pool that cannot be allocated stops the unit that waits for it, and says what to do', () => {
		const draft = {
			...draftOf([costLine({ id: 'a', statedAmount: yuan(5) })], [costUnit({ id: 'u' })]),
			pools: [
				costPool({ id: 'k', name: '后勤', lineIds: ['a'], shares: { 'pool/l': '1' } }),
				costPool({ id: 'l', position: 1, name: '车队', shares: { 'pool/k': '1', 'unit/u': '0' } })
			],
			allocationMethod: 'reciprocal' as const
		};
		const { units, findings } = unwrap(analyse(draft));
		expect(units[0]?.ok).toBe(false);
		const errors = findings.filter(({ severity }) => severity === 'error');
		expect(errors.map(findingText).join()).toBe('“后勤”、“车队” 只在彼此之间分摊，成本永远到不了成本单元。请给其中至少一个填写对成本单元的动因量。');
	});
});

describe('how far a breakdown is opened (DOMAIN §2.13)', () => {
	const codes = (lines: readonly Parameters<typeof costLine>[0][]) =>
		unwrap(analyse(draftOf(lines.map((line, position) => costLine({ position, ...line })), [costUnit({ id: 'u', lineIds: ['a'] })]))).findings.map(({ code }) => code);

	it('80 % of the money with quantity × price is enough, one 分 less is not', () => {
		const others = [1, 2, 3].map((i) => ({ id: `o${i}`, statedAmount: fen(1), evidenceLevel: 1 as const }));
		const open = (priced: string, lump: string) =>
			codes([{ id: 'a', quantity: '1', unitPrice: priced, evidenceLevel: 1 }, { id: 'b', statedAmount: unwrap(fenFromYuan(dec(lump), 'half-up')), evidenceLevel: 1 }, ...others]);
		expect(open('0.80', '0.17')).not.toContain('few-priced');
		expect(open('0.79', '0.18')).toContain('few-priced');
	});

	it('names what has no evidence level, and nothing once all have', () => {
		expect(codes([{ id: 'a', statedAmount: yuan(1) }])).toContain('evidence-level');
		expect(codes([{ id: 'a', statedAmount: yuan(1), evidenceLevel: 5 }])).not.toContain('evidence-level');
	});
});
