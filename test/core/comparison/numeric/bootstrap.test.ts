import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bootstrap } from '#lib/core/comparison/numeric/bootstrap.ts';
import { normalBelow, normalQuantile } from '#lib/core/comparison/numeric/normal.ts';
import { studentQuantile, studentTwoSided } from '#lib/core/comparison/numeric/student.ts';

const SKEWED = Float64Array.from([1, 2, 3, 4, 5, 6, 7, 8, 9, 30]);

describe('bootstrap', () => {
	it('agrees with SciPy 1.x on a skewed sample, percentile and BCa', () => {
		// scipy.stats.bootstrap(np.mean, n_resamples=20000): percentile (3.8, 13.1), BCa (4.4, 15.9).
		const { percentile, bca } = bootstrap(
			{ values: SKEWED },
			{ statistic: 'mean', replicates: 20_000, seed: 1, level: 0.95 }
		);
		expect(percentile.low).toBeCloseTo(3.8, 0);
		expect(percentile.high).toBeCloseTo(13.1, 0);
		expect(Math.abs((bca?.low ?? 0) - 4.4)).toBeLessThan(0.15);
		expect(Math.abs((bca?.high ?? 0) - 15.9)).toBeLessThan(0.5);
	});

	it('gives the same intervals for the same seed, and others for another', () => {
		const plan = { statistic: 'median', replicates: 500, level: 0.9 } as const;
		const values = Float64Array.from({ length: 60 }, (_, i) => (i * 37) % 61);
		const first = bootstrap({ values }, { ...plan, seed: 7 });
		expect(bootstrap({ values: values.slice().reverse() }, { ...plan, seed: 7 })).toEqual(first);
		expect(bootstrap({ values }, { ...plan, seed: 8 }).standardError).not.toBe(first.standardError);
	});

	it('has the standard error of the mean', () => {
		const values = Float64Array.from({ length: 200 }, (_, i) => Math.sin(i * i));
		const centre = values.reduce((sum, value) => sum + value, 0) / 200;
		const spread = Math.sqrt(values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / 200);
		const { standardError } = bootstrap(
			{ values },
			{ statistic: 'mean', replicates: 20_000, seed: 3, level: 0.95 }
		);
		expect(standardError / (spread / Math.sqrt(200))).toBeCloseTo(1, 1);
	});

	it('keeps its median and its intervals within the sample', () => {
		fc.assert(
			fc.property(
				fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 40 }),
				fc.integer(),
				(list, seed) => {
					const values = Float64Array.from(list);
					const made = bootstrap({ values }, { statistic: 'median', replicates: 60, seed, level: 0.9 });
					const sorted = values.slice().sort();
					const half = (sorted.length - 1) / 2;
					expect(made.estimate).toBe(((sorted[Math.floor(half)] ?? 0) + (sorted[Math.ceil(half)] ?? 0)) / 2);
					for (const interval of [made.percentile, made.bca])
						if (interval) {
							expect(interval.low).toBeLessThanOrEqual(interval.high);
							expect(interval.low).toBeGreaterThanOrEqual(sorted[0] ?? 0);
							expect(interval.high).toBeLessThanOrEqual(sorted.at(-1) ?? 0);
						}
				}
			)
		);
	});

	it('has no corrected interval where all observations are equal', () => {
		const values = new Float64Array(9).fill(4);
		const made = bootstrap({ values }, { statistic: 'mean', replicates: 100, seed: 1, level: 0.95 });
		expect(made).toEqual({ estimate: 4, standardError: 0, percentile: { low: 4, high: 4 }, bca: null });
	});

	it('weighs by output', () => {
		const values = Float64Array.from([1, 3]);
		const outputs = Float64Array.from([30, 10]);
		const plan = { statistic: 'volume-weighted', replicates: 10, seed: 1, level: 0.95 } as const;
		expect(bootstrap({ values, outputs }, plan).estimate).toBe(1.5);
	});
});

describe('normal and Student distributions', () => {
	it('have the tabled values', () => {
		// R 4: qnorm(0.975), qnorm(1e-4), qnorm(1e-20), pnorm(-5), qt(0.975, 9), 2*pt(-2.5, 4)
		expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 14);
		expect(normalQuantile(1e-4)).toBeCloseTo(-3.719016485455709, 12);
		expect(normalQuantile(1e-20)).toBeCloseTo(-9.262340089798409, 12);
		expect(normalBelow(-5) / 2.866515718791933e-7).toBeCloseTo(1, 12);
		expect(studentQuantile(0.95, 9)).toBeCloseTo(2.262157162798205, 10);
		expect(studentTwoSided(2.5, 4)).toBeCloseTo(0.06676654, 7);
	});

	it('are inverses of each other', () => {
		fc.assert(
			fc.property(fc.double({ min: 1e-12, max: 1 - 1e-12, noNaN: true }), (p) => {
				expect(normalBelow(normalQuantile(p))).toBeCloseTo(p, 12);
			})
		);
	});
});
