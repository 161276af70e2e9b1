import { describe, expect, it } from 'vitest';
import { unwrap } from '#lib/core/result.ts';
import { CURRENT_QUOTA_METHODS } from '#lib/core/standards/rules/all-rules.ts';
import type { QuotaContent, QuotaResults } from '#lib/core/standards/standard-snapshot.ts';
import type { Snapshot } from '#lib/core/snapshot/snapshot.ts';
import { comparisonSet, GOLDEN_A, type SetMember } from '../../support/comparison-set.ts';
import { QUOTA } from '../../support/standard-drafts.ts';

const COMPARISON_HASH = 'c'.repeat(64);

function compute(members: readonly SetMember[], change: Partial<QuotaContent> = {}) {
	const content = { ...QUOTA, ...change };
	const inputs = [{ role: 'comparison', hash: COMPARISON_HASH, snapshot: comparisonSet(members) }];
	return CURRENT_QUOTA_METHODS[content.rule].compute(inputs, content);
}

function results(members: readonly SetMember[], change: Partial<QuotaContent> = {}): QuotaResults {
	return unwrap(compute(members, change)) as QuotaResults;
}

/** Members of the values given, each its own project. */
function set(...values: string[]): readonly SetMember[] {
	return values.map((comparable, i) => ({ project: `项目${i}`, comparable, output: '100' }));
}

describe('golden test A of the method dossier, §2.6', () => {
	const cases = [
		['average-advanced', {}, '8.67', '8.6669'],
		['median', {}, '8.95', '8.9469'],
		['mean', {}, '9.17', '9.1665'],
		['percentile', { percentile: '40' }, '8.94', '8.9393'],
		['percentile', { percentile: '25' }, '8.6', '8.6017'],
		['best', {}, '8.14', '8.1364']
	] as const;
	it.each(cases)('%s %j gives %s', (rule, parameters, value, fourDecimals) => {
		const found = results(GOLDEN_A, { rule, parameters });
		expect(found.value).toBe(value);
		expect(Number(found.unrounded)).toBeCloseTo(Number(fourDecimals), 4);
	});

	it('carries unit, price year, category and what was read', () => {
		const found = results(GOLDEN_A);
		expect(found).toMatchObject({
			unit: '元/平方米·年',
			unitId: 'm2',
			priceYear: 2025,
			category: '城市运维/环卫保洁'
		});
		expect(found.read).toEqual(['/results/included/averageAdvanced']);
		expect(results(GOLDEN_A, { rule: 'percentile', parameters: { percentile: '40' } }).read).toEqual(
			[0, 1, 2, 3, 4, 5, 7].map((i) => `/results/members/${i}/comparable`)
		);
	});

	it('gives Q1 to Q3 around the value when a range is asked for', () => {
		expect(results(GOLDEN_A, { form: 'range' })).toMatchObject({ low: '8.6', value: '8.67', high: '9.46' });
		expect(results(GOLDEN_A)).toMatchObject({ low: null, high: null });
	});
});

describe('quota rules', () => {
	it('weighs by output: 10 元 on 300 and 20 元 on 100 is 12.50', () => {
		const members = [
			{ project: '甲', comparable: '10', output: '300' },
			{ project: '乙', comparable: '20', output: '100' }
		];
		expect(results(members, { rule: 'volume-weighted' }).unrounded).toBe('12.5');
	});

	it('rounds by the stored mode: 8.665 is 8.67 half-up and 8.66 by GB/T 8170', () => {
		const members = set('8.665', '8.665', '8.665');
		expect(results(members, { rule: 'mean' }).value).toBe('8.67');
		const rounding = { places: 2, mode: 'half-even' } as const;
		expect(results(members, { rule: 'mean', rounding }).value).toBe('8.66');
	});

	it('takes a value set by a higher document whatever the sample, and refuses it without the document', () => {
		const parameters = { value: '12.30', document: '某规定' };
		const found = results(set('8', '9'), { rule: 'policy-fixed', parameters });
		expect(found).toMatchObject({
			value: '12.3',
			read: ['/results/included/median'],
			verdict: { kind: 'standard' }
		});
		expect(found.verdict.reasons[0]).toContain('某规定');
		for (const bad of [{}, { value: '12.30' }, { document: '某规定' }])
			expect(compute(set('8'), { rule: 'policy-fixed', parameters: bad })).toMatchObject({
				ok: false,
				problem: { code: 'standard/policy-incomplete' }
			});
	});

	it.each(['-1', '100.1', 'abc', ''])('refuses percentile "%s"', (percentile) => {
		expect(compute(GOLDEN_A, { rule: 'percentile', parameters: { percentile } })).toMatchObject({
			ok: false,
			problem: { code: 'standard/bad-parameter', values: { name: '百分位' } }
		});
	});

	it('keeps the unrounded figure but publishes no value where the sample allows none', () => {
		expect(results(set('8', '9'))).toMatchObject({
			value: null,
			unrounded: '8',
			verdict: { kind: 'control-figure' }
		});
		expect(results([{ project: '甲', comparable: '8', output: '1', included: false }])).toMatchObject({
			value: null,
			unrounded: null,
			verdict: { kind: 'not-yet' }
		});
	});

	it('calls a value that rounds to nothing not yet a standard', () => {
		expect(results(set('0.001', '0.001', '0.001'), { rule: 'mean' })).toMatchObject({
			value: null,
			verdict: { kind: 'not-yet' }
		});
	});
});

describe('explaining a quota', () => {
	const hash = 'a'.repeat(64);
	function explain(change: Partial<QuotaContent>, pointer: string) {
		const content = { ...QUOTA, ...change };
		const method = CURRENT_QUOTA_METHODS[content.rule];
		const snapshot: Snapshot = {
			kind: 'standard',
			schema: 1,
			method: method.id,
			inputs: [{ role: 'comparison', hash: COMPARISON_HASH }],
			content,
			results: unwrap(compute(GOLDEN_A, change))
		};
		return method.explain(snapshot, hash, pointer);
	}

	it('leads from the value over the unrounded one to the statistic of the set', () => {
		const value = explain({}, '/results/value');
		expect(value).toMatchObject({
			value: '8.67',
			unit: '元/平方米·年',
			method: { id: 'cost-quota/average-advanced@1' }
		});
		expect(value?.inputs[0]).toEqual({ kind: 'frozen', snapshot: hash, pointer: '/results/unrounded' });
		expect(explain({}, '/results/unrounded')?.inputs).toEqual([
			{ kind: 'frozen', snapshot: COMPARISON_HASH, pointer: '/results/included/averageAdvanced' }
		]);
	});

	it('ends in the cited document or in what a person typed', () => {
		const policy = { rule: 'policy-fixed', parameters: { value: '12.3', document: '某规定' } } as const;
		expect(explain(policy, '/results/unrounded')?.inputs).toEqual([
			{ kind: 'frozen', snapshot: hash, pointer: '/content/parameters/value' },
			// The sample stands beside the value for whoever has to defend it.
			{ kind: 'frozen', snapshot: COMPARISON_HASH, pointer: '/results/included/median' }
		]);
		expect(explain(policy, '/content/parameters/value')).toMatchObject({
			end: 'document',
			source: { document: '某规定' }
		});
		expect(explain({}, '/content/rounding/places')).toMatchObject({ end: 'typed', value: '2' });
	});

	it('explains both ends of a range and nothing that is not a figure', () => {
		expect(explain({ form: 'range' }, '/results/low')).toMatchObject({ value: '8.6' });
		expect(explain({ form: 'range' }, '/results/high')).toMatchObject({ value: '9.46' });
		expect(explain({}, '/results/low')).toBeUndefined();
		expect(explain({}, '/results/nonsense')).toBeUndefined();
		expect(explain({}, '/content/toString')).toBeUndefined();
	});

	it('has an explanation for every input it names inside its own snapshot', () => {
		for (const pointer of ['/results/value', '/results/unrounded', '/results/low', '/results/high'])
			for (const input of explain(
				{ form: 'range', rule: 'percentile', parameters: { percentile: '40' } },
				pointer
			)?.inputs ?? [])
				if (input.kind === 'frozen' && input.snapshot === hash)
					expect(
						explain({ form: 'range', rule: 'percentile', parameters: { percentile: '40' } }, input.pointer),
						input.pointer
					).toBeDefined();
	});
});
