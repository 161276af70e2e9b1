import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { absolute, compare, dec, decimal, round, subtract, toText } from '#lib/core/decimal/decimal.ts';
import { exponential, naturalLogarithm } from '#lib/core/decimal/exponential.ts';

describe('logarithm and exponential', () => {
	// Digits of ln 2, ln 10 and e as in OEIS A002162, A002392, A001113.
	it.each([
		[naturalLogarithm(dec(2)), '0.69314718055994530941723212145817656807'],
		[naturalLogarithm(dec(10)), '2.30258509299404568401799145468436420760'],
		[exponential(dec(1)), '2.71828182845904523536028747135266249775'],
		[exponential(dec(0)), '1'],
		[naturalLogarithm(dec(1)), '0']
	])('have the published digits', (value, digits) =>
		expect(toText(round(value, 38, 'down'))).toBe(toText(dec(digits)))
	);

	it('undo each other', () => {
		const positive = fc.tuple(fc.bigInt(1n, 10n ** 18n), fc.nat(30)).map(([c, scale]) => decimal(c, scale));
		fc.assert(
			fc.property(positive, (value) => {
				const difference = absolute(subtract(exponential(naturalLogarithm(value)), value));
				expect(compare(difference, dec('1e-60'))).toBe(-1);
			})
		);
	});

	it('refuse what has no logarithm', () => expect(() => naturalLogarithm(dec(0))).toThrow());
});
