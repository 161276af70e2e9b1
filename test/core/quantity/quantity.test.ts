import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dec, decimal, equals, multiply, toText } from '#lib/core/decimal/decimal.ts';
import { convertQuantity, convertRate } from '#lib/core/quantity/convert.ts';
import { parseRate, rateText } from '#lib/core/quantity/rate.ts';
import { allUnits, findUnit, unitById } from '#lib/core/quantity/units.ts';
import { unwrap } from '#lib/core/result.ts';

const convert = (value: string, from: string, to: string) =>
	toText(unwrap(convertQuantity(dec(value), unitById(from), unitById(to))));

describe('units', () => {
	it.each([
		['㎡', 'm2'],
		['m²', 'm2'],
		['M2', 'm2'],
		['平方米', 'm2'],
		[' 平 方 米 ', 'm2'],
		['万平方米', 'wan-m2'],
		['公里', 'km'],
		['km', 'km'],
		['人天', 'person-day'],
		['工日', 'person-day'],
		['人.月', 'person-month'],
		['座', 'place'],
		['盏', 'lamp'],
		['公斤', 'kg']
	])('reads %s as %s', (text, id) => expect(findUnit(text)?.id).toBe(id));

	it('does not guess at unknown words', () => expect(findUnit('光年')).toBeUndefined());

	it('gives no word to two units', () => {
		for (const unit of allUnits()) expect(findUnit(unit.name)).toBe(unit);
	});

	it('converts by the legal sizes: 15 亩 is one 公顷, 1 亩 is 10000/15 ㎡', () => {
		expect(convert('15', 'mu', 'hectare')).toBe('1');
		expect(convert('1', 'mu', 'm2')).toBe('666.666666666667');
		expect(convert('2.5', 'km2', 'wan-m2')).toBe('250');
		expect(convert('750', 'm', 'km')).toBe('0.75');
		expect(convert('3', 'person-year', 'person-month')).toBe('36');
		expect(convert('662.98', 'wan-yuan', 'yuan')).toBe('6629800');
	});

	it('refuses another dimension and says which', () => {
		const result = convertQuantity(dec('1'), unitById('lamp'), unitById('plant'));
		expect(result).toMatchObject({
			ok: false,
			problem: { code: 'unit/mismatch', values: { from: '盏', to: '株' } }
		});
		expect(convertRate(dec('1'), unitById('m2'), unitById('km')).ok).toBe(false);
	});

	it('keeps quantity × rate when both convert and the conversion ends', () => {
		const pairs = allUnits().flatMap((a) =>
			allUnits()
				.filter((b) => b.dimension === a.dimension && a.id !== 'mu' && b.id !== 'mu')
				.map((b) => [a, b] as const)
		);
		const number = fc.bigInt({ min: 0n, max: 10n ** 9n }).chain((c) => fc.nat(4).map((s) => decimal(c, s)));
		fc.assert(
			fc.property(fc.constantFrom(...pairs), number, number, ([from, to], quantity, rate) => {
				// Months ↔ years divide by 12, which need not end; scale the pair so that it does.
				const q = multiply(quantity, decimal(36n));
				const r = multiply(rate, decimal(36n));
				const converted = multiply(unwrap(convertQuantity(q, from, to)), unwrap(convertRate(r, from, to)));
				expect(equals(converted, multiply(q, r))).toBe(true);
			})
		);
	});
});

describe('rates', () => {
	it('reads and writes a price unit', () => {
		const rate = unwrap(parseRate('元/平方米·年'));
		expect([rate.money.id, rate.per.id, rate.period?.id]).toEqual(['yuan', 'm2', 'year']);
		expect(rateText(rate.per, rate.period)).toBe('元/平方米·年');
		expect(unwrap(parseRate('元/㎡/年')).period?.id).toBe('year');
		expect(unwrap(parseRate('元/人·年')).per.id).toBe('person-year');
		expect(unwrap(parseRate('万元/公里')).money.id).toBe('wan-yuan');
	});

	it.each(['', '元', '平方米/元', '元/光年', '元/座/年/月'])('refuses %j', (text) =>
		expect(parseRate(text).ok).toBe(false)
	);

	it('converts a rate inversely to its quantity', () => {
		const rate = (value: string, from: string, to: string) =>
			toText(unwrap(convertRate(dec(value), unitById(from), unitById(to))));
		expect(rate('10', 'm2', 'hectare')).toBe('100000');
		expect(rate('1500', 'hectare', 'mu')).toBe('100');
	});
});
