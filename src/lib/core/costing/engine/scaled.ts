import { divideHalfUp, EXACT, LARGEST_POWER, POWERS } from '../../decimal/doubles.ts';

// Exact decimals as scaled integers: below 2^53 such arithmetic is exact and as fast as the machine; everything else is
// answered with NaN, and the caller then asks core/decimal. No rounding of a double ever decides a result.

/** Above this relative distance from a tie, five factors rounded at every step cannot have crossed it (9 × 2^-53). */
const PRODUCT_ERROR = 1e-15;

/**
 * Yuan as mantissa / 10^scale → 分, half away from zero; NaN where that cannot be told from doubles. The mantissa is the
 * product, in double arithmetic, of at most five whole numbers: exact below 2^53, else within a known error.
 */
export function roundToFen(product: number, scale: number): number {
	if (scale <= 2) {
		const fen = product * (POWERS[2 - scale] as number);
		return fen < EXACT && fen > -EXACT ? fen + 0 : NaN;
	}
	if (scale - 2 > LARGEST_POWER) return NaN;
	const divisor = POWERS[scale - 2] as number;
	if (product < EXACT && product > -EXACT) return divideHalfUp(product, divisor);
	const size = Math.abs(product) / divisor;
	const whole = Math.floor(size);
	const distance = size - whole - 0.5;
	// A product that is not exact still decides where its error bound stays clear of the tie; NaN and infinity never do.
	if (!(Math.abs(distance) > size * PRODUCT_ERROR)) return NaN;
	const rounded = distance < 0 ? whole : whole + 1;
	return product < 0 ? 0 - rounded : rounded;
}
