import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ParameterSetContent } from '#lib/core/comparison/comparison-snapshot.ts';
import { entryFor } from '#lib/core/comparison/normalise/entry.ts';
import { normaliseGrade } from '#lib/core/comparison/normalise/grade.ts';
import { normalisePeriod } from '#lib/core/comparison/normalise/period.ts';
import { normalisePriceYear } from '#lib/core/comparison/normalise/price-year.ts';
import { normaliseRegion } from '#lib/core/comparison/normalise/region.ts';
import { absolute, compare, dec, decimal, subtract, toText } from '#lib/core/decimal/decimal.ts';
import { unwrap } from '#lib/core/result.ts';
import { GOLDEN_A_GRADE, GOLDEN_A_INDEX, GOLDEN_A_REGION } from '../../support/golden-a.ts';

const FIXED: ParameterSetContent = {
	...GOLDEN_A_INDEX,
	form: 'fixed-base-100',
	entries: [2022, 2023, 2024, 2025].map((year, i) => ({
		key: String(year),
		value: ['100', '100.3', '100.8015', '101.003103'][i] ?? '',
		version: 1,
		validFrom: '2026-01-01',
		document: '合成数据'
	}))
};

describe('normalise/period@1', () => {
	it('annualises stocks and leaves flows alone', () => {
		expect(normalisePeriod(dec('7.5'), 9, false)).toMatchObject({
			method: 'normalise/period@1',
			value: dec('10'),
			factor: dec('1.333333333333'),
			words: '折合全年：7.5 × 12 ÷ 9 个月 = 10'
		});
		expect(toText(normalisePeriod(dec('240'), 24, false).value)).toBe('120');
		expect(normalisePeriod(dec('186.2'), 9, true)).toMatchObject({ value: dec('186.2'), factor: dec(1) });
	});
});

describe('normalise/price-year@1', () => {
	it('multiplies a chain 上年=100 forward and divides by it backward', () => {
		const forward = unwrap(normalisePriceYear(dec('8'), 2022, 2025, GOLDEN_A_INDEX));
		expect(toText(forward.factor)).toBe('1.01003103');
		expect(toText(forward.value)).toBe('8.08024824');
		expect(forward.read).toEqual([0, 1, 2].map((i) => `/content/entries/${i}/value`));
		expect(forward.words).toBe(
			'价格由 2022 年调整到 2025 年，按“示例价格指数”（上年=100：2023年 100.3、2024年 100.5、2025年 100.2）连乘得 1.010031：8 × 1.010031 = 8.080248'
		);
		const back = unwrap(normalisePriceYear(forward.value, 2025, 2022, GOLDEN_A_INDEX));
		expect(toText(back.value)).toBe('8');
	});

	it('takes the ratio of two years of a fixed-base series, which agrees with the chain it was made from', () => {
		const fixed = unwrap(normalisePriceYear(dec('8'), 2022, 2025, FIXED));
		expect(toText(fixed.value)).toBe('8.08024824');
		expect(fixed.read).toEqual(['/content/entries/0/value', '/content/entries/3/value']);
	});

	it('needs no index for its own year', () => {
		expect(unwrap(normalisePriceYear(dec('8'), 1999, 1999, GOLDEN_A_INDEX))).toMatchObject({
			value: dec('8'),
			read: []
		});
	});

	it.each([
		[2021, 2025, GOLDEN_A_INDEX, '2022'],
		[2025, 2021, GOLDEN_A_INDEX, '2022'],
		[2024, 2026, GOLDEN_A_INDEX, '2026'],
		[2021, 2025, FIXED, '2021']
	])('refuses %i → %i because the year is missing, and names it', (from, to, series, year) => {
		expect(normalisePriceYear(dec('8'), from, to, series)).toMatchObject({
			ok: false,
			problem: { code: 'comparison/missing-index', values: { series: '示例价格指数', year } }
		});
	});

	it('there and back again is where it began, to the intermediate scale', () => {
		const cost = fc.bigInt({ min: 1n, max: 10n ** 12n }).map((n) => decimal(n, 6));
		const year = fc.integer({ min: 2022, max: 2025 });
		fc.assert(
			fc.property(cost, year, year, fc.constantFrom(GOLDEN_A_INDEX, FIXED), (value, from, to, series) => {
				const there = unwrap(normalisePriceYear(value, from, to, series)).value;
				const back = unwrap(normalisePriceYear(there, to, from, series)).value;
				expect(compare(absolute(subtract(back, value)), dec('0.000000000002'))).not.toBe(1);
			})
		);
	});
});

describe('normalise/region@1 and normalise/grade@1', () => {
	it('divide by the factor and say so', () => {
		expect(unwrap(normaliseRegion(dec('7.2144'), '乙区', 'P3', GOLDEN_A_REGION))).toMatchObject({
			factor: dec('0.95'),
			value: dec('7.594105263158'),
			read: ['/content/entries/2/value'],
			words: '按“示例地区系数”折算地区“乙区”：7.2144 ÷ 0.95 = 7.594105'
		});
		expect(toText(unwrap(normaliseGrade(dec('8.5'), '二级', 'P3', GOLDEN_A_GRADE)).value)).toBe('10');
	});

	it('refuse a key without an entry: an unknown region is not factor 1', () => {
		expect(normaliseRegion(dec('1'), '戊区', '某项目', GOLDEN_A_REGION)).toMatchObject({
			problem: { code: 'comparison/missing-factor', values: { key: '戊区', member: '某项目' } }
		});
		expect(normaliseGrade(dec('1'), '', '某项目', GOLDEN_A_GRADE)).toMatchObject({
			problem: { code: 'comparison/key-unknown', values: { what: '服务等级', member: '某项目' } }
		});
	});
});

describe('the entry in force', () => {
	it('is the latest by day, then by version', () => {
		const entry = (value: string, version: number, validFrom: string) => ({
			key: '甲区',
			value,
			version,
			validFrom,
			document: '合成数据'
		});
		const entries = [
			entry('1', 1, '2025-01-01'),
			entry('1.1', 2, '2026-01-01'),
			entry('1.2', 3, '2026-01-01')
		];
		expect(entryFor({ ...GOLDEN_A_REGION, entries }, '甲区')).toEqual({
			value: dec('1.2'),
			pointer: '/content/entries/2/value'
		});
		expect(
			entryFor({ ...GOLDEN_A_REGION, entries: [...entries, entry('0.9', 4, '2024-01-01')] }, '甲区')?.value
		).toEqual(dec('1.2'));
	});
});
