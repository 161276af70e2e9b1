import { describe, expect, it } from 'vitest';
import { unwrap } from '#lib/core/result.ts';
import { budgetCheck } from '#lib/core/standards/budget-check.ts';
import type {
	BudgetCheckContent,
	BudgetCheckResults,
	ExpenditureResults
} from '#lib/core/standards/standard-snapshot.ts';
import type { Snapshot } from '#lib/core/snapshot/snapshot.ts';
import { EXPENDITURE } from '../../support/standard-drafts.ts';

const STANDARD_HASH = 'd'.repeat(64);
const LINE: BudgetCheckContent = {
	line: '解放路保洁',
	date: '2026-03-01',
	quantity: '200',
	unit: '平方米',
	months: 12,
	requested: '200000'
};

function standard(value: string): Snapshot {
	const results: ExpenditureResults = {
		value,
		unit: '元/平方米·年',
		unitId: 'm2',
		priceYear: 2025,
		category: '城市运维/环卫保洁',
		words: ''
	};
	return {
		kind: 'standard',
		schema: 1,
		method: 'standard/expenditure@1',
		inputs: [],
		content: EXPENDITURE,
		results
	};
}

function compute(value: string, change: Partial<BudgetCheckContent> = {}) {
	const inputs = [{ role: 'standard', hash: STANDARD_HASH, snapshot: standard(value) }];
	return budgetCheck.compute(inputs, { ...LINE, ...change });
}

const results = (value: string, change: Partial<BudgetCheckContent> = {}) =>
	unwrap(compute(value, change)) as BudgetCheckResults;

describe('budget check', () => {
	// Worked example of the method dossier, §2.9: 12.30 元/m2·年 × 200 m2 = 2,460.00 元.
	it('allows 2,460.00 元 in the worked example', () => {
		expect(results('12.3')).toMatchObject({
			allowed: '246000',
			over: '0',
			words:
				'核定 = 12.30 元/平方米·年 × 200 平方米 × 12/12 = 2,460.00 元；申报 2,000.00 元，未超标准，低于核定 460.00 元'
		});
	});

	it('writes out what is over the standard', () => {
		expect(results('8.67')).toEqual({
			allowed: '173400',
			over: '26600',
			words:
				'核定 = 8.67 元/平方米·年 × 200 平方米 × 12/12 = 1,734.00 元；申报 2,000.00 元，超标准 266.00 元，建议审减'
		});
		expect(results('8.67', { requested: '173400' })).toMatchObject({
			over: '0',
			words: expect.stringContaining('与核定一致')
		});
	});

	it('counts months and converts the unit, saying so', () => {
		expect(results('8.67', { months: 9 }).allowed).toBe('130050');
		const converted = results('3', { quantity: '15', unit: '亩', requested: '3000000' });
		expect(converted).toMatchObject({ allowed: '3000000', over: '0' });
		expect(converted.words).toMatch(/^数量换算：15 亩 = 10,000 平方米；/);
	});

	it('rounds once, half-up, to 分', () => {
		expect(results('0.01', { quantity: '0.5' }).allowed).toBe('1');
		expect(results('1', { quantity: '1', months: 1 }).allowed).toBe('8');
	});

	it.each([
		[{ unit: '吨' }, 'standard/unit-differs'],
		[{ unit: '庹' }, 'unit/unknown'],
		[{ quantity: '-1' }, 'standard/bad-parameter'],
		[{ quantity: '很多' }, 'standard/bad-parameter'],
		[{ months: 0 }, 'standard/bad-parameter'],
		[{ months: 1.5 }, 'standard/bad-parameter'],
		[{ quantity: '9'.repeat(30) }, 'money/too-large']
	])('refuses %j', (change, code) => {
		expect(compute('8.67', change)).toMatchObject({ ok: false, problem: { code } });
	});

	it('explains the allowed and the over amount', () => {
		const snapshot: Snapshot = {
			kind: 'budget-check',
			schema: 1,
			method: budgetCheck.id,
			inputs: [{ role: 'standard', hash: STANDARD_HASH }],
			content: LINE,
			results: results('8.67')
		};
		const hash = 'f'.repeat(64);
		expect(budgetCheck.explain(snapshot, hash, '/results/allowed')).toMatchObject({
			value: '1734.00',
			unit: '元',
			inputs: [
				{ snapshot: STANDARD_HASH, pointer: '/results/value' },
				{ pointer: '/content/quantity' },
				{ pointer: '/content/months' }
			]
		});
		for (const pointer of ['/content/requested', '/content/quantity', '/content/months'])
			expect(budgetCheck.explain(snapshot, hash, pointer)).toMatchObject({ end: 'typed' });
	});
});
