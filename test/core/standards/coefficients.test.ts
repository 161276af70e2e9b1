import { describe, expect, it } from 'vitest';
import { unwrap } from '#lib/core/result.ts';
import { budgetCheck } from '#lib/core/standards/budget-check.ts';
import { draftOf, linkStandards } from '#lib/core/standards/draft.ts';
import { expenditureStandard } from '#lib/core/standards/expenditure.ts';
import type {
	BudgetCheckResults,
	Coefficient,
	ExpenditureContent,
	QuotaResults
} from '#lib/core/standards/standard-snapshot.ts';
import type { Snapshot } from '#lib/core/snapshot/snapshot.ts';
import { EXPENDITURE, QUOTA, SERVICE } from '../../support/standard-drafts.ts';

const NIGHT: Coefficient = { name: '夜间作业', condition: '22 时以后作业', low: '1.1', high: '1.3' };
const HILL: Coefficient = { name: '坡道', condition: '坡度 5% 以上', low: '1', high: '1.3' };

/** 12.30 元/平方米·年, the worked example of DOMAIN §2.9. */
function standard(change: Partial<ExpenditureContent> = {}) {
	const results: QuotaResults = {
		...{ value: '12.3', unrounded: '12.3', low: null, high: null, unit: '元/平方米·年', unitId: 'm2' },
		...{ priceYear: 2025, category: '环卫', read: [], verdict: { kind: 'standard', reasons: [] } }
	};
	const quota: Snapshot = { kind: 'standard', schema: 1, method: null, inputs: [], content: QUOTA, results };
	const content = { ...EXPENDITURE, coefficients: [NIGHT, HILL], ...change };
	return {
		content,
		made: expenditureStandard.compute([{ role: 'quota', hash: '', snapshot: quota }], content)
	};
}

function check(coefficients: { name: string; value: string }[], change: Partial<ExpenditureContent> = {}) {
	const { content, made } = standard(change);
	const snapshot: Snapshot = {
		kind: 'standard',
		schema: 1,
		method: null,
		inputs: [],
		content,
		results: unwrap(made)
	};
	return budgetCheck.compute([{ role: 'standard', hash: '', snapshot }], {
		...{ line: '解放路', date: '2026-03-01', quantity: '200', unit: '平方米', months: 12, requested: '0' },
		coefficients
	});
}

describe('调整系数', () => {
	it('multiply the quota, then share, income and ceiling apply', () => {
		const claimed = [
			{ name: '夜间作业', value: '1.2' },
			{ name: '坡道', value: '1.1' }
		];
		// 12.30 × 1.2 × 1.1 = 16.236 → 16.24; × 200 = 3,248.00
		const plain = unwrap(check(claimed)) as BudgetCheckResults;
		expect(plain.allowed).toBe('324800');
		expect(plain.words).toContain('成本定额 12.3 × 夜间作业 1.2 × 坡道 1.1 = 16.236 元');
		// × 80 % − 1 = 11.9888 → 11.99, below the ceiling of 15
		const paid = check(claimed, { fiscalShare: '0.8', ownIncome: '1', ceiling: '15' });
		expect((unwrap(paid) as BudgetCheckResults).allowed).toBe('239800');
		const capped = check(claimed, { ceiling: '15' });
		expect((unwrap(capped) as BudgetCheckResults).allowed).toBe('300000');
		expect((unwrap(check([])) as BudgetCheckResults).allowed).toBe('246000');
	});

	it.each([
		[[{ name: '夜间作业', value: '1.4' }], 'standard/bad-parameter'],
		[[{ name: '雨天', value: '1' }], 'standard/coefficient-unknown'],
		[
			[
				{ name: '夜间作业', value: '1.3' },
				{ name: '坡道', value: '1.3' }
			],
			'standard/coefficient-product'
		]
	])('refuse %j', (claimed, code) => {
		const made = check(claimed);
		expect(made.ok ? null : made.problem.code).toBe(code);
	});

	it.each([
		{ ...NIGHT, name: ' ' },
		{ ...NIGHT, condition: '' },
		{ ...NIGHT, low: '0' },
		{ ...NIGHT, high: '1.0' }
	])('are part of no standard when they are flawed: %j', (coefficient) => {
		expect(standard({ coefficients: [coefficient] }).made).toMatchObject({
			ok: false,
			problem: { code: 'standard/bad-parameter' }
		});
		expect(standard({ coefficients: [NIGHT, NIGHT] }).made.ok).toBe(false);
	});

	it('leave a standard without them as it was, to the byte', () => {
		const linked = linkStandards(
			draftOf({ service: SERVICE, quota: QUOTA, expenditure: { ...EXPENDITURE, coefficients: [] } }),
			'环卫'
		);
		expect(linked.expenditure).not.toHaveProperty('coefficients');
		expect(unwrap(standard({ coefficients: [] }).made)).not.toHaveProperty('quota');
	});
});
