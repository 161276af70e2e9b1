import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dec, divide, multiply, toText } from '#lib/core/decimal/decimal.ts';
import { chineseDate, date, parseDate, yearOf } from '#lib/core/period/date.ts';
import { inForce, type Dated } from '#lib/core/period/dated.ts';
import { annualise, bringToMonths, fiscalYearEnd, fiscalYearStart } from '#lib/core/period/months.ts';

describe('dates', () => {
	it.each(['2026-11-22', '2024-02-29', '2000-02-29', ' 2026-01-01 '])('reads %j', (text) =>
		expect(parseDate(text).ok).toBe(true)
	);

	it.each([
		'',
		'2026-2-3',
		'2026-02-29',
		'1900-02-29',
		'2026-13-01',
		'2026-00-10',
		'2026-04-31',
		'1899-12-31',
		'20261122',
		'2026/11/22'
	])('refuses %j', (text) =>
		expect(parseDate(text)).toMatchObject({ ok: false, problem: { code: 'date/malformed' } })
	);

	it('agrees with the calendar of the machine on every day', () => {
		fc.assert(
			fc.property(
				fc.date({ min: new Date('1900-01-01'), max: new Date('2199-12-31'), noInvalidDate: true }),
				(day) => {
					const text = day.toISOString().slice(0, 10);
					expect(parseDate(text).ok).toBe(true);
					expect(yearOf(date(text))).toBe(day.getUTCFullYear());
				}
			)
		);
	});

	it('writes dates as documents do, and knows the fiscal year', () => {
		expect(chineseDate(date('2026-03-05'))).toBe('2026年3月5日');
		expect([fiscalYearStart(2026), fiscalYearEnd(2026)]).toEqual(['2026-01-01', '2026-12-31']);
		expect(() => date('tomorrow')).toThrow();
	});
});

describe('dated values', () => {
	const value = (validFrom: string, validTo: string | null, version: number): Dated<string> => ({
		value: `${validFrom}/${version}`,
		validFrom: date(validFrom),
		validTo: validTo === null ? null : date(validTo),
		version,
		document: '文件'
	});
	const values = [
		value('2024-01-01', '2026-01-01', 1),
		value('2026-01-01', null, 1),
		value('2026-01-01', null, 2)
	];

	it.each([
		['2023-12-31', undefined],
		['2024-01-01', '2024-01-01/1'],
		['2025-12-31', '2024-01-01/1'],
		['2026-01-01', '2026-01-01/2']
	])('on %s: %s', (at, expected) => expect(inForce(values, date(at))?.value).toBe(expected));

	it('does not depend on the order of the list', () => {
		fc.assert(
			fc.property(fc.shuffledSubarray(values, { minLength: 3 }), (shuffled) => {
				expect(inForce(shuffled, date('2026-06-01'))?.value).toBe('2026-01-01/2');
			})
		);
	});
});

describe('periods', () => {
	// 市管绿地养护 2017, 苏州: 27,983,000 元 for nine months over 7,570,000 ㎡ (example case SZ2017).
	it('annualises nine months: 3.697 → 4.929 元/㎡·年', () => {
		const nineMonths = divide(dec('27983000'), dec('7570000'), 'half-up', 12);
		expect(toText(divide(nineMonths, dec(1), 'half-up', 3))).toBe('3.697');
		expect(toText(annualise(nineMonths, 9, 3))).toBe('4.929');
	});

	it('leaves the same period alone and halves two years', () => {
		expect(toText(bringToMonths(dec('1.23456'), 12, 12, 2))).toBe('1.23456');
		expect(toText(bringToMonths(dec('439000'), 24, 12, 2))).toBe('219500');
	});

	it('is linear in the value where nothing is cut off', () => {
		fc.assert(
			fc.property(fc.nat(1e9), fc.integer({ min: 1, max: 60 }), (value, months) => {
				const exact = multiply(dec(value), dec(months));
				expect(toText(annualise(exact, months, 0))).toBe(toText(multiply(dec(value), dec(12))));
			})
		);
	});
});
