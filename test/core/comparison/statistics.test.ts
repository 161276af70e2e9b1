import fc from 'fast-check';
import * as simple from 'simple-statistics';
import { describe, expect, it } from 'vitest';
import { describeSet } from '#lib/core/comparison/describe.ts';
import { averageAdvanced } from '#lib/core/comparison/statistics/average-advanced.ts';
import { mean } from '#lib/core/comparison/statistics/mean.ts';
import { quantile } from '#lib/core/comparison/statistics/quantile.ts';
import { sorted } from '#lib/core/comparison/statistics/sorted.ts';
import { standardDeviation } from '#lib/core/comparison/statistics/standard-deviation.ts';
import { outside, tukeyFences } from '#lib/core/comparison/statistics/tukey-fences.ts';
import { variation } from '#lib/core/comparison/statistics/variation.ts';
import { volumeWeighted } from '#lib/core/comparison/statistics/volume-weighted.ts';
import { compare, dec, decimal, toText, type Decimal } from '#lib/core/decimal/decimal.ts';
import { LEW, LOTTERY, MAVRO } from '../../support/nist.ts';

const decimals = (...texts: (string | number)[]) => texts.map((text) => dec(text));
const text = (value: Decimal | null) => value && toText(value);

/** NIST StRD univariate: a first value, then 500 pairs around it. Made to defeat one-pass sums in floating point. */
function alternating(first: string, low: string, high: string): Decimal[] {
	return decimals(first, ...Array.from({ length: 1000 }, (_, i) => (i % 2 === 0 ? low : high)));
}

/** NIST StRD univariate, Michelso: the speed of light in 1,000 km/s, written as what exceeds 299 in units of 0.001. */
const MICHELSON = `
	850 740 900 1070 930 850 950 980 980 880 1000 980 930 650 760 810 1000 1000 960 960 960 940 960
	940 880 800 850 880 900 840 830 790 810 880 880 830 800 790 760 800 880 880 880 860 720 720 620
	860 970 950 880 910 850 870 840 840 850 840 840 840 890 810 810 820 800 770 760 740 750 760 910
	920 890 860 880 720 840 850 850 780 890 840 780 810 760 810 790 810 820 850 870 870 810 740 810
	940 950 800 810 870`
	.trim()
	.split(/\s+/)
	.map((thousandths) => thousandths.padStart(4, '0'))
	.map((digits) => dec(`${299 + Number(digits[0])}.${digits.slice(1)}`));

describe('certified and documented values', () => {
	it('NIST StRD Michelso: mean and standard deviation to the certified digits', () => {
		expect(MICHELSON).toHaveLength(100);
		expect(text(mean(MICHELSON, 12))).toBe('299.8524');
		expect(text(standardDeviation(MICHELSON, 16))).toBe('0.0790105478190518');
	});

	it.each([
		['NumAcc1', decimals('10000001', '10000003', '10000002'), '10000002', '1'],
		['NumAcc2', alternating('1.2', '1.1', '1.3'), '1.2', '0.1'],
		['NumAcc3', alternating('1000000.2', '1000000.1', '1000000.3'), '1000000.2', '0.1'],
		['NumAcc4', alternating('10000000.2', '10000000.1', '10000000.3'), '10000000.2', '0.1']
	])(
		'NIST StRD %s: mean and standard deviation to all 15 certified digits',
		(_, values, certified, deviation) => {
			expect(text(mean(values, 20))).toBe(certified);
			expect(text(standardDeviation(values, 20))).toBe(deviation);
		}
	);

	it.each([
		['Lew', LEW, 200, '-177.435', '277.332168044316'],
		['Lottery', LOTTERY, 218, '518.95871559633', '291.699727470969'],
		['Mavro', MAVRO, 50, '2.001856', '0.000429123454003053']
	])(
		'NIST StRD %s: mean and standard deviation to all certified digits',
		(_, texts, n, average, deviation) => {
			const values = decimals(...texts);
			expect(values).toHaveLength(n);
			expect(text(mean(values, 12))).toBe(average);
			expect(text(standardDeviation(values, deviation.split('.')[1]?.length ?? 0))).toBe(deviation);
		}
	);

	it('agrees with the examples of Microsoft’s pages on PERCENTILE.INC, QUARTILE.INC and STDEV.S', () => {
		expect(text(quantile(decimals(1, 2, 3, 4), dec('0.3')))).toBe('1.9');
		expect(text(quantile(decimals(1, 2, 4, 7, 8, 9, 10, 12), dec('0.25')))).toBe('3.5');
		const strengths = decimals(1345, 1301, 1368, 1322, 1310, 1370, 1318, 1350, 1303, 1299);
		expect(text(standardDeviation(strengths, 8))).toBe('27.46391572');
	});
});

describe('edges', () => {
	it('has no spread for one value and none for equal ones', () => {
		expect(standardDeviation(decimals(5), 6)).toBeNull();
		expect(variation(decimals(5), 6)).toBeNull();
		expect(text(standardDeviation(decimals(5, 5, 5), 6))).toBe('0');
		expect(text(variation(decimals(5, 5, 5), 6))).toBe('0');
		expect(variation(decimals(0, 0), 6)).toBeNull();
	});

	it('flags nothing on fewer than five values, and a value on a fence is inside', () => {
		expect(tukeyFences(decimals(1, 2, 3, 100))).toBeNull();
		expect(outside(dec(100), null)).toBeNull();
		const fences = tukeyFences(decimals(1, 2, 3, 4, 5));
		expect([text(fences?.low ?? null), text(fences?.high ?? null)]).toEqual(['-1', '7']);
		expect(['-1', '-1.000001', '7', '7.000001'].map((value) => outside(dec(value), fences))).toEqual([
			null,
			'low',
			null,
			'high'
		]);
	});

	it('refuses as broken invariants what has no answer', () => {
		expect(() => quantile([], dec('0.5'))).toThrow();
		expect(() => quantile(decimals(1, 2), dec('1.5'))).toThrow();
		expect(() => quantile(decimals(1, 2), dec('-0.5'))).toThrow();
		expect(() => mean([], 6)).toThrow();
		expect(describeSet([])).toBeNull();
	});

	it('counts three years of one project as one witness', () => {
		const years = [1, 2, 3].map((value) => ({ project: 'A', value: dec(value), output: dec(1) }));
		expect(describeSet([...years, { project: 'B', value: dec(4), output: dec(1) }])).toMatchObject({
			n: 4,
			projects: 2,
			volumeWeighted: '2.5',
			lowFence: null
		});
	});
});

// Unit costs with six decimals, large enough that the double-precision oracle has digits to spare.
const unitCost = fc.bigInt({ min: 1n, max: 10n ** 12n }).map((n) => decimal(n, 6));
const unitCosts = fc.array(unitCost, { minLength: 2, maxLength: 40 });
const asDouble = (value: Decimal) => Number(toText(value));
const close = (ours: Decimal, theirs: number) =>
	expect(Math.abs(asDouble(ours) - theirs)).toBeLessThanOrEqual(1e-11 * Math.max(1, Math.abs(theirs)) + 1e-6);

describe('laws', () => {
	it('quantile, mean and deviation agree with simple-statistics', () => {
		fc.assert(
			fc.property(unitCosts, fc.integer({ min: 0, max: 100 }), (values, percent) => {
				const doubles = values.map(asDouble);
				close(quantile(sorted(values), decimal(BigInt(percent), 2)), simple.quantile(doubles, percent / 100));
				close(mean(values, 9), simple.mean(doubles));
				close(standardDeviation(values, 9) ?? dec(0), simple.sampleStandardDeviation(doubles));
			})
		);
	});

	it('a quantile lies between the extremes, grows with p and is exact at both ends', () => {
		fc.assert(
			fc.property(unitCosts, fc.integer({ min: 0, max: 99 }), (values, percent) => {
				const ascending = sorted(values);
				const at = (p: number) => quantile(ascending, decimal(BigInt(p), 2));
				expect(compare(at(percent), at(percent + 1))).not.toBe(1);
				expect([at(0), at(100)]).toEqual([ascending[0], ascending.at(-1)]);
			})
		);
	});

	it('no statistic depends on the order of the observations', () => {
		const observed = fc.record({
			project: fc.constantFrom('A', 'B', 'C'),
			value: unitCost,
			output: unitCost
		});
		const shuffled = fc
			.array(observed, { minLength: 1, maxLength: 20 })
			.chain((set) => fc.tuple(fc.constant(set), fc.shuffledSubarray(set, { minLength: set.length })));
		fc.assert(
			fc.property(shuffled, ([set, other]) => {
				expect(describeSet(other)).toEqual(describeSet(set));
			})
		);
	});

	it('equal weights make the weighted mean the mean, and average-advanced never exceeds it', () => {
		fc.assert(
			fc.property(unitCosts, unitCost, (values, output) => {
				expect(
					volumeWeighted(
						values.map((value) => ({ value, output })),
						6
					)
				).toEqual(mean(values, 6));
				expect(compare(averageAdvanced(values, 6), mean(values, 6))).not.toBe(1);
			})
		);
	});
});
