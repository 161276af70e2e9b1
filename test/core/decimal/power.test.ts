import { Decimal as Oracle } from 'decimal.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dec, decimal, round, toText } from '#lib/core/decimal/decimal.ts';
import { exponential, naturalLog, power } from '#lib/core/decimal/power.ts';

const Exact = Oracle.clone({ precision: 80, toExpNeg: -100, toExpPos: 100 });
const positive = fc
	.tuple(fc.bigInt({ min: 1n, max: 10n ** 18n }), fc.integer({ min: 0, max: 12 }))
	.map(([coefficient, scale]) => decimal(coefficient, scale));

describe('logarithm, exponential and power of decimals', () => {
	it('have the published digits', () => {
		expect(toText(naturalLog(dec('2'), 'half-up', 40))).toBe('0.6931471805599453094172321214581765680755');
		expect(toText(exponential(dec('1'), 'half-up', 40))).toBe('2.7182818284590452353602874713526624977572');
		expect(toText(power(dec('2'), dec('0.5'), 'half-up', 30))).toBe('1.41421356237309504880168872421');
	});

	it('agree with decimal.js in thirty decimals', () => {
		fc.assert(
			fc.property(positive, (x) => {
				const expected = new Exact(toText(x)).ln().toDecimalPlaces(30);
				expect(toText(naturalLog(x, 'half-up', 30))).toBe(expected.toFixed());
			})
		);
		fc.assert(
			fc.property(fc.integer({ min: -3000, max: 3000 }), (hundredths) => {
				const x = decimal(BigInt(hundredths), 2);
				const expected = new Exact(toText(x)).exp().toDecimalPlaces(30);
				expect(toText(exponential(x, 'half-up', 30))).toBe(expected.toFixed());
			})
		);
		fc.assert(
			fc.property(positive, fc.integer({ min: -200, max: 200 }), (x, hundredths) => {
				const exponent = decimal(BigInt(hundredths), 2);
				const expected = new Exact(toText(x)).pow(toText(exponent)).toDecimalPlaces(20);
				expect(toText(power(x, exponent, 'half-up', 20))).toBe(expected.toFixed());
			})
		);
	});

	it('undo each other', () => {
		fc.assert(
			fc.property(positive, (x) => {
				const back = exponential(naturalLog(x, 'half-up', 100), 'half-up', 40);
				expect(toText(round(back, 40, 'half-up'))).toBe(toText(round(x, 40, 'half-up')));
			})
		);
	});

	it('answer for very small, very large and very long numbers', () => {
		expect(toText(naturalLog(decimal(1n, 300), 'half-up', 20))).toBe('-690.7755278982137052054');
		expect(toText(power(dec('1000000'), dec('57.3'), 'half-up', 2))).toMatch(
			/^6309573444801932494\d{325}(\.\d+)?$/
		);
		expect(toText(power(dec('1000000'), dec('-97.5'), 'half-up', 24))).toBe('0');
		expect(toText(exponential(decimal(-1n, 400), 'half-up', 30))).toBe('1');
	});

	it('multiply whole powers out', () => {
		expect(toText(power(dec('1.1'), dec('7'), 'half-up', 20))).toBe('1.9487171');
		expect(toText(power(dec('0.5'), dec('0'), 'half-up', 20))).toBe('1');
	});

	it('throw where there is no number', () => {
		expect(() => naturalLog(dec('0'), 'half-up', 5)).toThrow('not above zero');
		expect(() => power(dec('-2'), dec('0.5'), 'half-up', 5)).toThrow('not above zero');
	});
});
