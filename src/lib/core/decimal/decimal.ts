import { LIMITS } from '../limits.ts';
import { problem, type Problem } from '../problem.ts';
import { ok, refuse, type Result } from '../result.ts';
import { divideRounded, powerOfTen, type RoundingMode } from './rounding.ts';

/**
 * An exact decimal number: coefficient / 10^scale, in lowest terms (no trailing zero unless scale is 0).
 * Addition, subtraction and multiplication never round; division and rounding name their mode and scale.
 */
export interface Decimal {
	readonly coefficient: bigint;
	readonly scale: number;
}

export function decimal(coefficient: bigint, scale = 0): Decimal {
	if (scale < 0) return { coefficient: coefficient * powerOfTen(-scale), scale: 0 };
	let c = coefficient;
	let s = scale;
	if (s >= LONG_TAIL && c % LONG_TAIL_POWER === 0n) {
		if (c === 0n) return ZERO;
		// A short quotient carried to many places ends in a long row of zeros: take them away by the dozen first.
		while (s >= LONG_TAIL && c % LONG_TAIL_POWER === 0n) {
			c /= LONG_TAIL_POWER;
			s -= LONG_TAIL;
		}
	}
	while (s > 0 && c % 10n === 0n) {
		c /= 10n;
		s -= 1;
	}
	return { coefficient: c, scale: s };
}

const LONG_TAIL = 12;
const LONG_TAIL_POWER = 10n ** 12n;

export const ZERO: Decimal = { coefficient: 0n, scale: 0 };
export const ONE: Decimal = { coefficient: 1n, scale: 0 };

const NUMBER = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,4}))?$/;

/**
 * Reads a plain number: sign, digits, point, exponent as databases and workbooks write them ("1.2E5").
 * Thousands separators, units and full-width digits are the business of core/intake, not of this function.
 */
export function parseDecimal(text: string): Result<Decimal> {
	const trimmed = text.trim();
	const match = trimmed.length <= LIMITS.decimalTextLength ? NUMBER.exec(trimmed) : null;
	const whole = match?.[2] ?? '';
	const fraction = match?.[3] ?? '';
	if (!match || whole.length + fraction.length === 0) return refuse(malformed(text));
	const exponent = Number(match[4] ?? '0');
	const scale = fraction.length - exponent;
	if (Math.abs(scale) > LIMITS.decimalDigits) return refuse(malformed(text));
	const magnitude = BigInt(whole + fraction);
	return ok(decimal(match[1] === '-' ? -magnitude : magnitude, scale));
}

function malformed(text: string): Problem {
	return problem('decimal/malformed', { text: text.slice(0, 40) });
}

/** A decimal from trusted text (constants, stored columns): anything malformed is a broken invariant and throws. */
export function dec(text: string | number | bigint): Decimal {
	const result = parseDecimal(String(text));
	if (!result.ok) throw new Error(`Not a decimal: ${String(text)}`);
	return result.value;
}

/** Canonical text: no exponent, no trailing zeros, no plus sign, never "-0". `dec(toText(x))` is x. */
export function toText(value: Decimal): string {
	const negative = value.coefficient < 0n;
	const digits = (negative ? -value.coefficient : value.coefficient)
		.toString()
		.padStart(value.scale + 1, '0');
	const cut = digits.length - value.scale;
	const text = value.scale === 0 ? digits : `${digits.slice(0, cut)}.${digits.slice(cut)}`;
	return negative ? `-${text}` : text;
}

/** Text with exactly `places` decimals, for showing; rounds by `mode` where the value has more. */
export function toFixedText(value: Decimal, places: number, mode: RoundingMode = 'half-up'): string {
	const shown = round(value, places, mode);
	const text = toText(shown);
	if (places === 0) return text;
	const missing = places - shown.scale;
	return (shown.scale === 0 ? `${text}.` : text) + '0'.repeat(missing);
}

export function add(a: Decimal, b: Decimal): Decimal {
	const scale = Math.max(a.scale, b.scale);
	return decimal(scaled(a, scale) + scaled(b, scale), scale);
}

export function subtract(a: Decimal, b: Decimal): Decimal {
	return add(a, negate(b));
}

export function multiply(a: Decimal, b: Decimal): Decimal {
	return decimal(a.coefficient * b.coefficient, a.scale + b.scale);
}

/** a / b rounded once to `places` decimals. Throws on a zero divisor: callers decide what a zero output means. */
export function divide(a: Decimal, b: Decimal, mode: RoundingMode, places: number): Decimal {
	if (b.coefficient === 0n) throw new Error('Division by zero');
	const numerator = a.coefficient * powerOfTen(b.scale + places);
	const denominator = b.coefficient * powerOfTen(a.scale);
	return decimal(divideRounded(numerator, denominator, mode), places);
}

export function round(value: Decimal, places: number, mode: RoundingMode): Decimal {
	if (value.scale <= places) return value;
	return decimal(divideRounded(value.coefficient, powerOfTen(value.scale - places), mode), places);
}

export function negate(value: Decimal): Decimal {
	return { coefficient: -value.coefficient, scale: value.scale };
}

export function absolute(value: Decimal): Decimal {
	return value.coefficient < 0n ? negate(value) : value;
}

/** -1, 0 or 1, exactly: there is no tolerance. */
export function compare(a: Decimal, b: Decimal): -1 | 0 | 1 {
	const scale = Math.max(a.scale, b.scale);
	const x = scaled(a, scale);
	const y = scaled(b, scale);
	return x < y ? -1 : x > y ? 1 : 0;
}

export function equals(a: Decimal, b: Decimal): boolean {
	return compare(a, b) === 0;
}

export function sum(values: Iterable<Decimal>): Decimal {
	let total = ZERO;
	for (const value of values) total = add(total, value);
	return total;
}

export function isZero(value: Decimal): boolean {
	return value.coefficient === 0n;
}

export function isNegative(value: Decimal): boolean {
	return value.coefficient < 0n;
}

export function minimum(a: Decimal, b: Decimal): Decimal {
	return compare(a, b) <= 0 ? a : b;
}

export function maximum(a: Decimal, b: Decimal): Decimal {
	return compare(a, b) >= 0 ? a : b;
}

/** Square root rounded to `places` decimals, by integer Newton steps. Throws below zero. */
export function squareRoot(value: Decimal, mode: RoundingMode, places: number): Decimal {
	if (value.coefficient < 0n) throw new Error('Square root of a negative number');
	// Two guard digits and a sticky one keep the final rounding correct: a root is never an exact tie unless it is exact.
	const guard = places + 2;
	const target = scaled(value, Math.max(value.scale, 2 * guard));
	const extra = Math.max(value.scale, 2 * guard) - 2 * guard;
	const radicand = extra > 0 ? target / powerOfTen(extra) : target;
	const root = integerSquareRoot(radicand);
	const sticky = root * root === radicand && (extra === 0 || target % powerOfTen(extra) === 0n) ? 0n : 1n;
	return decimal(divideRounded(root * 10n + sticky, 1000n, mode), places);
}

/** Newton's steps from above; a double as the start has half of the digits that two or three of them need. */
function integerSquareRoot(n: bigint): bigint {
	if (n < 2n) return n;
	// An even number of bits is taken away, so that its half can be put back.
	const excess = Math.max(0, 4 * n.toString(16).length - 52);
	const shift = excess + (excess % 2);
	let x = BigInt(Math.ceil(Math.sqrt(Number(n >> BigInt(shift)))) + 1) << BigInt(shift / 2);
	for (;;) {
		const next = (x + n / x) >> 1n;
		if (next >= x) return x;
		x = next;
	}
}

function scaled(value: Decimal, scale: number): bigint {
	return value.coefficient * powerOfTen(scale - value.scale);
}
