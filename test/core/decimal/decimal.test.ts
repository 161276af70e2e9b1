import { Decimal as Oracle } from 'decimal.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	add,
	compare,
	dec,
	decimal,
	divide,
	equals,
	multiply,
	negate,
	parseDecimal,
	round,
	squareRoot,
	subtract,
	sum,
	toFixedText,
	toText,
	type Decimal
} from '#lib/core/decimal/decimal.ts';
import type { RoundingMode } from '#lib/core/decimal/rounding.ts';
import { LIMITS } from '#lib/core/limits.ts';

Oracle.set({ precision: 200, toExpNeg: -1000, toExpPos: 1000 });

const ORACLE_MODES: { readonly [M in RoundingMode]: Oracle.Rounding } = {
	'half-up': Oracle.ROUND_HALF_UP,
	'half-even': Oracle.ROUND_HALF_EVEN,
	up: Oracle.ROUND_UP,
	down: Oracle.ROUND_DOWN,
	ceiling: Oracle.ROUND_CEIL,
	floor: Oracle.ROUND_FLOOR
};
const MODES = Object.keys(ORACLE_MODES) as RoundingMode[];

const number = fc
	.tuple(fc.bigInt({ min: -(10n ** 25n), max: 10n ** 25n }), fc.nat(12))
	.map(([c, s]) => decimal(c, s));
const mode = fc.constantFrom(...MODES);
const oracle = (value: Decimal) => new Oracle(toText(value));
/** decimal.js writes "-0"; there is no such number here. */
const plain = (value: Oracle) => (value.isZero() ? '0' : value.toString());

describe('exact decimals against decimal.js', () => {
	it('add, subtract, multiply and compare', () => {
		fc.assert(
			fc.property(number, number, (a, b) => {
				expect(toText(add(a, b))).toBe(plain(oracle(a).plus(oracle(b))));
				expect(toText(subtract(a, b))).toBe(plain(oracle(a).minus(oracle(b))));
				expect(toText(multiply(a, b))).toBe(plain(oracle(a).times(oracle(b))));
				expect(compare(a, b)).toBe(oracle(a).comparedTo(oracle(b)));
			})
		);
	});

	it('round in every mode', () => {
		fc.assert(
			fc.property(number, fc.nat(12), mode, (value, places, rounding) => {
				const expected = plain(oracle(value).toDecimalPlaces(places, ORACLE_MODES[rounding]));
				expect(toText(round(value, places, rounding))).toBe(expected);
			})
		);
	});

	it('round ties in every mode', () => {
		fc.assert(
			fc.property(
				fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }),
				fc.nat(6),
				mode,
				(whole, places, rounding) => {
					const tie = decimal(whole * 10n + 5n, places + 1);
					const expected = plain(oracle(tie).toDecimalPlaces(places, ORACLE_MODES[rounding]));
					expect(toText(round(tie, places, rounding))).toBe(expected);
				}
			)
		);
	});

	it('divide, rounding once', () => {
		fc.assert(
			fc.property(number, number, fc.nat(12), mode, (a, b, places, rounding) => {
				fc.pre(b.coefficient !== 0n);
				const expected = plain(
					oracle(a).dividedBy(oracle(b)).toDecimalPlaces(places, ORACLE_MODES[rounding])
				);
				expect(toText(divide(a, b, rounding, places))).toBe(expected);
			})
		);
	});

	it('take square roots', () => {
		fc.assert(
			fc.property(number, fc.nat(12), (value, places) => {
				const positive = value.coefficient < 0n ? negate(value) : value;
				const expected = plain(oracle(positive).sqrt().toDecimalPlaces(places, Oracle.ROUND_HALF_UP));
				expect(toText(squareRoot(positive, 'half-up', places))).toBe(expected);
			})
		);
	});
});

describe('published rounding cases (G10)', () => {
	// 四舍五入 (as Excel) and GB/T 8170-2008 (四舍六入五成双), two decimals.
	it.each([
		['2.345', '2.35', '2.34'],
		['2.335', '2.34', '2.34'],
		['0.125', '0.13', '0.12'],
		['1234.565', '1234.57', '1234.56'],
		['1234.575', '1234.58', '1234.58'],
		['-2.345', '-2.35', '-2.34'],
		['1.005', '1.01', '1'],
		['8.325', '8.33', '8.32']
	])('%s → %s / %s', (value, halfUp, halfEven) => {
		expect(toText(round(dec(value), 2, 'half-up'))).toBe(halfUp);
		expect(toText(round(dec(value), 2, 'half-even'))).toBe(halfEven);
	});

	// GB/T 8170-2008, examples as published; the standard rounds once only, never in steps.
	it.each([
		['12.1498', 1, '12.1'],
		['10.5002', 0, '11'],
		['1.050', 1, '1.0'],
		['0.35', 1, '0.4'],
		['8.53459', 2, '8.53'],
		['15.4546', 0, '15']
	])('GB/T 8170: %s to %i places is %s', (value, places, expected) => {
		expect(toFixedText(dec(value), places, 'half-even')).toBe(expected);
	});
});

describe('reading and writing', () => {
	it('gives canonical text, and reads it back', () => {
		fc.assert(
			fc.property(number, (value) => {
				expect(equals(dec(toText(value)), value)).toBe(true);
				expect(toText(value)).toMatch(/^(0|-?(0\.\d*[1-9]|[1-9]\d*(\.\d*[1-9])?))$/);
			})
		);
	});

	it.each([
		['1234.50', '1234.5'],
		['-0', '0'],
		['+1.0', '1'],
		['.5', '0.5'],
		['5.', '5'],
		['1.2E5', '120000'],
		['1e-3', '0.001'],
		['  7 ', '7'],
		['0.1', '0.1']
	])('reads %j as %s', (text, expected) => expect(toText(dec(text))).toBe(expected));

	it.each([
		'',
		' ',
		'-',
		'.',
		'e5',
		'1,234',
		'\uff11',
		'1.2.3',
		'0x10',
		'NaN',
		'Infinity',
		'1e99999',
		'1e61',
		'--1',
		'1 2'
	])('refuses %j', (text) =>
		expect(parseDecimal(text)).toMatchObject({ ok: false, problem: { code: 'decimal/malformed' } })
	);

	it('refuses texts longer than a number can be', () => {
		expect(parseDecimal('1'.repeat(LIMITS.decimalTextLength + 1)).ok).toBe(false);
	});

	it('shows a fixed number of places', () => {
		expect(toFixedText(dec('1.005'), 2)).toBe('1.01');
		expect(toFixedText(dec('7'), 2)).toBe('7.00');
		expect(toFixedText(dec('-0.004'), 2)).toBe('0.00');
		expect(toFixedText(dec('12.5'), 0)).toBe('13');
	});

	it('sums without the drift of floats', () => {
		expect(toText(sum(Array.from({ length: 10 }, () => dec('0.1'))))).toBe('1');
	});

	it('throws on what no rule can answer', () => {
		expect(() => divide(dec(1), dec(0), 'half-up', 2)).toThrow('Division by zero');
		expect(() => squareRoot(dec(-1), 'half-up', 2)).toThrow();
		expect(() => dec('x')).toThrow();
	});
});
