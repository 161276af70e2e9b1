import { divide, isZero, type Decimal } from '../../decimal/decimal.ts';
import { mean } from './mean.ts';
import { standardDeviation } from './standard-deviation.ts';

/** Digits carried by the two parts before the one division that is kept. */
const GUARD = 12;

/** Coefficient of variation (离散系数) s / x̄, half-up at `places`; null below two values or where the mean is zero. */
export function variation(values: readonly Decimal[], places: number): Decimal | null {
	const deviation = standardDeviation(values, places + GUARD);
	if (deviation === null) return null;
	const centre = mean(values, places + GUARD);
	return isZero(centre) ? null : divide(deviation, centre, 'half-up', places);
}
