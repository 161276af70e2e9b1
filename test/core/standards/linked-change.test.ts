import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { add, compare, dec, equals, sum, toText } from '#lib/core/decimal/decimal.ts';
import { unwrap } from '#lib/core/result.ts';
import { affordableService } from '#lib/core/standards/linked/affordable-service.ts';
import { readFrequency } from '#lib/core/standards/linked/frequency.ts';
import { linkedChange } from '#lib/core/standards/linked/linked-change.ts';
import type { Linkage, LinkedState } from '#lib/core/standards/linked/linked-state.ts';
import { problemText } from '#lib/text/zh-CN.ts';

/** Worked example of the dossier, §2.9: grade-1 road, 2 sweeps a day, 12.30 元/m2·年, share 100 %, 200 m2 → 2,460.00 元. */
const ROAD: LinkedState = {
	services: [{ name: '机械清扫', per: '日', count: '2' }],
	quota: '12.30',
	coefficient: '1',
	fiscalShare: '1',
	ownIncome: '0',
	ceiling: null,
	volume: '200',
	months: '12'
};
const ALL_MOVES: Linkage = {
	services: [{ count: '2', share: '1' }],
	quotaRounding: { places: 2, mode: 'half-up' },
	expenditureRounding: { places: 2, mode: 'half-up' }
};

const sweeps = (count: string): LinkedState => ({
	...ROAD,
	services: [{ name: '机械清扫', per: '日', count }]
});

function figures(linkage: Linkage, before: LinkedState, after: LinkedState) {
	const change = unwrap(linkedChange(linkage, before, after));
	const shown = (at: typeof change.before) => [at.quota, at.expenditure, at.total].map(toText);
	return {
		before: shown(change.before),
		after: shown(change.after),
		effects: change.effects.map(({ label, ...effect }) => [
			label,
			toText(effect.quota),
			toText(effect.expenditure),
			toText(effect.total)
		])
	};
}

describe('联动测算', () => {
	it('moves quota, expenditure standard and total when two sweeps a day become three', () => {
		expect(figures(ALL_MOVES, ROAD, sweeps('3'))).toEqual({
			before: ['12.3', '12.3', '2460'],
			after: ['18.45', '18.45', '3690'],
			effects: [['机械清扫 每日 2 次 → 3 次', '6.15', '6.15', '1230']]
		});
	});

	it('moves only the part of the cost that hangs on the frequency', () => {
		const half: Linkage = { ...ALL_MOVES, services: [{ count: '2', share: '0.4' }] };
		// 12.30 × (0.6 + 0.4 × 3 / 2) = 14.76
		expect(figures(half, ROAD, sweeps('3')).after).toEqual(['14.76', '14.76', '2952']);
	});

	it('labels each delta, and what service and price bring together is shared evenly', () => {
		const after = { ...sweeps('3'), quota: '13', fiscalShare: '0.8' };
		const made = figures(ALL_MOVES, ROAD, after);
		// 13 × 1.5 = 19.5; × 0.8 = 15.6; × 200 = 3,120. Shapley of three factors by hand:
		// quota: service 0.5 × (12.30 + 13) / 2 = 6.325, level 0.70 × (1 + 1.5) / 2 = 0.875, in whole 分 and
		// together 7.20.
		expect(made.after).toEqual(['19.5', '15.6', '3120']);
		expect(made.effects.map(([label]) => label)).toEqual([
			'机械清扫 每日 2 次 → 3 次',
			'定额水平 12.3 → 13',
			'财政负担比例 1 → 0.8'
		]);
		expect(made.effects.map(([, quota]) => Number(quota))).toEqual([6.33, 0.87, 0]);
	});

	it('divides once: three times of seven make no third of a cent appear or vanish', () => {
		const seven: Linkage = { ...ALL_MOVES, services: [{ count: '7', share: '1' }] };
		const before = { ...ROAD, quota: '18.445', services: [{ name: '洒水', per: '周' as const, count: '7' }] };
		const after = { ...before, services: [{ name: '洒水', per: '周' as const, count: '14' }] };
		expect(figures(seven, before, after).after[0]).toBe('36.89');
	});

	it('adds up to the last 分, whatever moves, and nothing moved changes nothing', () => {
		const text = (most: number, places = 2) =>
			fc
				.integer({ min: 0, max: most * 10 ** places })
				.map((n) => toText({ coefficient: BigInt(n), scale: places }));
		const state = fc.record({
			services: fc.tuple(text(20, 0), text(20, 1)).map(([a, b]) => [
				{ name: '机械清扫', per: '日' as const, count: a },
				{ name: '洒水', per: '日' as const, count: b }
			]),
			quota: text(500),
			coefficient: text(3),
			fiscalShare: text(1),
			ownIncome: text(20),
			ceiling: fc.option(text(400)),
			volume: text(100_000, 1),
			months: fc.constantFrom('6', '12')
		});
		const linkage: Linkage = {
			...ALL_MOVES,
			services: [
				{ count: '2', share: '0.45' },
				{ count: '3', share: '0.3' }
			]
		};
		fc.assert(
			fc.property(state, state, (before, after) => {
				const change = unwrap(linkedChange(linkage, before, after));
				for (const field of ['quota', 'expenditure', 'total'] as const) {
					const moved = add(change.before[field], sum(change.effects.map((effect) => effect[field])));
					expect(equals(moved, change.after[field])).toBe(true);
				}
				expect(unwrap(linkedChange(linkage, after, after)).effects).toEqual([]);
			}),
			{ numRuns: 40 }
		);
	});

	it('refuses what cannot be, in a sentence', () => {
		const refused = (linkage: Linkage, after: LinkedState) => {
			const made = linkedChange(linkage, ROAD, after);
			if (made.ok) throw new Error('Expected a refusal');
			return problemText(made.problem);
		};
		expect(refused(ALL_MOVES, sweeps('-1'))).toContain('机械清扫 频次');
		expect(refused(ALL_MOVES, { ...ROAD, volume: '很多' })).toContain('数量');
		expect(refused({ ...ALL_MOVES, services: [{ count: '2', share: '1.2' }] }, ROAD)).toContain('比例');
		expect(refused({ ...ALL_MOVES, services: [{ count: '0', share: '1' }] }, ROAD)).toContain('频次');
	});
});

describe('反向测算', () => {
	const bought = (cap: string, state = ROAD, linkage = ALL_MOVES, step = '1') =>
		unwrap(affordableService(linkage, state, { cap, service: 0, step }));

	it('says which whole level a cap buys, what is left, and what the next would need', () => {
		const found = bought('3700');
		if (found.kind !== 'level') throw new Error('Expected a level');
		expect(
			[found.count, found.left, found.next?.count, found.next?.figures.total].map((x) => toText(x ?? dec(0)))
		).toEqual(['3', '10', '4', '4920']);
		// Not a 分 less than three sweeps cost.
		expect(bought('3690')).toMatchObject({ kind: 'level', count: dec(3) });
		expect(bought('3689.99')).toMatchObject({ kind: 'level', count: dec(2) });
	});

	it('says when no level is within reach, or the cost does not hang on it', () => {
		const none = bought('1229.99');
		expect(none).toMatchObject({ kind: 'unreachable' });
		if (none.kind === 'unreachable') expect(toText(none.missing)).toBe('0.01');
		expect(bought('1', ROAD, { ...ALL_MOVES, services: [{ count: '2', share: '0' }] }).kind).toBe('unmoved');
	});

	it('does not sell levels that the ceiling leaves to the provider', () => {
		const found = bought('1000000', { ...ROAD, ceiling: '20' });
		expect(found).toMatchObject({ kind: 'level', count: dec(3) });
	});

	it('is the inverse of the forward way for any cap', () => {
		fc.assert(
			fc.property(fc.integer({ min: 0, max: 2_000_000 }), fc.constantFrom('0.5', '1', '2'), (fen, step) => {
				const cap = { coefficient: BigInt(fen), scale: 2 };
				const linkage: Linkage = { ...ALL_MOVES, services: [{ count: '2', share: '0.37' }] };
				const found = bought(toText(cap), ROAD, linkage, step);
				if (found.kind !== 'level') {
					expect(found.kind).toBe('unreachable');
					return;
				}
				const forward = unwrap(linkedChange(linkage, ROAD, sweeps(toText(found.count)))).after;
				expect(equals(forward.total, found.figures.total)).toBe(true);
				expect(compare(forward.total, cap)).toBeLessThanOrEqual(0);
				if (found.next) expect(compare(found.next.figures.total, cap)).toBe(1);
			}),
			{ numRuns: 60 }
		);
	});
});

describe('频次', () => {
	it.each([
		['每日 2 次', '2', '日'],
		['每天清扫两次', '2', '日'],
		['日均不少于3次', '3', '日'],
		['每周 3 次', '3', '周'],
		['每2天冲洗1次', '0.5', '日'],
		['4次/年', '4', '年'],
		['每季度一次', '1', '季'],
		['每月十二次', '12', '月']
	])('reads “%s”', (text, count, per) => {
		expect(readFrequency(text)).toEqual({ count, per });
	});

	it.each(['每日 8 小时巡回', '全天保洁', '', '按需', '每日 0 次'])('finds none in “%s”', (text) => {
		expect(readFrequency(text)).toBeNull();
	});
});
