import { describe, expect, it } from 'vitest';
import { freezeRecipe } from '#lib/core/costing/recipe-method.ts';
import { unwrap } from '#lib/core/result.ts';
import type { Snapshot } from '#lib/core/snapshot/snapshot.ts';
import { CURRENT_QUOTA_METHODS } from '#lib/core/standards/rules/all-rules.ts';
import type { QuotaContent, QuotaResults } from '#lib/core/standards/standard-snapshot.ts';
import { problemText } from '#lib/text/zh-CN.ts';
import { comparisonSet, GOLDEN_A, type SetMember } from '../../support/comparison-set.ts';
import { GOLDEN_G7 } from '../../support/recipes.ts';
import { QUOTA } from '../../support/standard-drafts.ts';

const COMPARISON = 'c'.repeat(64);
const RECIPE = 'd'.repeat(64);
const BUILD_UP = { code: 'YH-001', name: '道路清扫保洁', version: 1, times: '1' };

function compute(
	members: readonly SetMember[],
	change: Partial<QuotaContent>,
	unit = 'm2',
	recipe = GOLDEN_G7
) {
	const content = { ...QUOTA, crossCheck: '', ...change };
	const inputs = [
		{ role: 'comparison', hash: COMPARISON, snapshot: comparisonSet(members, { unit }) as Snapshot },
		...(content.buildUp ? [{ role: 'recipe', hash: RECIPE, snapshot: unwrap(freezeRecipe(recipe)) }] : [])
	];
	return CURRENT_QUOTA_METHODS[content.rule].compute(inputs, content);
}

function results(...args: Parameters<typeof compute>): QuotaResults {
	return unwrap(compute(...args)) as QuotaResults;
}

function refused(...args: Parameters<typeof compute>) {
	const made = compute(...args);
	if (made.ok) throw new Error('Expected a refusal');
	expect(problemText(made.problem)).toMatch(/。$/);
	return made.problem.code;
}

/** Unit cost against thousand square metres; line and power law fitted in 50 digits outside this program. */
const TEN: readonly SetMember[] = (
	[
		['60', '12.1'],
		['72', '11.8'],
		['95', '11.2'],
		['150', '10.4'],
		['180', '10.1'],
		['205', '9.9'],
		['260', '9.7'],
		['420', '9.2'],
		['500', '9.05'],
		['610', '8.9']
	] as const
).map(([output, comparable], i) => ({ project: `项目${i}`, output, comparable }));

const LINEAR = {
	intercept: '11.576667053',
	slope: '-0.00525731603854',
	slopeError: expect.any(String),
	rSquared: '0.787952761809',
	n: 10,
	residualDeviation: '0.553547545982'
};
const LINEAR_AT_200 = 10.525203845;
const LOG = {
	intercept: '3.02588505161',
	slope: '-0.133913142192',
	slopeError: expect.any(String),
	rSquared: '0.982047602447',
	n: 10,
	residualDeviation: '0.0154633373443'
};
const LOG_AT_200 = 10.138810917;

describe('平均先进第二式', () => {
	it('stands half way between the mean 9.1665 and the average-advanced 8.6669 of golden test A', () => {
		const found = results(GOLDEN_A, { rule: 'advanced-middle' });
		expect(Number(found.unrounded)).toBeCloseTo(8.9167, 4);
		expect(found.value).toBe('8.92');
	});
});

describe('最低成本', () => {
	const parameters = { reason: '作业等级和频次一致' };

	it('names the cheapest and its reason', () => {
		const found = results(GOLDEN_A, { rule: 'least-cost', parameters });
		expect(found.value).toBe('8.14');
		expect(found.verdict.reasons.join('')).toMatch(/P2 一级|P\d 一级/);
		expect(found.verdict.reasons.join('')).toContain('作业等级和频次一致');
		expect(found.read).toHaveLength(1);
	});

	it('asks for the reason', () => {
		expect(refused(GOLDEN_A, { rule: 'least-cost' })).toBe('standard/rule-incomplete');
	});
});

describe('回归', () => {
	it('reads a straight line at the reference output', () => {
		const parameters = { model: 'linear', reference: '200' } as const;
		const found = results(TEN, { rule: 'regression', parameters });
		expect(found.regression).toEqual(LINEAR);
		expect(Number(found.unrounded)).toBeCloseTo(LINEAR_AT_200, 6);
	});

	it('reads a power law at the reference output', () => {
		const parameters = { model: 'log', reference: '200' } as const;
		const found = results(TEN, { rule: 'regression', parameters });
		expect(found.regression).toEqual(LOG);
		expect(Number(found.unrounded)).toBeCloseTo(LOG_AT_200, 6);
		expect(found.verdict.kind).toBe('standard');
		expect(found.verdict.reasons.join('')).toMatch(/R²/);
	});

	it.each([
		['nine members', TEN.slice(1), { model: 'log', reference: '200' }, 'standard/regression-few'],
		['no reference', TEN, { model: 'log' }, 'standard/rule-incomplete'],
		['beyond the sample', TEN, { model: 'log', reference: '611' }, 'standard/reference-outside'],
		[
			'outputs all the same',
			TEN.map((member) => ({ ...member, output: '100' })),
			{ model: 'linear', reference: '100' },
			'regression/all-equal'
		],
		[
			'a cost of nothing in logarithms',
			[...TEN, { project: '零', output: '100', comparable: '0' }],
			{ model: 'log', reference: '200' },
			'regression/not-positive'
		]
	] as const)('refuses %s', (_name, members, parameters, code) => {
		expect(refused(members, { rule: 'regression', parameters })).toBe(code);
	});

	it('calls a line that explains nothing a trial at most', () => {
		const flat = TEN.map((member, i) => ({ ...member, comparable: i % 2 ? '9' : '10' }));
		const found = results(flat, { rule: 'regression', parameters: { model: 'linear', reference: '200' } });
		expect(found.verdict.kind).toBe('trial');
	});

	it('says nothing of R² where all costs are equal', () => {
		const equal = TEN.map((member) => ({ ...member, comparable: '9' }));
		const found = results(equal, { rule: 'regression', parameters: { model: 'linear', reference: '200' } });
		expect(found).toMatchObject({ unrounded: '9', regression: { rSquared: null } });
	});
});

describe('定额测算', () => {
	it('G7: 25.38 元 per 千m2, once a year, without any sample', () => {
		const found = results([], { rule: 'engineering', buildUp: BUILD_UP }, 'm2', {
			...GOLDEN_G7,
			unit: 'm2·次'
		});
		expect(found).toMatchObject({ value: '25.38', verdict: { kind: 'standard' } });
	});

	it('turns 千m2 into m2 and counts the services of a year', () => {
		const found = results([], { rule: 'engineering', buildUp: { ...BUILD_UP, times: '365' } });
		expect(found.unrounded).toBe('9.2637');
	});

	it('says how far it lies from the sample', () => {
		const found = results(GOLDEN_A, { rule: 'engineering', buildUp: { ...BUILD_UP, times: '365' } });
		expect(found.crossCheck).toMatchObject({ other: '8.946897' });
		expect(found.verdict.reasons.join('')).toMatch(/样本中位数为 .*低 3.42%.*相互印证/);
	});

	it('cross-checks a sample of seven, which then needs no other check', () => {
		const change = { rule: 'median', buildUp: { ...BUILD_UP, times: '365' } } as const;
		expect(results(GOLDEN_A, change).verdict.kind).toBe('standard');
		expect(results(GOLDEN_A, { rule: 'median' }).verdict.kind).toBe('trial');
		const far = { rule: 'median', buildUp: { ...BUILD_UP, times: '730' } } as const;
		expect(results(GOLDEN_A, far).verdict.kind).toBe('trial');
	});

	it.each([
		['nothing chosen', {}, 'm2', 'standard/rule-incomplete'],
		['another unit', { buildUp: BUILD_UP }, 't', 'standard/build-up-unit'],
		['no times', { buildUp: { ...BUILD_UP, times: '0' } }, 'm2', 'standard/bad-parameter']
	] as const)('refuses %s', (_name, change, unit, code) => {
		expect(refused([], { rule: 'engineering', ...change }, unit)).toBe(code);
	});
});

describe('市场询价', () => {
	const quote = (source: string, price: string, date = '2025-03-01') => ({ source, date, price });
	const three = [quote('甲公司', '9.1'), quote('乙公司', '8.8'), quote('丙公司', '9.4')];

	it('takes the mean or the lowest of three quotes', () => {
		expect(results([], { rule: 'market', parameters: { quotes: three } }).value).toBe('9.1');
		const lowest = { quotes: three, take: 'lowest' } as const;
		expect(results([], { rule: 'market', parameters: lowest })).toMatchObject({
			value: '8.8',
			verdict: { kind: 'standard' }
		});
	});

	it.each([
		['two quotes', three.slice(1), 'standard/quotes-few'],
		['three of one firm', three.map((q) => ({ ...q, source: '甲公司' })), 'standard/quotes-few'],
		['a price of nothing', [...three, quote('丁公司', '0')], 'standard/bad-parameter'],
		['no source', [...three, quote('', '9')], 'standard/bad-parameter'],
		['no date', [...three, quote('丁公司', '9', '')], 'standard/bad-parameter'],
		['an old price', [...three, quote('丁公司', '9', '2020-01-01')], 'standard/bad-parameter']
	] as const)('refuses %s', (_name, quotes, code) => {
		expect(refused([], { rule: 'market', parameters: { quotes } })).toBe(code);
	});
});

describe('explaining the value', () => {
	const cases: readonly Partial<QuotaContent>[] = [
		{ rule: 'advanced-middle' },
		{ rule: 'least-cost', parameters: { reason: '同等服务' } },
		{ rule: 'regression', parameters: { model: 'log', reference: '200' } },
		{ rule: 'engineering', buildUp: BUILD_UP },
		{
			rule: 'market',
			parameters: { quotes: ['甲', '乙', '丙'].map((source) => ({ source, date: '2025-03-01', price: '9' })) }
		}
	];
	it.each(cases)('$rule leads to sample, build-up or quotes, each of which is explained', (change) => {
		const content = { ...QUOTA, ...change };
		const method = CURRENT_QUOTA_METHODS[content.rule];
		const snapshot: Snapshot = {
			kind: 'standard',
			schema: 1,
			method: method.id,
			inputs: [
				{ role: 'comparison', hash: COMPARISON },
				...(content.buildUp ? [{ role: 'recipe', hash: RECIPE }] : [])
			],
			content,
			results: unwrap(compute(TEN, change))
		};
		const step = method.explain(snapshot, 'a'.repeat(64), '/results/unrounded');
		expect(step?.inputs.length).toBeGreaterThan(0);
		for (const input of step?.inputs ?? [])
			if (input.kind === 'frozen' && input.snapshot === 'a'.repeat(64))
				expect(method.explain(snapshot, 'a'.repeat(64), input.pointer), input.pointer).toBeDefined();
	});
});
