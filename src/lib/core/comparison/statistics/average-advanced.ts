import { compare, decimal, multiply, sum, type Decimal } from '../../decimal/decimal.ts';
import { mean } from './mean.ts';

/**
 * Average advanced level (平均先进水平), first form: the mean of the values not above the mean, because a lower unit
 * cost for the same service is the better one. Half-up at `places`. Throws without values.
 */
export function averageAdvanced(values: readonly Decimal[], places: number): Decimal {
	return mean(notAboveMean(values), places);
}

/** The values x ≤ x̄, compared as n·x ≤ Σx so that no rounding of the mean decides who belongs. */
export function notAboveMean(values: readonly Decimal[]): readonly Decimal[] {
	const total = sum(values);
	const n = decimal(BigInt(values.length));
	return values.filter((value) => compare(multiply(n, value), total) <= 0);
}
