import { describe, expect, it } from 'vitest';
import { compareMembers, includedObservations } from '#lib/core/comparison/compare-members.ts';
import type { StepId } from '#lib/core/comparison/comparison-snapshot.ts';
import { byMember, type Observation } from '#lib/core/comparison/observation.ts';
import { comparableRate } from '#lib/core/comparison/rate.ts';
import { reasonNeeded } from '#lib/core/comparison/reasons.ts';
import { requireCost } from '#lib/core/comparison/gate.ts';
import { setNotes } from '#lib/core/comparison/set-notes.ts';
import { waterfall } from '#lib/core/comparison/waterfall.ts';
import { toText } from '#lib/core/decimal/decimal.ts';
import { unwrap } from '#lib/core/result.ts';
import { GOLDEN_A_SERIES } from '../../support/golden-a.ts';
import { observation } from '../../support/observations.ts';

const SET = {
	category: '城市运维/环卫保洁',
	unit: 'm2',
	targetYear: 2025,
	steps: ['period'] as readonly StepId[]
};
const member = (given: Partial<Observation> & { project: string }, included = true) => ({
	observation: observation(given),
	included
});
const compared = (...members: ReturnType<typeof member>[]) => compareMembers(SET, members, {});

describe('the gate', () => {
	it.each([
		['comparison/category-differs', { category: '教育/校舍' }],
		['comparison/unit-differs', { unit: '座' }],
		['comparison/unit-differs', { unit: '某种单位' }],
		['comparison/no-output', { output: '0' }],
		['comparison/no-output', { output: '-5' }]
	])('keeps out with %s', (code, change) => {
		expect(compared(member({ project: 'A' }), member({ project: 'B', ...change }))).toMatchObject({
			ok: false,
			problem: { code }
		});
	});

	it('converts quantity and rate together, so the money stays: 15 亩 = 10,000 ㎡', () => {
		const results = unwrap(compared(member({ project: 'A', unit: '亩', output: '15', unitCost: '6000' })));
		expect(results.members[0]).toMatchObject({ raw: '9', output: '10000', comparable: '9' });
		expect(results.members[0]?.rawWords).toContain('6000 元/亩，换算为 9 元/平方米');
	});

	it('refuses an empty set and one without its series', () => {
		expect(compared()).toMatchObject({ problem: { code: 'comparison/empty' } });
		expect(
			compareMembers({ ...SET, steps: ['period', 'region'] }, [member({ project: 'A' })], {})
		).toMatchObject({
			problem: { code: 'comparison/series-needed', values: { step: '地区' } }
		});
		const mixed = { region: GOLDEN_A_SERIES['price-year'] };
		expect(compareMembers({ ...SET, steps: ['region'] }, [member({ project: 'A' })], mixed)).toMatchObject({
			problem: { code: 'comparison/series-needed' }
		});
	});
});

describe('a set', () => {
	it('of one observation has statistics but no spread and no flags', () => {
		const { all, members } = unwrap(compared(member({ project: 'A' })));
		expect(all).toMatchObject({
			n: 1,
			median: '10',
			q1: '10',
			standardDeviation: null,
			variation: null,
			lowFence: null
		});
		expect(members[0]?.flagged).toBeNull();
	});

	it('of equal observations flags nobody: the fences are the value itself', () => {
		const { all, members } = unwrap(compared(...'ABCDE'.split('').map((project) => member({ project }))));
		expect(all).toMatchObject({ lowFence: '10', highFence: '10', standardDeviation: '0', variation: '0' });
		expect(members.every(({ flagged }) => flagged === null)).toBe(true);
	});

	it('says what a reader must know: nobody in, one in, all the same', () => {
		const notes = (...members: ReturnType<typeof member>[]) =>
			setNotes(unwrap(compared(...members)).included).join('');
		expect(notes(member({ project: 'A' }, false))).toMatch(/没有纳入/);
		expect(notes(member({ project: 'A' }))).toMatch(/只纳入一个.*补充/);
		expect(notes(member({ project: 'A' }), member({ project: 'B' }))).toMatch(/2 个项目.*完全相同/);
		expect(notes(member({ project: 'A' }), member({ project: 'B', unitCost: '9' }))).toBe('');
	});

	it.each(['0', '-5', '-0.01'])('is not put together from a cost of %s', (unitCost) => {
		expect(requireCost(observation({ project: 'A', unitCost }))).toMatchObject({
			problem: { code: 'comparison/no-cost', values: { cost: unitCost } }
		});
		// A set frozen with one still has bars that add up, and no logarithm is taken of it.
		const [frozen] = unwrap(compared(member({ project: 'A', unitCost, periodMonths: 6 }))).members;
		const bars = frozen && waterfall(frozen).map(({ effect }) => toText(effect));
		expect(bars).toEqual([unitCost]);
	});

	it('with nobody included has no statistics to derive from', () => {
		expect(unwrap(compared(member({ project: 'A' }, false))).included).toBeNull();
	});

	it('keeps the outlier in the fences and out of the included statistics', () => {
		const costs = ['9', '10', '10', '11', '11', '99'];
		const members = costs.map((unitCost, i) => member({ project: `P${i}`, unitCost }, unitCost !== '99'));
		const results = unwrap(compared(...members));
		expect(results.members.map(({ flagged }) => flagged)).toEqual([null, null, null, null, null, 'high']);
		expect([results.all.maximum, results.included?.maximum]).toEqual(['99', '11']);
		expect(includedObservations({ members }, results).map(({ value }) => toText(value))).toEqual(
			costs.slice(0, 5)
		);
	});

	it('orders members by project, year and unit, whatever order they came in', () => {
		const list = [
			observation({ project: 'B' }),
			observation({ project: 'A', fiscalYear: 2025, index: 1 }),
			observation({ project: 'A', fiscalYear: 2025 }),
			observation({ project: 'A', fiscalYear: 2024 })
		];
		expect(list.sort(byMember).map((o) => `${o.project}${o.fiscalYear}/${o.index}`)).toEqual([
			'A2024/0',
			'A2025/0',
			'A2025/1',
			'B2025/0'
		]);
	});
});

describe('differences of basis', () => {
	const basis = observation({ project: 'A' }).basis;

	it('are warnings against the majority of the set', () => {
		const odd = { ...basis, taxBasis: 'unknown', staffScope: 'included', deliveryMode: 'own' } as const;
		const results = unwrap(
			compared(
				member({ project: 'A' }),
				member({ project: 'B' }),
				member({ project: 'C', basis: odd, periodMonths: 9 })
			)
		);
		expect(results.members.map(({ warnings }) => warnings.length)).toEqual([0, 0, 4]);
		expect(results.members[2]?.warnings).toEqual([
			'税口径不同：本项目“未注明”，多数项目“含”',
			'自有人员资产口径不同：本项目“含”，多数项目“不含”',
			'实施方式口径不同：本项目“自营”，多数项目“外包”',
			'成本期口径不同：本项目“非整年”，多数项目“整年”'
		]);
	});

	it('need a reason to stay in, as outliers do, and so does taking anything out', () => {
		const plain = { included: true, flagged: null, warnings: [] };
		expect(reasonNeeded(plain)).toBeNull();
		expect(reasonNeeded({ ...plain, included: false })).toBe('不纳入统计');
		expect(reasonNeeded({ ...plain, flagged: 'high' })).toBe('高于离群上限而仍纳入');
		expect(reasonNeeded({ ...plain, warnings: ['税口径不同'] })).toBe('口径有差异（税口径不同）而仍纳入');
	});
});

describe('the unit of a comparable unit cost', () => {
	it('is per year for what is served all year and not for what adds up over time', () => {
		expect(['m2', 'place', 't', 'person-year'].map((id) => comparableRate(id))).toEqual([
			'元/平方米·年',
			'元/座·年',
			'元/吨',
			'元/人·年'
		]);
	});
});
