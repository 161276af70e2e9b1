import { decimal, parseDecimal, round, toText, type Decimal } from '../../decimal/decimal.ts';
import { divideRounded, powerOfTen } from '../../decimal/rounding.ts';
import { isError, isNumber, type FormulaValue } from '../../formula/value.ts';
import type { NumberKind } from './looks.ts';
import { CELL_DIGITS, fitsCell, type CellFormula, type CellLook, type PlannedCell } from './sheet-plan.ts';

/** A computed number as a workbook keeps it: rounded half-up to its fifteen significant digits. */
export function cellDigits(value: Decimal): string {
	const magnitude = value.coefficient < 0n ? -value.coefficient : value.coefficient;
	const excess = magnitude.toString().length - CELL_DIGITS;
	if (excess <= 0) return toText(value);
	const places = value.scale - excess;
	if (places >= 0) return toText(round(value, places, 'half-up'));
	return toText(decimal(divideRounded(value.coefficient, powerOfTen(excess), 'half-up'), places));
}

/** A typed number exactly as it is: one with more digits than a workbook's number holds is written as text. */
export function exactCell(text: string, look: CellLook): PlannedCell {
	return fitsCell(text) ? { number: text, look } : { text, look };
}

/** A formula with the value it has now. */
export function formulaCell(
	formula: CellFormula,
	value: FormulaValue,
	look: CellLook,
	errorLook: CellLook
): PlannedCell {
	if (isError(value)) return { error: value.error, formula, look: errorLook };
	if (typeof value === 'boolean') return { truth: value, formula, look };
	if (isNumber(value)) return { number: cellDigits(value), formula, look };
	return value === null ? { number: '0', formula, look } : { text: value, formula, look };
}

/** Whole numbers without decimals, all others with two to six. */
export function numberKind(text: string): NumberKind {
	const parsed = parseDecimal(text);
	return parsed.ok && parsed.value.scale === 0 ? 'whole' : 'long';
}
