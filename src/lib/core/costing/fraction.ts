import { decimal, type Decimal } from '../decimal/decimal.ts';
import { divideRounded, powerOfTen, type RoundingMode } from '../decimal/rounding.ts';

/** An exact ratio of whole numbers in lowest terms, its denominator above zero. */
export interface Fraction {
	readonly over: bigint;
	readonly under: bigint;
}

export const NONE: Fraction = { over: 0n, under: 1n };

/** Throws on a denominator of zero: callers decide what that means. */
export function fraction(over: bigint, under: bigint): Fraction {
	if (under === 0n) throw new Error('A fraction over zero');
	const divisor = greatestDivisor(over < 0n ? -over : over, under < 0n ? -under : under);
	const sign = under < 0n ? -divisor : divisor;
	return { over: over / sign, under: under / sign };
}

export function plus(a: Fraction, b: Fraction): Fraction {
	if (a.over === 0n) return b;
	if (b.over === 0n) return a;
	return fraction(a.over * b.under + b.over * a.under, a.under * b.under);
}

export function minus(a: Fraction, b: Fraction): Fraction {
	return plus(a, { over: -b.over, under: b.under });
}

/** a ÷ b of two decimals, exactly. */
export function ratio(a: Decimal, b: Decimal): Fraction {
	return fraction(a.coefficient * powerOfTen(b.scale), b.coefficient * powerOfTen(a.scale));
}

/** The value rounded once to `places` decimals. */
export function roundFraction({ over, under }: Fraction, places: number, mode: RoundingMode): Decimal {
	return decimal(divideRounded(over * powerOfTen(places), under, mode), places);
}

function greatestDivisor(a: bigint, b: bigint): bigint {
	let [x, y] = [a, b];
	while (y !== 0n) [x, y] = [y, x % y];
	return x;
}
