import { describe, expect, it } from 'vitest';
import { compareMembers } from '#lib/core/comparison/compare-members.ts';
import type { SetStatistics, StepId } from '#lib/core/comparison/comparison-snapshot.ts';
import { dec, divide, toFixedText, toText } from '#lib/core/decimal/decimal.ts';
import { LIMITS } from '#lib/core/limits.ts';
import { unwrap } from '#lib/core/result.ts';
import { GOLDEN_A, GOLDEN_A_SERIES } from '../support/golden-a.ts';
import { observation } from '../support/observations.ts';

const GOLDEN_STEPS: readonly StepId[] = ['period', 'price-year', 'region', 'grade'];
const SET = { category: '城市运维/环卫保洁', unit: 'm2', targetYear: 2025, steps: GOLDEN_STEPS };

function compared(without: readonly string[]) {
	const members = GOLDEN_A.map(([project, priceYear, cost, output, region, grade]) => ({
		included: !without.includes(project),
		observation: observation({
			project,
			grade,
			output,
			unitCost: toText(divide(dec(cost), dec(output), 'half-up', LIMITS.unitCostScale)),
			basis: { priceYear, region, taxBasis: 'included', staffScope: 'excluded', deliveryMode: 'purchased' }
		})
	}));
	return unwrap(compareMembers(SET, members, GOLDEN_A_SERIES));
}

const four = (text: string | null | undefined) => toFixedText(dec(text ?? 'missing'), 4);

describe('golden case A (DOMAIN §2.6), to four decimals', () => {
	const results = compared(['P7']);

	it.each(GOLDEN_A.map(([id, , , , , , expected], i) => [id, i, expected] as const))(
		'%s normalises to its worked value',
		(_, i, expected) => {
			expect(four(results.members[i]?.comparable)).toBe(expected);
		}
	);

	it('shows every step with the factor of the table', () => {
		const factors = (i: number) => results.members[i]?.steps.map(({ step, factor }) => `${step} ${factor}`);
		expect(factors(0)).toEqual(['period 1', 'price-year 1.01003103', 'region 1', 'grade 1']);
		expect(factors(1)?.[1]).toBe('price-year 1.00701');
		expect(factors(2)).toEqual(['period 1', 'price-year 1.002', 'region 0.95', 'grade 0.85']);
	});

	it('flags P7 alone, by fences over all eight', () => {
		expect(results.members.map(({ flagged }) => flagged)).toEqual([
			null, null, null, null, null, null, 'high', null
		]);
		expect([results.all.lowFence, results.all.highFence].map(four)).toEqual(['6.7037', '12.2083']);
	});

	it.each<[keyof SetStatistics, string]>([
		['q1', '8.7680'],
		['median', '8.9973'],
		['q3', '10.1441'],
		['volumeWeighted', '9.5098']
	])('%s of all eight is %s', (name, expected) => {
		expect(four(String(results.all[name]))).toBe(expected);
	});

	it.each<[keyof SetStatistics, string]>([
		['mean', '9.1665'],
		['median', '8.9469'],
		['q1', '8.6017'],
		['p40', '8.9393'],
		['q3', '9.4601'],
		['averageAdvanced', '8.6669']
	])('%s without P7 is %s', (name, expected) => {
		expect(four(String(results.included?.[name]))).toBe(expected);
	});

	it('ranks P3 cheapest raw and third after normalisation: raw order misleads', () => {
		const order = (key: 'raw' | 'comparable') =>
			[...results.members].sort((a, b) => Number(a[key]) - Number(b[key])).map(({ project }) => project);
		expect(order('raw')[0]).toBe('P3');
		expect(order('comparable').indexOf('P3')).toBe(2);
	});
});
