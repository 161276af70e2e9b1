import { describe, expect, it } from 'vitest';
import { compareMembers } from '#lib/core/comparison/compare-members.ts';
import type {
	ComparisonContent,
	ParameterSetContent,
	StepId
} from '#lib/core/comparison/comparison-snapshot.ts';
import { moneyName, moneyOfSet } from '#lib/core/comparison/currency.ts';
import { normalise } from '#lib/core/comparison/normalise/chain.ts';
import { readExchangeKey } from '#lib/core/comparison/normalise/exchange.ts';
import type { Observation } from '#lib/core/comparison/observation.ts';
import type { Credibility } from '#lib/core/comparison/samples/sample-table.ts';
import { waterfall, waterfallStart } from '#lib/core/comparison/waterfall.ts';
import { add, dec, sum, toText } from '#lib/core/decimal/decimal.ts';
import { unwrap } from '#lib/core/result.ts';
import { CURRENT_QUOTA_METHODS } from '#lib/core/standards/rules/all-rules.ts';
import type { QuotaContent, QuotaResults } from '#lib/core/standards/standard-snapshot.ts';
import { observation } from '../../support/observations.ts';

// Rates made up for the test, easy to follow by hand.
const RATES: ParameterSetContent = {
	code: 'rates',
	name: '测试汇率',
	kind: 'exchange-rate',
	form: 'ratio',
	entries: [
		['欧元 2022', '7.1'],
		['美元 2022', '6.5'],
		['美元 2023', '7']
	].map(([key = '', value = '']) => ({
		key,
		value,
		version: 1,
		validFrom: '2024-01-01',
		document: '测试汇率公告'
	}))
};
const INDEX: ParameterSetContent = {
	...RATES,
	code: 'index',
	kind: 'price-index',
	form: 'previous-year-100',
	entries: [{ key: '2023', value: '102', version: 1, validFrom: '2024-01-01', document: '测试公报' }]
};
const SET = { category: '城市运维/环卫保洁', unit: 'm2', targetYear: 2023 };
const at = (priceYear: number) => ({ ...observation({ project: 'P' }).basis, priceYear });
const from = (project: string, change: Partial<Observation> = {}) =>
	observation({ project, basis: at(2022), unitCost: '10', ...change });

describe('other money', () => {
	it.each([
		['', '元'],
		['RMB', '元'],
		[' usd ', '美元'],
		['US$', '美元'],
		['＄', '美元'],
		['Person-Hours', '人时'],
		['人日', '人天'],
		['福林', '福林']
	])('%s is %s', (written, name) => {
		expect(moneyName(written)).toBe(name);
	});

	it.each([
		['USD 2022', '美元 2022'],
		['人月  2023', '人月 2023'],
		['元 2022', undefined],
		['2022', undefined],
		['美元', undefined],
		['美元 22', undefined]
	])('the key of a rate %s is %s', (typed, key) => {
		expect(readExchangeKey(typed)).toBe(key);
	});

	it('is refused beside 元 or a third, and named where all have it', () => {
		const dollars = from('A', { currency: 'USD' });
		expect(moneyOfSet([], ['period'])).toEqual({ ok: true, value: '元' });
		expect(moneyOfSet([dollars, from('B', { currency: '美元' })], ['period'])).toMatchObject({
			value: '美元'
		});
		for (const other of [from('B'), from('B', { currency: '欧元' })])
			expect(moneyOfSet([dollars, other], ['period'])).toMatchObject({
				problem: { code: 'comparison/money-differs', values: { expected: '美元' } }
			});
		expect(moneyOfSet([dollars, from('B')], ['period', 'exchange'])).toMatchObject({ value: '元' });
	});

	it('is converted at the rate of its price year, then carried on by the index', () => {
		const steps: readonly StepId[] = ['period', 'exchange', 'price-year'];
		const members = [
			from('A', { currency: '美元' }),
			from('B', { currency: '欧元', periodMonths: 6 }),
			from('C', { currency: 'USD', basis: at(2023) }),
			from('D')
		].map((one) => ({ observation: one, included: true }));
		const series = { exchange: RATES, 'price-year': INDEX };
		const { members: made } = unwrap(compareMembers({ ...SET, steps }, members, series));
		// 10 × 6.5 × 1.02; 10 × 2 × 7.1 × 1.02; 10 × 7; 10 × 1.02.
		expect(made.map(({ comparable }) => comparable)).toEqual(['66.3', '144.84', '70', '10.2']);
		expect(made[0]?.rawWords).toMatch(/10 美元\/平方米$/);
		expect(made[0]).toMatchObject({ money: '美元', warnings: [] });
		expect(made[3]).not.toHaveProperty('money');
		expect(made[0]?.steps[1]?.words).toBe(
			'按“测试汇率”（美元 2022年，1 美元合 6.5 元）折为人民币：10 × 6.5 = 65'
		);
		// The bars begin where the money is 元 and add up to the comparable cost.
		for (const member of made) {
			const bars = waterfall(member);
			expect(bars.map(({ step }) => step)).toEqual(['period', 'price-year']);
			const effects = sum(bars.map(({ effect }) => effect));
			expect(toText(add(waterfallStart(member), effects))).toBe(member.comparable);
		}
	});

	it('is not converted by the rate of another year, or of none', () => {
		const run = (one: Observation, series: ParameterSetContent) =>
			normalise(
				{ raw: dec('10'), output: dec('1') },
				one,
				{ ...SET, steps: ['period', 'exchange'] },
				{ exchange: series }
			);
		for (const [one, series, code] of [
			[from('A', { currency: '美元', basis: at(2021) }), RATES, 'comparison/missing-factor'],
			[from('A', { currency: '日元' }), RATES, 'comparison/missing-factor'],
			[from('A', { currency: '美元' }), INDEX, 'comparison/series-needed']
		] as const)
			expect(run(one, series)).toMatchObject({ ok: false, problem: { code } });
	});
});

/** A median of eight included members, `grades` of them external, as a set frozen today would give it. */
function verdictOn(
	grades: readonly Credibility[],
	change: Partial<ComparisonContent> | 'unnamed' = {}
): QuotaResults {
	const members = Array.from({ length: 8 }, (_, i) => {
		const credibility = grades[i];
		return {
			observation: from(`P${i}`, {
				unitCost: String(10 + i / 10),
				...(credibility ? { external: { credibility } } : {})
			}),
			included: true
		};
	});
	const found = [...new Set(grades)];
	const content: ComparisonContent = {
		title: '测试',
		purpose: '',
		...SET,
		steps: ['period'],
		parameters: {},
		members: members.map(({ included }, unit) => ({
			analysis: 1 + found.indexOf(grades[unit] as Credibility),
			unit,
			included,
			reason: ''
		})),
		...(found.length === 0 || change === 'unnamed'
			? {}
			: {
					samples: found.map((credibility, i) => ({
						input: i + 1,
						name: `样本${credibility}`,
						source: '测试来源',
						credibility
					}))
				}),
		...(change === 'unnamed' ? {} : change)
	};
	const results = unwrap(compareMembers(content, members, {}));
	const quota: QuotaContent = {
		standard: 'quota',
		code: 'X-Q',
		title: '测试',
		rule: 'median',
		parameters: {},
		form: 'point',
		rounding: { places: 2, mode: 'half-up' },
		crossCheck: '',
		note: ''
	};
	const snapshot = { kind: 'comparison', schema: 1, method: null, inputs: [], content, results } as const;
	const made = CURRENT_QUOTA_METHODS.median.compute([{ role: 'comparison', hash: '', snapshot }], quota);
	// The results of a quota method have this one type.
	return unwrap(made) as QuotaResults;
}

describe('the verdict on a sample from outside', () => {
	it.each([
		['AAAAAAAA', 'standard', /A 级 8 个，共 8 个独立项目；.*可以核对/],
		['CCCC', 'standard', /“样本C”4 个（C 级，来源：测试来源）/],
		['CCCCC', 'trial', /C、D 级超过一半，最多只可试行/],
		['AACCDDC', 'trial', /C、D 级超过一半/],
		['DDDDD', 'control-figure', /D 级超过一半.*分项成本控制数/]
	] as const)('%s is %s', (grades, kind, words) => {
		const { verdict } = verdictOn([...grades] as Credibility[]);
		expect(verdict.kind).toBe(kind);
		expect(verdict.reasons.join('')).toMatch(words);
	});

	it('says nothing where the set is our own, or was frozen before it named its samples', () => {
		const own = verdictOn([]);
		expect(own.verdict).toMatchObject({ kind: 'standard' });
		expect(own.verdict.reasons.join('')).not.toMatch(/外部样本/);
		expect(verdictOn([...'DDDDD'] as Credibility[], 'unnamed').verdict).toEqual(own.verdict);
	});

	it('is a control figure where every project comes to the same', () => {
		const { value, verdict } = verdictOn([], { allEqual: true });
		expect([value, verdict.kind]).toEqual([null, 'control-figure']);
		expect(verdict.reasons.join('')).toMatch(/8 个项目可比单位成本完全相同/);
	});

	it('is none in other money, and the unit says which', () => {
		const foreign = verdictOn([...'AAAAAAAA'] as Credibility[], { currency: '美元' });
		expect(foreign).toMatchObject({ value: null, unit: '美元/平方米·年', verdict: { kind: 'not-yet' } });
		expect(foreign.verdict.reasons.join('')).toMatch(/没有按汇率折为人民币/);
	});
});
