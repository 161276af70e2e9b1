import { divide, multiply, sum, type Decimal } from '../../decimal/decimal.ts';

/** One observation with the output it was produced at, both in the units of the set. */
export interface Weighted {
	readonly value: Decimal;
	readonly output: Decimal;
}

/** Volume-weighted mean (加权平均) Σ(u × Q) / ΣQ = total comparable cost / total output, half-up at `places`. */
export function volumeWeighted(observations: readonly Weighted[], places: number): Decimal {
	const cost = sum(observations.map(({ value, output }) => multiply(value, output)));
	return divide(cost, sum(observations.map(({ output }) => output)), 'half-up', places);
}
