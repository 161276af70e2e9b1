import fc from 'fast-check';
import { interquartileRange, medianAbsoluteDeviation, quantile } from 'simple-statistics';
import { describe, expect, it } from 'vitest';
import { describeGroups } from '#lib/core/comparison/numeric/describe-groups.ts';
import { selectRanks } from '#lib/core/comparison/numeric/select.ts';

const observation = fc.record({
	value: fc.integer({ min: 1, max: 5000 }).map((value) => value / 100),
	output: fc.integer({ min: 1, max: 1_000_000 }),
	group: fc.integer({ min: 0, max: 2 })
});

describe('describeGroups', () => {
	it('agrees with simple-statistics in every group, whatever the order of the rows', () => {
		fc.assert(
			fc.property(fc.array(observation, { minLength: 1, maxLength: 300 }), (rows) => {
				const made = describeGroups(
					{
						values: Float64Array.from(rows, ({ value }) => value),
						outputs: Float64Array.from(rows, ({ output }) => output),
						groups: Uint16Array.from(rows, ({ group }) => group)
					},
					3
				);
				for (const group of [0, 1, 2]) {
					const own = rows.filter((row) => row.group === group);
					const found = made[group];
					expect(found?.n).toBe(own.length);
					if (!found || own.length === 0) continue;
					const values = own.map(({ value }) => value);
					const at = (p: number) => quantile(values, p);
					expect(found.p10).toBeCloseTo(type7(values, 0.1), 9);
					expect(found.p25).toBeCloseTo(at(0.25), 9);
					expect(found.median).toBeCloseTo(at(0.5), 9);
					expect(found.p90).toBeCloseTo(type7(values, 0.9), 9);
					expect(found.mad).toBeCloseTo(medianAbsoluteDeviation(values), 9);
					const reach = 1.5 * interquartileRange(values);
					const near = values.filter((value) => value < at(0.25) - reach || value > at(0.75) + reach);
					expect(found.outside).toBe(near.length);
					const cost = own.reduce((sum, { value, output }) => sum + value * output, 0);
					expect(found.weightedMean).toBeCloseTo(cost / own.reduce((sum, { output }) => sum + output, 0), 8);
				}
			})
		);
	});

	it('finds the exponent of scale of a clean power law', () => {
		const outputs = Float64Array.from({ length: 50 }, (_, i) => (i + 1) * 100);
		const values = outputs.map((output) => 30 * output ** -0.25);
		const [made] = describeGroups({ values, outputs, groups: new Uint16Array(50) }, 1);
		expect(made?.scaleSlope).toBeCloseTo(-0.25, 12);
	});

	it('keeps small differences beside large common parts (NIST NumAcc4)', () => {
		const values = Float64Array.from({ length: 1001 }, (_, i) =>
			i === 0 ? 10000000.2 : i % 2 === 1 ? 10000000.1 : 10000000.3
		);
		const [made] = describeGroups({ values, outputs: values.map(() => 1), groups: new Uint16Array(1001) }, 1);
		expect(made?.mean).toBeCloseTo(10000000.2, 8);
		expect((made?.variation ?? 0) * 10000000.2).toBeCloseTo(0.1, 8);
	});
});

describe('selectRanks', () => {
	it('puts the wanted ranks where sorting would', () => {
		fc.assert(
			fc.property(
				fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 400 }),
				fc.array(fc.nat(), { minLength: 1, maxLength: 6 }),
				(list, wanted) => {
					const values = Float64Array.from(list);
					const ranks = [...new Set(wanted.map((rank) => rank % list.length))].sort((a, b) => a - b);
					selectRanks(values, 0, values.length, ranks);
					const sorted = Float64Array.from(list).sort();
					for (const rank of ranks) expect(values[rank]).toBe(sorted[rank]);
					expect(values.sort()).toEqual(sorted);
				}
			)
		);
	});
});

function type7(values: readonly number[], p: number): number {
	const sorted = [...values].sort((a, b) => a - b);
	const h = (sorted.length - 1) * p;
	const below = sorted[Math.floor(h)] ?? 0;
	return below + (h - Math.floor(h)) * ((sorted[Math.floor(h) + 1] ?? below) - below);
}
