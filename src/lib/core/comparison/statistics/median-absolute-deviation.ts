import { absolute, dec, subtract, type Decimal } from '../../decimal/decimal.ts';
import { quantile } from './quantile.ts';
import { sorted } from './sorted.ts';

/** Median absolute deviation (绝对中位差) median |x − median|, unscaled and exact. Throws without values. */
export function medianAbsoluteDeviation(ascending: readonly Decimal[]): Decimal {
	const half = dec('0.5');
	const centre = quantile(ascending, half);
	return quantile(sorted(ascending.map((value) => absolute(subtract(value, centre)))), half);
}
