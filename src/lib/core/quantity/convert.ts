import { decimal, divide, multiply, type Decimal } from '../decimal/decimal.ts';
import { LIMITS } from '../limits.ts';
import { problem } from '../problem.ts';
import { ok, refuse, type Result } from '../result.ts';
import type { Unit } from './units.ts';

/**
 * The same quantity in another unit: 15 亩 = 10,000 ㎡. Exact wherever the result ends; otherwise rounded half-up at
 * `LIMITS.intermediateScale`. Refuses units of another dimension.
 */
export function convertQuantity(value: Decimal, from: Unit, to: Unit): Result<Decimal> {
	return scaleBy(value, from, to, from.numerator * to.denominator, from.denominator * to.numerator);
}

/**
 * The same rate per another unit: 元 per `from` → 元 per `to`. A rate converts inversely to its quantity, so that
 * quantity × rate, the money, stays what it was: 10 元/㎡ = 100,000 元/公顷.
 */
export function convertRate(ratePerFrom: Decimal, from: Unit, to: Unit): Result<Decimal> {
	return scaleBy(ratePerFrom, from, to, from.denominator * to.numerator, from.numerator * to.denominator);
}

export function sameDimension(a: Unit, b: Unit): boolean {
	return a.dimension === b.dimension;
}

function scaleBy(
	value: Decimal,
	from: Unit,
	to: Unit,
	numerator: bigint,
	denominator: bigint
): Result<Decimal> {
	if (!sameDimension(from, to)) return refuse(problem('unit/mismatch', { from: from.name, to: to.name }));
	const scaled = multiply(value, decimal(numerator));
	return ok(
		divide(scaled, decimal(denominator), 'half-up', Math.max(LIMITS.intermediateScale, scaled.scale))
	);
}
