/** Where doubles are exact whole numbers, for arithmetic on scaled integers: mantissa / 10^scale. */

/** Whole numbers below this in size, and their sums and products below it, are exact. */
export const EXACT = 2 ** 53;

/** Powers of ten that a double holds exactly. */
export const POWERS = Float64Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));
export const LARGEST_POWER = POWERS.length - 1;

/**
 * Whole number ÷ whole number > 0, half away from zero, both exact: the remainder decides, not the quotient. The dividend
 * must be below 2^53, and below 2^52 where the divisor is odd.
 */
export function divideHalfUp(dividend: number, divisor: number): number {
	const size = dividend < 0 ? -dividend : dividend;
	let quotient = Math.floor(size / divisor + 0.5);
	const remainder = size - quotient * divisor;
	if (remainder + remainder >= divisor) quotient += 1;
	else if (remainder + remainder < -divisor) quotient -= 1;
	return dividend < 0 ? 0 - quotient : quotient;
}
