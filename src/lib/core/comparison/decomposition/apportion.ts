import { decimal, multiply, type Decimal } from '../../decimal/decimal.ts';
import { divideRounded, powerOfTen } from '../../decimal/rounding.ts';

/**
 * Rounds parts to `places` so that they add up to `total`, which must have no more than `places` decimals: each is rounded
 * down, and the units that are missing go to the largest remainders, ties to the earlier part (最大余数法). Where the total
 * was rounded by itself it may be a unit off the parts; that unit is taken from the smallest remainder, or given too.
 */
export function apportion(parts: readonly Decimal[], total: Decimal, places: number): readonly Decimal[] {
	const unit = powerOfTen(places);
	const floors = parts.map((part) => divideRounded(part.coefficient * unit, powerOfTen(part.scale), 'floor'));
	const wanted = divideRounded(total.coefficient * unit, powerOfTen(total.scale), 'half-up');
	const missing = Number(wanted - floors.reduce((sum, floor) => sum + floor, 0n));
	if (missing < -1 || missing > parts.length + 1)
		throw new Error('The parts to be rounded do not add up to their total');
	const byRemainder = parts
		.map((part, i) => ({ i, rest: remainder(part, floors[i] ?? 0n, places) }))
		.sort((a, b) => (a.rest === b.rest ? a.i - b.i : a.rest > b.rest ? -1 : 1))
		.map(({ i }) => i);
	const rounded = [...floors];
	const order = missing < 0 ? byRemainder.toReversed() : byRemainder;
	const step = missing < 0 ? -1n : 1n;
	for (let given = 0; given < Math.abs(missing); given += 1) {
		const i = order[given % order.length] ?? 0;
		rounded[i] = (rounded[i] ?? 0n) + step;
	}
	return rounded.map((value) => decimal(value, places));
}

/** part − floor in units of 10^−(places + 40), enough to tell any two apart that differ in forty digits. */
function remainder(part: Decimal, floor: bigint, places: number): bigint {
	const fine = multiply(part, decimal(powerOfTen(places + 40)));
	return divideRounded(fine.coefficient, powerOfTen(fine.scale), 'floor') - floor * powerOfTen(40);
}
