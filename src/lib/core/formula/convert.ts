import {
	ONE,
	parseDecimal,
	round,
	toText,
	ZERO,
	type Decimal,
	decimal,
	multiply
} from '../decimal/decimal.ts';
import { LIMITS } from '../limits.ts';
import { formulaError, isError, isNumber, type FormulaError, type FormulaValue } from './value.ts';

const GROUPED = /^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d*)?$/;
const SHOWN_TEXT = 20;
/** Significant digits with which a number becomes text, as Excel shows it. */
const TEXT_DIGITS = 15;

/** A number where arithmetic needs one: blank is 0, truths are 1 and 0, a text counts when it says a number. */
export function toNumber(value: FormulaValue): Decimal | FormulaError {
	if (value === null) return ZERO;
	if (typeof value === 'boolean') return value ? ONE : ZERO;
	if (typeof value !== 'string') return value;
	return numberOfText(value) ?? formulaError('#VALUE!', value.slice(0, SHOWN_TEXT));
}

/** The number a text says: "12.5", "1,234", "3%", "1E3"; undefined where it says none. */
export function numberOfText(text: string): Decimal | undefined {
	if (text.length > LIMITS.decimalTextLength) return undefined;
	const trimmed = text.trim();
	const percent = trimmed.endsWith('%');
	const digits = percent ? trimmed.slice(0, -1).trimEnd() : trimmed;
	const parsed = parseDecimal(GROUPED.test(digits) ? digits.replaceAll(',', '') : digits);
	if (!parsed.ok) return undefined;
	return percent ? multiply(parsed.value, decimal(1n, 2)) : parsed.value;
}

/** A truth where a condition needs one: numbers other than 0 are true, "TRUE" and "FALSE" count as truths. */
export function toTruth(value: FormulaValue): boolean | FormulaError {
	if (isError(value)) return value;
	if (value === null) return false;
	if (typeof value === 'boolean') return value;
	if (isNumber(value)) return settled(value).coefficient !== 0n;
	const upper = value.toUpperCase();
	if (upper === 'TRUE' || upper === 'FALSE') return upper === 'TRUE';
	return formulaError('#VALUE!', value.slice(0, SHOWN_TEXT));
}

/** The text "&" joins: numbers with at most 15 significant digits where they have decimals, whole numbers entirely. */
export function toJoined(value: FormulaValue): string | FormulaError {
	if (isError(value)) return value;
	if (value === null) return '';
	if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
	if (typeof value === 'string') return value;
	const digits = (value.coefficient < 0n ? -value.coefficient : value.coefficient).toString().length;
	const places = Math.max(0, value.scale - Math.max(0, digits - TEXT_DIGITS));
	return toText(round(value, places, 'half-up'));
}

/**
 * A number as comparisons, roundings and cuts look at it: what is left of a quotient's 30th decimal does not decide
 * whether 1/3*3 equals 1.
 */
export function settled(value: Decimal): Decimal {
	return round(value, LIMITS.formulaCompareScale, 'half-up');
}
