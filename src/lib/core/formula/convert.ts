import {
	ONE,
	parseDecimal,
	round,
	toText,
	ZERO,
	type Decimal,
	decimal,
	multiply,
	negate
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

/**
 * The number a text says: "12.5", "1,234", "3%", "1E3", "(3)" and "- 3" for those below zero, and the day of a date
 * "2024-01-31"; undefined where it says none. Dates in other orders, clock times, fractions and money signs mean what
 * the settings of a computer say, and so are no numbers here.
 */
export function numberOfText(text: string): Decimal | undefined {
	if (text.length > LIMITS.decimalTextLength) return undefined;
	const trimmed = text.trim();
	const [, signed, inBrackets] = BELOW_ZERO.exec(trimmed) ?? [];
	const size = signed ?? inBrackets;
	if (size !== undefined) {
		const value = plainNumber(size);
		return value && negate(value);
	}
	return plainNumber(trimmed) ?? dayOfDate(trimmed);
}

/** "- 3" and "( 3 )"; what stands inside brings no sign of its own. */
const BELOW_ZERO = /^(?:-\s+([\d.].*)|\(\s*([\d.,]*)\s*\))$/;
const DATE = /^(\d{4})-(\d{1,2})-(\d{1,2})$/;
/** Day 0 of the calendar of workbooks; from March 1900 on it agrees with the one that has a 29 February 1900. */
const DAY_ZERO = Date.UTC(1899, 11, 30);
const FIRST_DAY = 61;
const MILLISECONDS_A_DAY = 86_400_000;

/** The serial day of an ISO date, as workbooks count days; undefined for days that do not exist. */
function dayOfDate(text: string): Decimal | undefined {
	const [, year, month, day] = DATE.exec(text) ?? [];
	if (year === undefined) return undefined;
	const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
	if (date.getUTCMonth() !== Number(month) - 1 || date.getUTCDate() !== Number(day)) return undefined;
	const serial = (date.getTime() - DAY_ZERO) / MILLISECONDS_A_DAY;
	return serial < FIRST_DAY ? undefined : decimal(BigInt(serial));
}

function plainNumber(trimmed: string): Decimal | undefined {
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
