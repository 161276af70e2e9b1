import { describe, expect, it } from 'vitest';
import type { AnalysedMember, AnalysedSet } from '#lib/core/comparison/analysis/analysed-set.ts';
import { fitBand } from '#lib/core/comparison/analysis/fit-band.ts';
import {
	analyseSet,
	describeMembers,
	nearestToMedian,
	type SetAnalysisPlan
} from '#lib/core/comparison/analysis/set-analysis.ts';
import { robustNotes } from '#lib/core/comparison/analysis/robust-notes.ts';
import { regress } from '#lib/core/comparison/analysis/regression.ts';
import { unwrap } from '#lib/core/result.ts';

/**
 * Golden case A (DOMAIN §2.6, P7 put last). Expected statistics: NumPy 2 quantile(method='linear' | 'weibull'),
 * scipy.stats.median_abs_deviation, and ordinary least squares through numpy.linalg with scipy.stats.t for p.
 */
const VALUES = ['8.1364', '8.9469', '8.9342', '9.0476', '8.2691', '9.8726', '10.9585', '13'];
const OUTPUTS = ['180000', '260000', '95000', '420000', '150000', '72000', '60000', '205000'];

function member(index: number, value: string, output: string, region = '甲区'): AnalysedMember {
	return {
		member: index,
		included: true,
		observation: {
			project: `P${index}`,
			projectName: `合成项目${index}`,
			organisation: '示例单位',
			category: '城市运维/环卫保洁',
			sourceNote: '合成数据',
			fiscalYear: 2025,
			periodMonths: 12,
			basis: {
				priceYear: 2025,
				region,
				taxBasis: 'included',
				staffScope: 'excluded',
				deliveryMode: 'purchased'
			},
			index: 0,
			name: '清扫',
			grade: '一级',
			unit: '平方米',
			output,
			unitCost: value,
			elements: {}
		},
		result: {
			label: `合成项目${index}`,
			project: `P${index}`,
			priceYear: 2025,
			output,
			raw: value,
			rawWords: '',
			steps: [],
			comparable: value,
			flagged: null,
			warnings: []
		}
	};
}

function setOf(values: readonly string[], outputs: readonly string[] = OUTPUTS): AnalysedSet {
	return {
		members: values.map((value, i) =>
			member(i, value, outputs[i] ?? '1', i === 2 || i === 4 ? '乙区' : '甲区')
		),
		breakdownOf: () => undefined
	};
}

const PLAN: SetAnalysisPlan = {
	quantileType: '7',
	centre: 'median',
	replicates: 2000,
	seed: 1,
	regression: null,
	split: null
};

describe('robust statistics of a set', () => {
	it('agree with NumPy and SciPy, type 7', () => {
		const { robust } = unwrap(describeMembers(setOf(VALUES), PLAN));
		expect(robust).toMatchObject({
			n: 8,
			median: '8.99725',
			mad: '0.7945',
			p10: '8.22929',
			q1: '8.767925',
			p40: '8.94436',
			q3: '10.144075',
			p90: '11.57095'
		});
		expect(robust.members.map(({ modifiedZ }) => modifiedZ)).toEqual([
			'-0.7308',
			'-0.0427',
			'-0.0535',
			'0.0427',
			'-0.6182',
			'0.7431',
			'1.665',
			'3.3982'
		]);
		expect(Number(robust.logLowFence)).toBeCloseTo(7.046908512406, 6);
		expect(Number(robust.logHighFence)).toBeCloseTo(12.601409202869, 6);
	});

	it('has type 6 where it is chosen', () => {
		const { robust } = unwrap(describeMembers(setOf(VALUES), { ...PLAN, quantileType: '6' }));
		expect(robust).toMatchObject({
			median: '8.99725',
			p10: '8.1364',
			q1: '8.435375',
			q3: '10.687025',
			p90: '13'
		});
	});

	it('says what the centre becomes without each member', () => {
		const { robust } = unwrap(describeMembers(setOf(VALUES), PLAN));
		const without = robust.members.map(({ without: left }) => left);
		expect(without.map((left) => left?.median)).toEqual([
			'9.0476',
			'9.0476',
			'9.0476',
			'8.9469',
			'9.0476',
			'8.9469',
			'8.9469',
			'8.9469'
		]);
		expect(without.at(-1)?.mean).toBe('9.166471');
		expect(without.at(-1)?.volumeWeighted).toBe('8.931438');
	});

	it('describes one observation and equal observations without inventing a spread', () => {
		const one = unwrap(describeMembers(setOf(['5']), PLAN));
		expect(one.robust).toMatchObject({ n: 1, median: '5', mad: '0', variation: null, lowFence: null });
		expect(one.robust.members).toEqual([
			{ member: 0, modifiedZ: null, flagged: null, logFlagged: null, without: null }
		]);
		expect(one.interval).toMatchObject({ estimate: '5', percentileLow: '5', bcaLow: null });
		const equal = unwrap(describeMembers(setOf(['5', '5', '5', '5', '5']), PLAN));
		expect(equal.robust).toMatchObject({ mad: '0', lowFence: '5', highFence: '5', logLowFence: '5' });
		expect(equal.robust.members[0]).toMatchObject({ modifiedZ: null, flagged: null, logFlagged: null });
	});

	it('says in a sentence why a statistic is missing', () => {
		const notes = (...values: string[]) =>
			robustNotes(unwrap(describeMembers(setOf(values), PLAN)).robust).join();
		expect(notes('5')).toMatch(/只有一个成本单元/);
		expect(notes('5', '6', '7')).toMatch(/少于 5 个/);
		expect(notes('5', '5', '5', '5', '5')).toMatch(/绝对中位差为 0/);
		expect(notes('0', '5', '6', '7', '8')).toMatch(/零或负数，不能取对数/);
		expect(notes('-2', '-1', '0', '1', '2')).toMatch(/简单平均为 0/);
		expect(notes('5', '6', '7', '8', '9')).toBe('');
	});

	it('refuses an empty set, too few and too many resamples', () => {
		expect(describeMembers({ members: [], breakdownOf: () => undefined }, PLAN)).toMatchObject({
			problem: { code: 'comparison/nothing-included' }
		});
		for (const replicates of [99, 20_001])
			expect(describeMembers(setOf(VALUES), { ...PLAN, replicates })).toMatchObject({
				problem: { code: 'analysis-plan/replicates' }
			});
	});

	it('names the member nearest the median', () => {
		expect(nearestToMedian(setOf(VALUES))).toBe(1);
		expect(nearestToMedian(setOf(VALUES), 1)).toBe(3);
		expect(nearestToMedian(setOf([]))).toBeUndefined();
	});
});

describe('regression on attributes', () => {
	const { members } = setOf(VALUES);

	it('agrees with NumPy on ln output', () => {
		const fit = unwrap(regress(members, { response: 'cost', attributes: ['output'] }));
		expect(fit.coefficients.map(({ name }) => name)).toEqual(['常数项', 'ln 产出数量']);
		expect(fit.coefficients[0]?.estimate).toBeCloseTo(14.56578103, 7);
		expect(fit.coefficients[1]?.estimate).toBeCloseTo(-0.4129588, 7);
		expect(fit.coefficients[1]?.standardError).toBeCloseTo(0.98760198, 7);
		expect(fit.coefficients[1]?.p).toBeCloseTo(0.69039532, 7);
		expect(fit.rSquared).toBeCloseTo(0.028315457868901772, 9);
	});

	it('has a column per region but the first, and logarithms on either side', () => {
		const fit = unwrap(regress(members, { response: 'log-cost', attributes: ['region', 'output'] }));
		expect(fit.coefficients.map(({ name }) => name)).toEqual([
			'常数项',
			'ln 产出数量',
			'地区：甲区（对 乙区）'
		]);
		// NumPy has the column for 乙区: the coefficient changes its sign, not its size.
		expect(fit.coefficients[2]?.estimate).toBeCloseTo(0.15959835, 7);
		expect(fit.coefficients[2]?.standardError).toBeCloseTo(0.13453564, 7);
	});

	it('refuses what does not vary, what has no logarithm, and too few', () => {
		const plan = { response: 'cost', attributes: ['output'] } as const;
		const code = (values: readonly string[], outputs?: readonly string[]) =>
			regress(setOf(values, outputs).members, plan);
		expect(code(['5', '5', '5'])).toMatchObject({ problem: { code: 'regression/all-equal' } });
		expect(code(['5', '6', '7'], ['1', '1', '1'])).toMatchObject({
			problem: { code: 'regression/all-equal' }
		});
		expect(code(['5', '6', '7'], ['1', '0', '2'])).toMatchObject({
			problem: { code: 'regression/not-positive' }
		});
		expect(code(['5', '6'])).toMatchObject({ problem: { code: 'regression/too-few' } });
		expect(regress(members, { response: 'cost', attributes: ['grade'] })).toMatchObject({
			problem: { code: 'regression/all-equal' }
		});
	});

	it('draws the band that SciPy has', () => {
		const points = VALUES.map((value, i) => ({ x: Math.log(Number(OUTPUTS[i])), y: Number(value) }));
		const [first] = fitBand(points);
		expect(first?.fit).toBeCloseTo(10.02236710496928, 9);
		expect((first?.high ?? 0) - (first?.fit ?? 0)).toBeCloseTo(2.6660854822336884, 9);
		expect(fitBand(points.slice(0, 2))).toEqual([]);
		expect(fitBand(points.map(({ y }) => ({ x: 1, y })))).toEqual([]);
	});
});

describe('analysis of a whole set', () => {
	it('is refused as a whole when a part is', () => {
		const split = { own: 1, benchmark: 1, method: 'shapley' } as const;
		expect(analyseSet(setOf(VALUES), { ...PLAN, split }, '元/平方米·年')).toMatchObject({
			problem: { code: 'analysis-plan/same-member' }
		});
		expect(analyseSet(setOf(VALUES), { ...PLAN, split: { ...split, own: 0 } }, '')).toMatchObject({
			problem: { code: 'analysis-plan/no-breakdown' }
		});
	});
});
