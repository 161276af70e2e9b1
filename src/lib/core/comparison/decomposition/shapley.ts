import {
	add,
	decimal,
	divide,
	multiply,
	round,
	subtract,
	ZERO,
	type Decimal
} from '../../decimal/decimal.ts';
import { apportion } from './apportion.ts';
import { product } from './chain-substitution.ts';
import type { Effect, Factor } from './factor.ts';

/** More factors than this would need more than a million evaluations, and nobody reads them. */
export const MOST_FACTORS = 12;

/** Decimals carried by an effect before it is rounded: the exact value is a fraction with the divisor k!. */
const CARRIED = 40;

/**
 * Shapley split (夏普利分解) of Y₁ − Y₀ over k players: what a player adds, averaged over all orders in which they may come
 * in (Shapley 1953; Shorrocks 2013 for decompositions). `valueOf` gives Y when the players of the bit mask are at their
 * actual state and the others at the base. Free of any order, and the effects add up exactly to the rounded difference, or
 * to `total` where both ends were rounded before.
 */
export function shapley(
	k: number,
	valueOf: (mask: number) => Decimal,
	places: number,
	total?: Decimal
): readonly Decimal[] {
	if (k > MOST_FACTORS) throw new Error(`No more than ${MOST_FACTORS} factors can be split`);
	const values = Array.from({ length: 1 << k }, (_, mask) => valueOf(mask));
	const weights = weightsOf(k);
	const orders = decimal(factorial(k));
	const effects = Array.from({ length: k }, (_, player) => {
		const bit = 1 << player;
		let sum = ZERO;
		for (let mask = 0; mask < values.length; mask += 1) {
			if (mask & bit) continue;
			const gain = subtract(values[mask | bit] ?? ZERO, values[mask] ?? ZERO);
			sum = add(sum, multiply(decimal(weights[members(mask)] ?? 0n), gain));
		}
		return divide(sum, orders, 'half-up', CARRIED);
	});
	const difference = subtract(values.at(-1) ?? ZERO, values[0] ?? ZERO);
	return apportion(effects, total ?? round(difference, places, 'half-up'), places);
}

/** The split of a product of factors. */
export function shapleyOfProduct(factors: readonly Factor[], places: number): readonly Effect[] {
	const valueOf = (mask: number) =>
		product(factors.map(({ base, actual }, i) => (mask & (1 << i) ? actual : base)));
	const effects = shapley(factors.length, valueOf, places);
	return factors.map(({ name }, i) => ({ name, effect: effects[i] ?? ZERO }));
}

/** s!·(k − s − 1)! by the size s of the coalition that is joined. */
function weightsOf(k: number): readonly bigint[] {
	return Array.from({ length: k }, (_, s) => factorial(s) * factorial(k - s - 1));
}

function factorial(n: number): bigint {
	let result = 1n;
	for (let i = 2n; i <= BigInt(n); i += 1n) result *= i;
	return result;
}

function members(mask: number): number {
	let count = 0;
	for (let rest = mask; rest !== 0; rest &= rest - 1) count += 1;
	return count;
}
