import { decimal, divide, multiply, squareRoot, subtract, sum, type Decimal } from '../../decimal/decimal.ts';

/**
 * Sample standard deviation (样本标准差), divisor n − 1, half-up at `places`; null below two values.
 * Uses Σx² − (Σx)²/n, which loses digits in floating point but is exact here: n·Σx² − (Σx)² has no rounding at all.
 */
export function standardDeviation(values: readonly Decimal[], places: number): Decimal | null {
	const n = BigInt(values.length);
	if (n < 2n) return null;
	const total = sum(values);
	const squares = sum(values.map((value) => multiply(value, value)));
	const numerator = subtract(multiply(decimal(n), squares), multiply(total, total));
	// Twice the digits of the root plus a margin: the root of the divided variance agrees with the true one when rounded.
	const variance = divide(numerator, decimal(n * (n - 1n)), 'half-up', 2 * places + 12);
	return squareRoot(variance, 'half-up', places);
}
