import { decimal, divide, sum, type Decimal } from '../../decimal/decimal.ts';

/** Arithmetic mean (简单平均) Σx / n, divided once, half-up at `places`. Throws without values. */
export function mean(values: readonly Decimal[], places: number): Decimal {
	return divide(sum(values), decimal(BigInt(values.length)), 'half-up', places);
}
