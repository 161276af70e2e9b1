import { dec, isNegative, isZero, multiply, subtract, add, type Decimal } from '../../decimal/decimal.ts';
import { exponential, naturalLog } from '../../decimal/power.ts';
import { quantileOfType, type QuantileType } from './quantile.ts';
import { FEWEST_FOR_FENCES, type Fences } from './tukey-fences.ts';

/** Digits carried by the logarithms. */
const CARRIED = 30;

/**
 * Tukey's fences of the logarithms (对数离群界限), brought back to the unit of the values, half-up at `places`: unit costs
 * are skewed to the right, and on the raw scale large ones are flagged too readily. Null below five values, and where one
 * is not above zero.
 */
export function logFences(
	ascending: readonly Decimal[],
	places: number,
	type: QuantileType = '7'
): Fences | null {
	const smallest = ascending[0];
	if (!smallest || ascending.length < FEWEST_FOR_FENCES || isNegative(smallest) || isZero(smallest))
		return null;
	const log = (value: Decimal) => naturalLog(value, 'half-up', CARRIED);
	const q1 = quantileOfType(ascending, dec('0.25'), type, log);
	const q3 = quantileOfType(ascending, dec('0.75'), type, log);
	const reach = multiply(dec('1.5'), subtract(q3, q1));
	return {
		low: exponential(subtract(q1, reach), 'half-up', places),
		high: exponential(add(q3, reach), 'half-up', places)
	};
}
