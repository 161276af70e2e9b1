import { compare, decimal, isNegative, isZero, multiply, ONE, round, type Decimal } from './decimal.ts';
import { powerOfTen, type RoundingMode } from './rounding.ts';

/**
 * Logarithm, exponential and real powers of decimals in fixed-point integer arithmetic, rounded once at the end. The same
 * digits on every machine: Math.log and Math.pow may differ in the last one between engines, and a figure that is issued
 * must not.
 */

/** Digits carried beyond the wanted ones. */
const GUARD = 12;

/** ln x rounded to `places`. Throws for x ≤ 0. */
export function naturalLog(x: Decimal, mode: RoundingMode, places: number): Decimal {
	if (isZero(x) || isNegative(x)) throw new Error('Logarithm of a number not above zero');
	const digits = places + GUARD;
	return round(decimal(logScaled(x, digits), digits), places, mode);
}

/** eˣ rounded to `places`. */
export function exponential(x: Decimal, mode: RoundingMode, places: number): Decimal {
	// The whole part of the result needs digits of its own: e^x has about 0.4343·x of them.
	const whole = Math.max(0, Math.ceil(roughly(x) / 2)) + 1;
	const digits = places + GUARD + whole;
	const scaled = (x.coefficient * powerOfTen(digits)) / powerOfTen(x.scale);
	return round(decimal(expScaled(scaled, digits), digits), places, mode);
}

/**
 * base^exponent rounded to `places`, for base > 0; whole exponents up to 1,000 are multiplied out and exact before the
 * rounding, others go through exp(exponent · ln base). Throws for a base not above zero.
 */
export function power(base: Decimal, exponent: Decimal, mode: RoundingMode, places: number): Decimal {
	if (isZero(base) || isNegative(base)) throw new Error('Power of a number not above zero');
	if (compare(base, ONE) === 0 || isZero(exponent)) return ONE;
	if (exponent.scale === 0 && exponent.coefficient > 0n && exponent.coefficient <= 1000n)
		return round(wholePower(base, Number(exponent.coefficient)), places, mode);
	const size = Math.abs(roughly(exponent) * roughLog(base));
	const digits = places + GUARD + Math.ceil(size / 2) + 10;
	const log = decimal(logScaled(base, digits), digits);
	return exponential(multiply(exponent, log), mode, places);
}

function wholePower(base: Decimal, exponent: number): Decimal {
	let result = ONE;
	let factor = base;
	for (let left = exponent; left > 0; left >>= 1) {
		if (left % 2 === 1) result = multiply(result, factor);
		if (left > 1) factor = multiply(factor, factor);
	}
	return result;
}

/** A double near x, which only decides how many digits are carried; digits beyond a double's exponent are cut first. */
function roughly(x: Decimal): number {
	const { coefficient, scale } = round(x, 15, 'half-up');
	return Number(coefficient) / 10 ** scale;
}

function roughLog(x: Decimal): number {
	return (x.coefficient.toString().length - x.scale) * Math.LN10;
}

/** ln x · 10^digits: x = m · 2^k with ¾ ≤ m < 1½, then ln m = 2 artanh((m − 1)/(m + 1)), whose series converges fast. */
function logScaled(x: Decimal, digits: number): bigint {
	const unit = powerOfTen(digits + GUARD);
	// Four bits for each decimal keep the digits of very small numbers.
	const spare = 4 * x.scale;
	let m = ((x.coefficient * unit) << BigInt(spare)) / powerOfTen(x.scale);
	let k = bitLength(m) - bitLength(unit);
	m = k >= 0 ? m >> BigInt(k) : m << BigInt(-k);
	if (2n * m >= 3n * unit) {
		m >>= 1n;
		k += 1;
	} else if (4n * m < 3n * unit) {
		m <<= 1n;
		k -= 1;
	}
	const twos = k - spare;
	const scaled = 2n * artanh(m - unit, m + unit, unit) + (twos === 0 ? 0n : BigInt(twos) * logOfTwo(unit));
	return scaled / powerOfTen(GUARD);
}

function bitLength(n: bigint): number {
	return n.toString(2).length;
}

const LN_2_UNIT = powerOfTen(200);
const LN_2 = 2n * artanh(1n, 3n, LN_2_UNIT);

/** ln 2 = 2 artanh(1/3), scaled by `unit`. */
function logOfTwo(unit: bigint): bigint {
	return unit <= LN_2_UNIT ? (LN_2 * unit) / LN_2_UNIT : 2n * artanh(1n, 3n, unit);
}

/** artanh(a/b) scaled by `unit`: Σ (a/b)^(2j+1) / (2j+1). */
function artanh(a: bigint, b: bigint, unit: bigint): bigint {
	let term = (a * unit) / b;
	const square = (a * a * unit) / (b * b);
	let sum = 0n;
	for (let j = 1n; term !== 0n; j += 2n) {
		sum += term / j;
		term = (term * square) / unit;
	}
	return sum;
}

/** e^(x / 10^digits) · 10^digits: halved until small, the series summed, squared back. */
function expScaled(x: bigint, digits: number): bigint {
	const halvings = 16;
	const unit = powerOfTen(digits + GUARD);
	let term = unit;
	let sum = unit;
	const small = (x * powerOfTen(GUARD)) / (1n << BigInt(halvings));
	for (let j = 1n; term !== 0n; j += 1n) {
		term = (term * small) / (unit * j);
		sum += term;
	}
	for (let i = 0; i < halvings; i += 1) sum = (sum * sum) / unit;
	return sum / powerOfTen(GUARD);
}
