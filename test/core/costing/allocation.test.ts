import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allocate } from '#lib/core/costing/allocation.ts';
import { dec, multiply, toText } from '#lib/core/decimal/decimal.ts';
import { ALLOCATION_METHODS, type AllocationMethod, type CostPool } from '#lib/core/costing/cost-pool.ts';
import { fen, fenText, type Fen } from '#lib/core/money/fen.ts';
import { unwrap } from '#lib/core/result.ts';
import { problemText } from '#lib/text/zh-CN.ts';
import { costPool, costUnit, yuan } from '../../support/cost-draft.ts';

const A = costUnit({ id: 'A' });
const B = costUnit({ id: 'B', position: 1 });

/** DOMAIN §2.4: S1 = 100,000 gives S2 20 %, A 50 %, B 30 %; S2 = 60,000 gives S1 10 %, A 40 %, B 50 %. */
const SUPPORT = [
	costPool({ id: 'S1', shares: { 'pool/S2': '20', 'unit/A': '50', 'unit/B': '30' } }),
	costPool({ id: 'S2', position: 1, shares: { 'pool/S1': '10', 'unit/A': '40', 'unit/B': '50' } })
];
const COSTS = [whole(yuan(100_000)), whole(yuan(60_000))];

function whole(amount: Fen) {
	return { full: amount, fiscal: amount };
}

describe('golden G3: mutual services of two support departments', () => {
	it.each([
		['direct', '89166.67', '70833.33'],
		['step-down', '85555.56', '74444.44'],
		['reciprocal', '86734.69', '73265.31']
	] as const)('%s: A %s, B %s', (method, a, b) => {
		const { units } = unwrap(allocate(method, SUPPORT, [A, B], COSTS));
		expect(units.map(({ full }) => fenText(full))).toEqual([a, b]);
	});

	it('reciprocal: S1 comes to 108,163.27 and S2 to 81,632.65 with what they give each other', () => {
		const { pools } = unwrap(allocate('reciprocal', SUPPORT, [A, B], COSTS));
		expect(pools.map(({ total }) => fenText(total))).toEqual(['108163.27', '81632.65']);
	});

	it('step-down closes a pool once it is handed on: S2 gives nothing back to S1', () => {
		const { pools } = unwrap(allocate('step-down', SUPPORT, [A, B], COSTS));
		expect(pools.map(({ total }) => fenText(total))).toEqual(['100000.00', '80000.00']);
		expect(pools[1]?.steps.map(({ amount }) => fenText(amount))).toEqual(['35555.56', '44444.44']);
	});
});

describe('the activity-based method', () => {
	const staff = costPool({
		id: 'staff',
		driver: '工时',
		shares: { 'pool/sweep': '300', 'pool/collect': '100' }
	});
	const sweep = costPool({
		id: 'sweep',
		position: 1,
		stage: 'activity',
		driver: '面积',
		shares: { 'unit/A': '6000', 'unit/B': '4000' }
	});
	const collect = costPool({
		id: 'collect',
		position: 2,
		stage: 'activity',
		driver: '垃圾吨数',
		shares: { 'unit/B': '50' }
	});
	const costs = [whole(yuan(40_000)), whole(yuan(0)), whole(yuan(2_000))];

	it('takes resources to activities and activities to units, with the rate of each driver', () => {
		const { pools, units } = unwrap(allocate('activity-based', [staff, sweep, collect], [A, B], costs));
		expect(pools.map(({ total, rate }) => [fenText(total), rate && toText(rate)])).toEqual([
			['40000.00', '100'],
			['30000.00', '3'],
			['12000.00', '240']
		]);
		expect(units.map(({ full }) => fenText(full))).toEqual(['18000.00', '24000.00']);
	});

	it.each([
		[
			'a ring',
			[
				costPool({ id: 'a', stage: 'activity', shares: { 'pool/b': '1', 'unit/A': '1' } }),
				costPool({ id: 'b', stage: 'activity', position: 1, shares: { 'pool/a': '1' } })
			],
			'a → b → a'
		],
		[
			'a resource straight to a unit',
			[costPool({ id: 'a', shares: { 'unit/A': '1' } })],
			'“a”不能分摊给“成本单元”'
		],
		[
			'an activity back to a resource',
			[
				costPool({ id: 'a', shares: { 'pool/b': '1' } }),
				costPool({ id: 'b', position: 1, stage: 'activity', shares: { 'pool/a': '1' } })
			],
			'“b”不能分摊给“a”'
		]
	])('refuses %s', (_, pools, words) => {
		const refused = allocate(
			'activity-based',
			pools,
			[A],
			pools.map(() => whole(yuan(1)))
		);
		expect(refused.ok ? '' : problemText(refused.problem)).toContain(words);
	});
});

describe('what cannot be allocated', () => {
	it('names the pool without any driver volume', () => {
		const refused = allocate(
			'direct',
			[costPool({ id: '后勤', shares: { 'unit/A': '0' } })],
			[A],
			[whole(yuan(1))]
		);
		expect(refused.ok ? '' : problemText(refused.problem)).toContain('“后勤”没有可用的动因量');
	});

	it('names pools that share among themselves only: the equations have no solution', () => {
		const ring = [
			costPool({ id: '甲', shares: { 'pool/乙': '1' } }),
			costPool({ id: '乙', position: 1, shares: { 'pool/甲': '1' } })
		];
		const refused = allocate('reciprocal', ring, [A], [whole(yuan(1)), whole(yuan(1))]);
		expect(refused.ok ? '' : problemText(refused.problem)).toContain('“甲”、“乙” 只在彼此之间分摊');
	});

	it('asks nothing of a pool that has no cost', () => {
		const pools = [
			costPool({ id: 'empty' }),
			costPool({ id: 'full', position: 1, shares: { 'unit/A': '1' } })
		];
		const { units } = unwrap(allocate('reciprocal', pools, [A], [whole(yuan(0)), whole(yuan(5))]));
		expect(units.map(({ full }) => full)).toEqual([yuan(5)]);
	});
});

interface Case {
	readonly pools: readonly CostPool[];
	readonly units: readonly ReturnType<typeof costUnit>[];
	readonly costs: readonly ReturnType<typeof whole>[];
}

/** Up to five pools that share to each other and to up to six units, every pool with something for a unit. */
const anyCase: fc.Arbitrary<Case> = fc
	.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 6 }))
	.chain(([poolCount, unitCount]) =>
		fc.record({
			volumes: fc.array(
				fc.array(fc.integer({ min: 0, max: 99_999 }), {
					minLength: poolCount + unitCount,
					maxLength: poolCount + unitCount
				}),
				{ minLength: poolCount, maxLength: poolCount }
			),
			amounts: fc.array(fc.integer({ min: -1_000_000_000, max: 1_000_000_000_000 }), {
				minLength: poolCount,
				maxLength: poolCount
			})
		})
	)
	.map(({ volumes, amounts }) => {
		const poolCount = volumes.length;
		const units = Array.from({ length: (volumes[0]?.length ?? 0) - poolCount }, (_, i) =>
			costUnit({ id: `u${i}`, position: i })
		);
		const pools = volumes.map((row, own) =>
			costPool({
				id: `p${own}`,
				position: own,
				shares: Object.fromEntries(
					row.flatMap((volume, i) => {
						if (i === own) return [];
						// The first unit always gets something, so that every pool's cost arrives.
						return i < poolCount
							? [[`pool/p${i}`, String(volume)]]
							: [[`unit/u${i - poolCount}`, String(i === poolCount ? volume + 1 : volume)]];
					})
				)
			})
		);
		return {
			pools,
			units,
			costs: amounts.map((amount) => ({ full: fen(amount), fiscal: fen(Math.trunc(amount / 2)) }))
		};
	});
const anyMethod = fc.constantFrom<AllocationMethod>('direct', 'step-down', 'reciprocal');

describe('laws of allocation', () => {
	it('allocates all of every pool and nothing else, to the 分', () => {
		fc.assert(
			fc.property(anyCase, anyMethod, ({ pools, units, costs }, method) => {
				const made = sound(allocate(method, pools, units, costs));
				for (const part of ['full', 'fiscal'] as const) {
					made.pools.forEach((pool, i) =>
						expect(pool.parts.reduce((sum, of) => sum + of[part], 0)).toBe(costs[i]?.[part])
					);
					const all = costs.reduce((sum, cost) => sum + cost[part], 0);
					expect(made.units.reduce((sum, unit) => sum + unit[part], 0)).toBe(all);
				}
				for (const { total, steps } of made.pools)
					expect(steps.reduce((sum, { amount }) => sum + amount, 0)).toBe(total);
			})
		);
	});

	it('gives no unit more fiscal cost than full cost', () => {
		// 10 分 and 11 分 by 6:6:2 are 4 4 2 and 5 5 1: the last unit would have 1 分 more fiscal than full.
		const unitC = costUnit({ id: 'C', position: 2 });
		const pool = costPool({ id: 's', shares: { 'unit/A': '6', 'unit/B': '6', 'unit/C': '2' } });
		const made = allocate('direct', [pool], [A, B, unitC], [{ full: fen(11), fiscal: fen(10) }]);
		expect(unwrap(made).units).toEqual([
			{ full: 5, fiscal: 5 },
			{ full: 5, fiscal: 4 },
			{ full: 1, fiscal: 1 }
		]);
	});

	it('does not depend on the order of the units or of the driver volumes', () => {
		fc.assert(
			fc.property(anyCase, anyMethod, ({ pools, units, costs }, method) => {
				const there = sound(allocate(method, pools, units, costs)).units;
				const turned = pools.map((pool) => ({ ...pool, shares: [...pool.shares].reverse() }));
				const back = sound(allocate(method, turned, [...units].reverse(), costs)).units;
				expect([...back].reverse()).toEqual(there);
			})
		);
	});

	it('does not depend on the unit the driver is counted in', () => {
		fc.assert(
			fc.property(anyCase, anyMethod, ({ pools, units, costs }, method) => {
				const tenth = (volume: string) => toText(multiply(dec(volume), dec('0.1')));
				const scaled = pools.map((pool) => ({
					...pool,
					shares: pool.shares.map((share) => ({ ...share, volume: tenth(share.volume) }))
				}));
				expect(sound(allocate(method, scaled, units, costs)).units).toEqual(
					sound(allocate(method, pools, units, costs)).units
				);
			})
		);
	});

	it('is the same by every method where pools share to units only', () => {
		fc.assert(
			fc.property(anyCase, ({ pools, units, costs }) => {
				const apart = pools.map((pool) => ({
					...pool,
					stage: 'activity' as const,
					shares: pool.shares.filter(({ target }) => target === 'unit')
				}));
				const [first, ...others] = Object.keys(ALLOCATION_METHODS).map(
					(method) => sound(allocate(method as AllocationMethod, apart, units, costs)).units
				);
				for (const other of others) expect(other).toEqual(first);
			})
		);
	});

	it('solves thirty pools that all serve each other', () => {
		const pools = Array.from({ length: 30 }, (_, own) =>
			costPool({
				id: `p${own}`,
				position: own,
				shares: {
					...Object.fromEntries(
						Array.from({ length: 30 }, (__, i) => [
							`pool/p${i}`,
							String(1_000_003 * (i + 1) + own * 7919)
						]).filter((_, i) => i !== own)
					),
					'unit/A': '1',
					'unit/B': '999999999999.123456'
				}
			})
		);
		const made = unwrap(
			allocate(
				'reciprocal',
				pools,
				[A, B],
				pools.map((_, i) => whole(yuan(1_000 + i)))
			)
		);
		expect(made.units.reduce((sum, { full }) => sum + full, 0)).toBe(yuan(30_435));
	});
});

/** Cost that goes round between pools can pass any limit on the way; that refusal is not what the laws are about. */
function sound(made: ReturnType<typeof allocate>) {
	fc.pre(made.ok || made.problem.code !== 'money/too-large');
	return unwrap(made);
}
