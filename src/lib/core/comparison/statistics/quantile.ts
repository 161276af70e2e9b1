import {
	add,
	compare,
	decimal,
	isNegative,
	multiply,
	ONE,
	subtract,
	type Decimal
} from '../../decimal/decimal.ts';
import { powerOfTen } from '../../decimal/rounding.ts';

/**
 * Quantile of type 7 (Hyndman & Fan 1996; Excel PERCENTILE.INC, R's default) of ascending values, 0 ≤ p ≤ 1.
 * With h = (n − 1)p it is x[⌊h⌋] + (h − ⌊h⌋)(x[⌊h⌋+1] − x[⌊h⌋]). Exact: h is a decimal, so nothing is rounded.
 * Throws without values or for p outside 0…1: callers decide what an empty set means.
 */
export function quantile(ascending: readonly Decimal[], p: Decimal): Decimal {
	const h = multiply(decimal(BigInt(ascending.length - 1)), p);
	const whole = Number(h.coefficient / powerOfTen(h.scale));
	const below = ascending[whole];
	if (!below || isNegative(p) || compare(p, ONE) > 0)
		throw new Error(`No quantile ${p.coefficient}e-${p.scale} of ${ascending.length} values`);
	const above = ascending[whole + 1];
	if (!above) return below;
	const part = subtract(h, decimal(BigInt(whole)));
	return add(below, multiply(part, subtract(above, below)));
}
