import { describe, expect, it } from 'vitest';
import { changeInWords } from '#lib/core/standards/change.ts';
import {
	draftOf,
	isSeriesCode,
	linkStandards,
	missingParts,
	newDraft,
	seriesOf
} from '#lib/core/standards/draft.ts';
import { previewStandards } from '#lib/core/standards/preview.ts';
import { comparisonSet, GOLDEN_A } from '../../support/comparison-set.ts';
import { EXPENDITURE, QUOTA, SERVICE } from '../../support/standard-drafts.ts';

const STANDARDS = { service: SERVICE, quota: QUOTA, expenditure: EXPENDITURE };

describe('draft of three linked standards', () => {
	it('becomes three contents with one code and title, and comes back the same', () => {
		const draft = draftOf(STANDARDS);
		expect(draft.code).toBe('CL-DLBJ-01');
		expect(linkStandards(draft, SERVICE.category)).toEqual(STANDARDS);
		expect(seriesOf('CL-Q-E')).toBe('CL-Q');
	});

	it('drops parameters of rules that were not chosen', () => {
		const parameters = { percentile: '40', value: '9', document: '某规定' };
		const linked = (rule: typeof QUOTA.rule) =>
			linkStandards(draftOf({ ...STANDARDS, quota: { ...QUOTA, rule, parameters } }), '').quota.parameters;
		expect(linked('median')).toEqual({});
		expect(linked('percentile')).toEqual({ percentile: '40' });
		expect(linked('policy-fixed')).toEqual({ value: '9', document: '某规定' });
	});

	it('says what a new one lacks', () => {
		expect(missingParts(newDraft('道路保洁'))).toEqual([
			expect.stringContaining('标准编号'),
			expect.stringContaining('服务项目')
		]);
		expect(missingParts(draftOf(STANDARDS))).toEqual([]);
	});

	it.each(['CL-DLBJ-01', '环卫-01', 'A'])('takes %s as a code', (code) =>
		expect(isSeriesCode(code)).toBe(true)
	);
	it.each(['', '-A', 'A-', 'A--B', 'A B', 'A/B', 'a'.repeat(41)])('refuses "%s" as a code', (code) =>
		expect(isSeriesCode(code)).toBe(false)
	);
});

describe('preview', () => {
	const comparison = comparisonSet(GOLDEN_A);

	it('shows the chosen rule, the others beside it, and what the treasury pays', () => {
		const found = previewStandards(comparison, 'c'.repeat(64), draftOf(STANDARDS));
		expect(found.quota).toMatchObject({ ok: true, value: { value: '8.67' } });
		expect(found.expenditure).toMatchObject({ ok: true, value: { value: '8.67' } });
		expect(found.rules.map(({ label, unrounded }) => [label, unrounded?.slice(0, 4) ?? null])).toEqual([
			['中位数', '8.94'],
			['分位数 P40', '8.93'],
			['简单平均', '9.16'],
			['加权平均（总成本/总产出）', expect.any(String)],
			['平均先进水平', '8.66'],
			['最优值（标杆）', '8.13'],
			['平均先进（第二式）', '8.91'],
			['最低成本（同等服务）', null],
			// Seven members are too few for a line; nobody has chosen a build-up or asked the market.
			['回归测算', null],
			['定额测算', null],
			['市场询价', null],
			['政策规定', null],
			['分档测算', null]
		]);
	});

	it('passes the quota problem on to the expenditure standard', () => {
		const policy = { ...STANDARDS, quota: { ...QUOTA, rule: 'policy-fixed' as const } };
		const found = previewStandards(comparison, 'c'.repeat(64), draftOf(policy));
		expect(found.expenditure).toMatchObject({ ok: false, problem: { code: 'standard/policy-incomplete' } });
	});
});

describe('change against the old standard', () => {
	it.each([
		['12.00', '12.63', '较原标准 12 元上升 0.63 元（5.25%）'],
		['12 元/平方米·年', '8.67', '较原标准 12 元下降 3.33 元（27.75%）'],
		['1,200', '1200', '较原标准 1200 元持平'],
		['无', '8.67', null],
		['0', '8.67', null],
		['按实列支', '8.67', null]
	])('from %s to %s', (old, value, words) => expect(changeInWords(old, value)).toBe(words));
});
