import { compare, type Decimal } from '../../decimal/decimal.ts';

/** Ascending copy; the order every rank statistic starts from. */
export function sorted(values: readonly Decimal[]): readonly Decimal[] {
	return [...values].sort(compare);
}
