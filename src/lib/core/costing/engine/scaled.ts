import { divideHalfUp, EXACT, LARGEST_POWER, POWERS } from '../../decimal/doubles.ts';

// Exact decimals as scaled integers: below 2^53 such arithmetic is exact and as fast as the machine; everything else is
// answered with NaN, and the caller then asks core/decimal. No rounding of a double ever decides a result.

/** 10^(2 - scale), the nearest double: yuan of any scale that five factors can have → 分. */
const FEN = Float64Array.from({ length: 5 * LARGEST_POWER + 1 }, (_, scale) => Number(`1e${2 - scale}`));

/** Below this size six roundings (four products, the power, its product: 6 × 2^-53) move 分 by less than 1/10,000. */
const PLAIN = 2 ** 36;
const CLEAR_OF_TIE = 0.4999;

/** Above this relative distance from a tie, five factors rounded at every step cannot have crossed it (9 × 2^-53). */
const PRODUCT_ERROR = 1e-15;

/**
 * Yuan as mantissa / 10^scale → 分, half away from zero; NaN where that cannot be told from doubles. The mantissa is the
 * product, in double arithmetic, of at most five whole numbers: exact below 2^53, else within a known error.
 */
export function roundToFen(product: number, scale: number): number {
	const fen = product * (FEN[scale] as number);
	const whole = Math.floor(fen + 0.5);
	const off = fen - whole;
	if (off < CLEAR_OF_TIE && off > -CLEAR_OF_TIE && fen < PLAIN && fen > -PLAIN) return whole;
	return roundNearTie(product, scale);
}

/** The few that are large or near a tie, by their remainders. */
function roundNearTie(product: number, scale: number): number {
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
