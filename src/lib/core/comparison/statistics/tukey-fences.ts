import { add, compare, dec, multiply, subtract, type Decimal } from '../../decimal/decimal.ts';
import { quantileOfType, type QuantileType } from './quantile.ts';

export interface Fences {
	readonly low: Decimal;
	readonly high: Decimal;
}

/** Below this many values a quartile is an opinion, so nothing is flagged automatically. */
export const FEWEST_FOR_FENCES = 5;

/** Tukey's fences (离群界限) Q1 − 1.5 IQR and Q3 + 1.5 IQR of ascending values, exact; null for fewer than five. */
export function tukeyFences(ascending: readonly Decimal[], type: QuantileType = '7'): Fences | null {
	if (ascending.length < FEWEST_FOR_FENCES) return null;
	const q1 = quantileOfType(ascending, dec('0.25'), type);
	const q3 = quantileOfType(ascending, dec('0.75'), type);
	const reach = multiply(dec('1.5'), subtract(q3, q1));
	return { low: subtract(q1, reach), high: add(q3, reach) };
}

/** On which side of the fences a value lies outside; a value on a fence is inside. */
export function outside(value: Decimal, fences: Fences | null): 'low' | 'high' | null {
	if (fences === null) return null;
	if (compare(value, fences.low) < 0) return 'low';
	return compare(value, fences.high) > 0 ? 'high' : null;
}
