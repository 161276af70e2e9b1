import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compare, dec } from '#lib/core/decimal/decimal.ts';
import { unwrap } from '#lib/core/result.ts';
import { expenditureStandard } from '#lib/core/standards/expenditure.ts';
import type {
	ExpenditureContent,
	ExpenditureResults,
	QuotaResults
} from '#lib/core/standards/standard-snapshot.ts';
import type { Snapshot } from '#lib/core/snapshot/snapshot.ts';
import { EXPENDITURE, QUOTA } from '../../support/standard-drafts.ts';

const QUOTA_HASH = 'b'.repeat(64);

function quota(value: string | null): Snapshot {
	const results: QuotaResults = {
		value,
		unrounded: value,
		low: null,
		high: null,
		unit: '元/平方米·年',
		unitId: 'm2',
		priceYear: 2025,
		category: '城市运维/环卫保洁',
		read: [],
		verdict: { kind: value === null ? 'not-yet' : 'standard', reasons: [] }
	};
	return {
		kind: 'standard',
		schema: 1,
		method: 'cost-quota/average-advanced@1',
		inputs: [],
		content: QUOTA,
		results
	};
}

function compute(value: string | null, change: Partial<ExpenditureContent> = {}) {
	const inputs = [{ role: 'quota', hash: QUOTA_HASH, snapshot: quota(value) }];
	return expenditureStandard.compute(inputs, { ...EXPENDITURE, ...change });
}

const results = (value: string, change: Partial<ExpenditureContent> = {}) =>
	unwrap(compute(value, change)) as ExpenditureResults;

// min(quota × share − own income, ceiling): method dossier §2.9.
describe('expenditure standard', () => {
	it('is the quota where the treasury pays all', () => {
		expect(results('12.3')).toMatchObject({
			value: '12.3',
			unit: '元/平方米·年',
			words: '成本定额 12.30 元/平方米·年 × 财政负担比例 100% = 12.30 元/平方米·年'
		});
	});

	it('takes share, own income and ceiling in this order, rounding once at the end', () => {
		expect(results('8.67', { fiscalShare: '0.7' }).value).toBe('6.07');
		expect(results('8.67', { fiscalShare: '0.7', ownIncome: '0.5' }).words).toBe(
			'成本定额 8.67 元/平方米·年 × 财政负担比例 70% − 单位自有收入 0.5 元 = 5.569 元，取整 = 5.57 元/平方米·年'
		);
		expect(results('8.67', { ceiling: '8' })).toMatchObject({
			value: '8',
			words: expect.stringContaining('高于上限 8 元')
		});
		expect(results('8.67', { ceiling: '9' }).words).toContain('不超过上限 9 元');
	});

	it('pays nothing, in words, where own income exceeds the share', () => {
		expect(results('8.67', { fiscalShare: '0.1', ownIncome: '2' })).toMatchObject({
			value: '0',
			words: expect.stringContaining('自有收入已超过财政应负担部分，财政支出标准为 0.00 元')
		});
	});

	it('never exceeds the ceiling, never falls below zero', () => {
		const amount = fc
			.integer({ min: 0, max: 1_000_000 })
			.map((n) => `${Math.floor(n / 1000)}.${String(n % 1000).padStart(3, '0')}`);
		fc.assert(
			fc.property(
				amount,
				amount,
				amount,
				fc.integer({ min: 0, max: 100 }),
				(value, income, ceiling, percent) => {
					const found = dec(
						results(value, { fiscalShare: String(percent / 100), ownIncome: income, ceiling }).value
					);
					expect(compare(found, dec(0))).toBeGreaterThanOrEqual(0);
					expect(compare(found, dec(ceiling))).toBeLessThanOrEqual(0);
				}
			)
		);
	});

	it('is refused where the quota has no value', () => {
		expect(compute(null)).toMatchObject({
			ok: false,
			problem: { code: 'standard/no-quota-value', values: { verdict: '暂不成标准' } }
		});
	});

	it.each([
		[{ fiscalShare: '1.01' }, '财政负担比例'],
		[{ fiscalShare: '-0.1' }, '财政负担比例'],
		[{ fiscalShare: '七成' }, '财政负担比例'],
		[{ ownIncome: '-1' }, '单位自有收入'],
		[{ ceiling: '-1' }, '上限'],
		[{ ceiling: '' }, '上限']
	])('refuses %j by name', (change, name) => {
		expect(compute('8.67', change)).toMatchObject({
			ok: false,
			problem: { code: 'standard/bad-parameter', values: { name } }
		});
	});

	it('explains itself from the quota and the typed parameters', () => {
		const snapshot: Snapshot = {
			kind: 'standard',
			schema: 1,
			method: expenditureStandard.id,
			inputs: [{ role: 'quota', hash: QUOTA_HASH }],
			content: { ...EXPENDITURE, ceiling: '9' },
			results: results('8.67', { ceiling: '9' })
		};
		const hash = 'e'.repeat(64);
		const step = expenditureStandard.explain(snapshot, hash, '/results/value');
		expect(step?.inputs[0]).toEqual({ kind: 'frozen', snapshot: QUOTA_HASH, pointer: '/results/value' });
		expect(step?.inputs).toHaveLength(4);
		for (const input of step?.inputs.slice(1) ?? [])
			expect(
				input.kind === 'frozen' && expenditureStandard.explain(snapshot, hash, input.pointer)
			).toMatchObject({ end: 'typed' });
	});
});
