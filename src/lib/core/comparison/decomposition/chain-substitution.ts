import { multiply, ONE, subtract, type Decimal } from '../../decimal/decimal.ts';
import type { Effect, Factor } from './factor.ts';

/**
 * Chained substitution (连环替代法), DOMAIN §2.7: the factors change from base to actual one after the other in the given
 * order, and each effect is what the product moves by at its turn. Exact; depends on the order, which the result must name.
 */
export function chainSubstitution(factors: readonly Factor[]): readonly Effect[] {
	let standing = product(factors.map(({ base }) => base));
	return factors.map(({ name }, turn) => {
		const next = product(factors.map(({ base, actual }, i) => (i <= turn ? actual : base)));
		const effect = subtract(next, standing);
		standing = next;
		return { name, effect };
	});
}

/** Π xᵢ, exact. */
export function product(values: readonly Decimal[]): Decimal {
	return values.reduce(multiply, ONE);
}
