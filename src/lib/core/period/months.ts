import { decimal, divide, multiply, type Decimal } from '../decimal/decimal.ts';
import { LIMITS } from '../limits.ts';
import { date, type DateText } from './date.ts';

/** Brings a value for `months` to twelve months: value × 12 / months, half-up at `places` decimals. Months must be above zero. */
export function annualise(
	value: Decimal,
	months: number,
	places: number = LIMITS.intermediateScale
): Decimal {
	return bringToMonths(value, months, 12, places);
}

/** Brings a value for `from` months to `to` months, half-up at `places` decimals. */
export function bringToMonths(value: Decimal, from: number, to: number, places: number): Decimal {
	if (from === to) return value;
	return divide(multiply(value, decimal(BigInt(to))), decimal(BigInt(from)), 'half-up', places);
}

/** The fiscal year (预算年度) is the calendar year: 预算法 第十八条. */
export function fiscalYearStart(year: number): DateText {
	return date(`${String(year).padStart(4, '0')}-01-01`);
}

export function fiscalYearEnd(year: number): DateText {
	return date(`${String(year).padStart(4, '0')}-12-31`);
}
