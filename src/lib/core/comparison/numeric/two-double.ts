/**
 * Numbers carried as an unevaluated sum of two doubles (about 32 decimal digits; Dekker 1971, Knuth TAOCP 2 §4.2.2).
 * Sums of squares, QR steps and dot products run on these, so that what comes out as a double is right in all its digits.
 */
export interface TwoDouble {
	readonly high: number;
	readonly low: number;
}

export const ZERO: TwoDouble = { high: 0, low: 0 };

export function twoDouble(value: number): TwoDouble {
	return { high: value, low: 0 };
}

export function toDouble({ high, low }: TwoDouble): number {
	return high + low;
}

export function plus(a: TwoDouble, b: TwoDouble): TwoDouble {
	const sum = a.high + b.high;
	const part = sum - a.high;
	const error = a.high - (sum - part) + (b.high - part);
	return settled(sum, error + a.low + b.low);
}

export function negative({ high, low }: TwoDouble): TwoDouble {
	return { high: -high, low: -low };
}

export function minus(a: TwoDouble, b: TwoDouble): TwoDouble {
	return plus(a, negative(b));
}

export function times(a: TwoDouble, b: TwoDouble): TwoDouble {
	const product = exactProduct(a.high, b.high);
	return settled(product.high, product.low + (a.high * b.low + a.low * b.high));
}

/** One step of Newton on the double quotient, then one on the rest: full double-double accuracy. */
export function over(a: TwoDouble, b: TwoDouble): TwoDouble {
	const first = a.high / b.high;
	const rest = minus(a, times(b, twoDouble(first)));
	const second = rest.high / b.high;
	const tail = minus(rest, times(b, twoDouble(second)));
	return plus(plus(twoDouble(first), twoDouble(second)), twoDouble(tail.high / b.high));
}

/** Square root of a value not below zero. */
export function root(a: TwoDouble): TwoDouble {
	if (a.high <= 0) return ZERO;
	const first = Math.sqrt(a.high);
	const rest = minus(a, exactProduct(first, first));
	return plus(twoDouble(first), twoDouble(rest.high / (2 * first)));
}

/** a × b without rounding, by splitting both factors in halves of 26 bits (Veltkamp). */
export function exactProduct(a: number, b: number): TwoDouble {
	const high = a * b;
	const [aTop, aRest] = halves(a);
	const [bTop, bRest] = halves(b);
	return { high, low: aTop * bTop - high + aTop * bRest + aRest * bTop + aRest * bRest };
}

const SPLITTER = 2 ** 27 + 1;

function halves(value: number): readonly [number, number] {
	const scaled = SPLITTER * value;
	const top = scaled - (scaled - value);
	return [top, value - top];
}

function settled(high: number, low: number): TwoDouble {
	const sum = high + low;
	return { high: sum, low: low - (sum - high) };
}
