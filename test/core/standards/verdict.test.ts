import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dec } from '#lib/core/decimal/decimal.ts';
import { judge, VERDICTS, type Evidence } from '#lib/core/standards/verdict.ts';

const GOOD: Evidence = {
	content: { rule: 'median', parameters: {}, crossCheck: '' },
	n: 8,
	projects: 8,
	variation: dec('0.12'),
	newestPriceYear: 2024,
	targetYear: 2025,
	value: dec('8.67')
};
const CHECKED = { rule: 'median', parameters: {}, crossCheck: '三家询价均值 8.70 元' } as const;
const POLICY = {
	rule: 'policy-fixed',
	parameters: { value: '8.67', document: '某办法' },
	crossCheck: ''
} as const;

// Sample sizes of the method dossier, §2.8: n>=8 publishable; 5-7 with cross-check; 3-4 trial; fewer no statistic; CV 0.30.
describe('what a sample allows', () => {
	const cases: readonly [string, Partial<Evidence>, keyof typeof VERDICTS, RegExp][] = [
		['8 of 8 projects', {}, 'standard', /达到 8 个的要求/],
		['7 without cross-check', { n: 7, projects: 7 }, 'trial', /尚未做定额测算或市场询价复核/],
		['7 with cross-check', { n: 7, projects: 7, content: CHECKED }, 'standard', /已有定额测算或市场询价复核/],
		['5 with cross-check', { n: 5, projects: 5, content: CHECKED }, 'standard', /5 至 7 个/],
		['4', { n: 4, projects: 4, content: CHECKED }, 'trial', /3 至 4 个/],
		['3', { n: 3, projects: 3 }, 'trial', /仅可试行/],
		['2', { n: 2, projects: 2 }, 'control-figure', /分项成本控制数/],
		['1', { n: 1, projects: 1, variation: null }, 'control-figure', /少于 3 个/],
		[
			'none',
			{ n: 0, projects: 0, variation: null, newestPriceYear: null, value: null },
			'not-yet',
			/没有纳入比对/
		],
		['9 years of 2 projects', { n: 9, projects: 2 }, 'control-figure', /只来自 2 个项目/],
		['CV exactly 0.30', { variation: dec('0.30') }, 'standard', /不超过 0.30/],
		['CV just above', { variation: dec('0.300001') }, 'not-yet', /0.300001，超过 0.30.*拆分类别/],
		['data three years old', { newestPriceYear: 2022 }, 'standard', /达到/],
		['data four years old', { newestPriceYear: 2021 }, 'trial', /早 4 年.*最多只可试行/],
		['old data of few', { newestPriceYear: 2021, n: 2, projects: 2 }, 'control-figure', /偏旧/],
		['zero', { value: dec('0') }, 'not-yet', /不是正数/],
		['negative', { value: dec('-1') }, 'not-yet', /不是正数/],
		[
			'set by policy, two samples',
			{ content: POLICY, n: 2, projects: 2, variation: dec('0.9') },
			'standard',
			/某办法/
		],
		[
			'set by policy, no sample',
			{ content: POLICY, n: 0, projects: 0, variation: null },
			'standard',
			/没有可供复核/
		],
		['set by policy to zero', { content: POLICY, value: dec('0') }, 'not-yet', /不是正数/]
	];
	it.each(cases)('%s', (_name, change, kind, words) => {
		const verdict = judge({ ...GOOD, ...change });
		expect(verdict.kind).toBe(kind);
		expect(verdict.reasons.join('')).toMatch(words);
	});

	it('gives every reason as a whole sentence', () => {
		for (const [, change] of cases)
			for (const reason of judge({ ...GOOD, ...change }).reasons) {
				expect(reason).toMatch(/[^。]。$/);
				expect(reason).not.toMatch(/undefined|null|NaN/);
			}
	});

	it('never allows more when a sample is taken away', () => {
		const order = Object.keys(VERDICTS);
		fc.assert(
			fc.property(
				fc.integer({ min: 1, max: 12 }),
				fc.integer({ min: 1, max: 12 }),
				fc.boolean(),
				(n, projects, checked) => {
					const evidence = {
						...GOOD,
						n,
						projects: Math.min(n, projects),
						content: checked ? CHECKED : GOOD.content
					};
					const less = { ...evidence, n: n - 1, projects: Math.min(n - 1, evidence.projects) };
					expect(order.indexOf(judge(less).kind)).toBeGreaterThanOrEqual(order.indexOf(judge(evidence).kind));
				}
			)
		);
	});
});
