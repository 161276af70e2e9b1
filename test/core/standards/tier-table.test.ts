import { describe, expect, it } from 'vitest';
import { unwrap } from '#lib/core/result.ts';
import { backTest, type BackTestResults } from '#lib/core/standards/back-test.ts';
import { budgetCheck } from '#lib/core/standards/budget-check.ts';
import { expenditureStandard } from '#lib/core/standards/expenditure.ts';
import { tierTableQuota } from '#lib/core/standards/rules/tier-table.ts';
import type {
	BudgetCheckResults,
	ExpenditureResults,
	QuotaContent,
	QuotaResults
} from '#lib/core/standards/standard-snapshot.ts';
import type { Snapshot } from '#lib/core/snapshot/snapshot.ts';
import { problemText } from '#lib/text/zh-CN.ts';
import { comparisonSet, type SetMember } from '../../support/comparison-set.ts';
import { EXPENDITURE, QUOTA } from '../../support/standard-drafts.ts';

/** Three small, three middle and four large projects; 100 and 300 stand exactly on a break point. */
const TEN: readonly SetMember[] = (
	[
		['40', '12'],
		['60', '11'],
		['90', '10'],
		['100', '9.5'],
		['150', '9.3'],
		['200', '9.1'],
		['300', '8.4'],
		['400', '8.2'],
		['600', '8'],
		['900', '7.8']
	] as const
).map(([output, comparable], i) => ({ project: `项目${i + 1}`, output, comparable }));

const TIERS: Partial<QuotaContent> = {
	rule: 'tier-table',
	parameters: { breaks: ['100', '300'], statistic: 'mean' }
};
const content = (change: Partial<QuotaContent> = {}): QuotaContent => ({
	...QUOTA,
	crossCheck: '',
	...TIERS,
	...change
});
const input = (members: readonly SetMember[]) => ({
	role: 'comparison',
	hash: 'c'.repeat(64),
	snapshot: comparisonSet(members) as Snapshot
});

function derive(members = TEN, change: Partial<QuotaContent> = {}) {
	return tierTableQuota.compute([input(members)], content(change));
}

function frozen(members = TEN, change: Partial<QuotaContent> = {}): Snapshot<QuotaContent, QuotaResults> {
	const results = unwrap(derive(members, change)) as QuotaResults;
	const inputs = [{ role: 'comparison', hash: 'c'.repeat(64) }];
	return {
		kind: 'standard',
		schema: 1,
		method: tierTableQuota.id,
		inputs,
		content: content(change),
		results
	};
}

function expenditure(change = {}): Snapshot {
	const quota = { role: 'quota', hash: 'b'.repeat(64), snapshot: frozen() as Snapshot };
	const own = { ...EXPENDITURE, fiscalShare: '0.8', ...change };
	const results = unwrap(expenditureStandard.compute([quota], own));
	return { kind: 'standard', schema: 1, method: expenditureStandard.id, inputs: [], content: own, results };
}

describe('分档测算', () => {
	it('gives every tier its own value, number of samples and verdict; a break belongs to the upper tier', () => {
		const { tiers, value, mainTier, verdict } = frozen().results;
		expect(tiers?.map(({ from, to, n, value }) => [from, to, n, value])).toEqual([
			['0', '100', 3, '11'],
			['100', '300', 3, '9.3'],
			['300', null, 4, '8.1']
		]);
		expect(tiers?.map((tier) => tier.verdict.kind)).toEqual(['trial', 'trial', 'trial']);
		// The large tier has most samples and stands for the whole.
		expect([value, mainTier, verdict.kind]).toEqual(['8.1', 2, 'trial']);
		expect(verdict.reasons[0]).toContain('100 平方米以下：仅可试行');
	});

	it('is no standard while a tier is too thin: the table would have a gap', () => {
		const { value, verdict, tiers } = frozen(TEN, {
			parameters: { breaks: ['50', '300'], statistic: 'mean' }
		}).results;
		expect(value).toBeNull();
		expect(verdict.kind).toBe('control-figure');
		expect(tiers?.[0]).toMatchObject({ n: 1, value: null, verdict: { kind: 'control-figure' } });
		expect(verdict.reasons.at(-1)).toContain('应与相邻档合并');
		const empty = frozen(TEN, { parameters: { breaks: ['10'], statistic: 'mean' } }).results;
		expect(empty.tiers?.[0]).toMatchObject({ n: 0, verdict: { kind: 'not-yet' } });
		expect(empty.verdict.kind).toBe('not-yet');
	});

	it.each([
		[['300', '100'], 'standard/breaks-broken'],
		[['100', '100'], 'standard/breaks-broken'],
		[['0'], 'standard/breaks-broken'],
		[['-5'], 'standard/bad-parameter'],
		[['很大'], 'standard/bad-parameter'],
		[[], 'standard/rule-incomplete'],
		[Array.from({ length: 20 }, (_, i) => String(i + 1)), 'standard/breaks-broken']
	])('refuses break points %j', (breaks, code) => {
		const made = derive(TEN, { parameters: { breaks, statistic: 'mean' } });
		expect(made.ok ? null : made.problem.code).toBe(code);
		if (!made.ok) expect(problemText(made.problem)).toMatch(/。$/);
	});

	it('pays by tier: every tier goes through share and ceiling, and a budget line falls into exactly one', () => {
		const standard = expenditure({ ceiling: '8' });
		const { tiers, value } = standard.results as ExpenditureResults;
		// 11 × 0.8 = 8.8 → ceiling 8; 9.3 × 0.8 = 7.44; 8.1 × 0.8 = 6.48
		expect([value, ...(tiers ?? []).map((tier) => tier.value)]).toEqual(['6.48', '8', '7.44', '6.48']);
		const check = (quantity: string) =>
			unwrap(
				budgetCheck.compute([{ role: 'standard', hash: 'd'.repeat(64), snapshot: standard }], {
					line: '解放路',
					date: '2026-03-01',
					quantity,
					unit: '平方米',
					months: 12,
					requested: '0'
				})
			) as BudgetCheckResults;
		expect(check('99.99')).toMatchObject({ tier: 0, allowed: '79992' });
		expect(check('100')).toMatchObject({ tier: 1, allowed: '74400' });
		expect(check('300')).toMatchObject({ tier: 2, allowed: '194400' });
		expect(check('0').tier).toBe(0);
		expect(check('100').words).toContain('100 至 300 平方米（不含）');
	});

	it('is back-tested tier by tier, each project against the quota of its scale', () => {
		const inputs = [input(TEN), { role: 'quota', hash: 'b'.repeat(64), snapshot: frozen() as Snapshot }];
		const results = unwrap(backTest.compute(inputs, { title: '道路保洁' })) as BackTestResults;
		// 12 against 11 on 40; 9.5 against 9.3 on 100; 8.4 and 8.2 against 8.1 on 300 and 400: 40 + 20 + 90 + 40.
		expect(results).toMatchObject({ above: 4, effect: '19000' });
		// Means of three of the four large ones.
		expect([results.lowest, results.highest]).toEqual(['8', '8.2']);
	});

	it('explains each tier from its own samples and break points', () => {
		const snapshot = frozen() as Snapshot;
		const step = tierTableQuota.explain(snapshot, 'b'.repeat(64), '/results/tiers/1/unrounded');
		expect(step?.inputs).toHaveLength(2 + 3 * 2);
		expect(step?.method?.words).toContain('3 个样本');
		for (const pointer of ['/results/value', '/results/tiers/1/value', '/content/parameters/breaks/0'])
			expect(tierTableQuota.explain(snapshot, 'b'.repeat(64), pointer)).toBeDefined();
	});
});
