import {
	dec,
	decimal,
	divide,
	isZero,
	multiply,
	subtract,
	sum,
	type Decimal
} from '../../decimal/decimal.ts';
import { quantile } from './quantile.ts';
import type { Weighted } from './volume-weighted.ts';

/** What the centre of a set becomes without one observation. */
export interface Without {
	readonly median: Decimal;
	readonly mean: Decimal;
	/** Null where nothing is produced by the others. */
	readonly volumeWeighted: Decimal | null;
}

/**
 * Leave-one-out influence (逐个剔除的影响): median, mean and volume-weighted mean without each observation, in the order
 * given; quotients half-up at `places`. Empty for a single observation, which leaves nothing to describe.
 */
export function leaveOneOut(observations: readonly Weighted[], places: number): readonly Without[] {
	const n = observations.length;
	if (n < 2) return [];
	const values = observations.map(({ value }) => value);
	const order = values.map((_, i) => i).sort((a, b) => compareAt(values, a, b));
	const rankOf = new Map(order.map((index, rank) => [index, rank]));
	const ascending = order.map((i) => values[i] as Decimal);
	const total = sum(values);
	const cost = sum(observations.map(({ value, output }) => multiply(value, output)));
	const output = sum(observations.map((observation) => observation.output));
	return observations.map((observation, i) => {
		const rest = subtract(output, observation.output);
		const restCost = subtract(cost, multiply(observation.value, observation.output));
		return {
			median: medianWithout(ascending, rankOf.get(i) ?? 0),
			mean: divide(subtract(total, observation.value), decimal(BigInt(n - 1)), 'half-up', places),
			volumeWeighted: isZero(rest) ? null : divide(restCost, rest, 'half-up', places)
		};
	});
}

/** The middle one or two of what is left are at most one place away from the middle of all. */
function medianWithout(ascending: readonly Decimal[], gone: number): Decimal {
	const left = ascending.length - 1;
	const middle = [Math.floor((left - 1) / 2), Math.ceil((left - 1) / 2)];
	const pair = middle.map((rank) => ascending[rank < gone ? rank : rank + 1] as Decimal);
	return quantile(pair, dec('0.5'));
}

function compareAt(values: readonly Decimal[], a: number, b: number): number {
	const difference = subtract(values[a] as Decimal, values[b] as Decimal).coefficient;
	return difference < 0n ? -1 : difference > 0n ? 1 : a - b;
}
