import {
	add,
	compare,
	decimal,
	isNegative,
	isZero,
	maximum,
	minimum,
	multiply,
	ONE,
	subtract,
	ZERO,
	type Decimal
} from '../../decimal/decimal.ts';
import { powerOfTen } from '../../decimal/rounding.ts';

/** The definitions of a quantile one can choose, by their number in Hyndman & Fan (1996), with the position of p among n. */
export const QUANTILE_TYPES = {
	'7': { label: '第 7 型（同 PERCENTILE.INC）', position: '位次 (n−1)p + 1' },
	'6': { label: '第 6 型（同 PERCENTILE.EXC）', position: '位次 (n+1)p，超出两端时取端点' }
} as const;
export type QuantileType = keyof typeof QUANTILE_TYPES;

/**
 * Quantile of type 7 (Hyndman & Fan 1996; Excel PERCENTILE.INC, R's default) of ascending values, 0 ≤ p ≤ 1.
 * With h = (n − 1)p it is x[⌊h⌋] + (h − ⌊h⌋)(x[⌊h⌋+1] − x[⌊h⌋]). Exact: h is a decimal, so nothing is rounded.
 * Throws without values or for p outside 0…1: callers decide what an empty set means.
 */
export function quantile(ascending: readonly Decimal[], p: Decimal): Decimal {
	return quantileOfType(ascending, p, '7');
}

/**
 * Quantile of the type named. Type 6 (Weibull; Excel PERCENTILE.EXC, Minitab, SPSS) has h = (n + 1)p − 1, held between the
 * ends. `read` gives what is interpolated from an element, so that a quantile of logarithms takes two logarithms, not n.
 */
export function quantileOfType(
	ascending: readonly Decimal[],
	p: Decimal,
	type: QuantileType,
	read: (element: Decimal) => Decimal = (element) => element
): Decimal {
	const last = decimal(BigInt(ascending.length - 1));
	const h =
		type === '7'
			? multiply(last, p)
			: minimum(last, maximum(ZERO, subtract(multiply(decimal(BigInt(ascending.length + 1)), p), ONE)));
	const whole = Number(h.coefficient / powerOfTen(h.scale));
	const below = ascending[whole];
	if (!below || isNegative(p) || compare(p, ONE) > 0)
		throw new Error(`No quantile ${p.coefficient}e-${p.scale} of ${ascending.length} values`);
	const above = ascending[whole + 1];
	const part = subtract(h, decimal(BigInt(whole)));
	const first = read(below);
	return !above || isZero(part) ? first : add(first, multiply(part, subtract(read(above), first)));
}
