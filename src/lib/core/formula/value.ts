import { toText, type Decimal } from '../decimal/decimal.ts';

export type FormulaErrorCode = '#DIV/0!' | '#REF!' | '#NAME?' | '#VALUE!' | '#NUM!' | '#N/A' | '#CYCLE!';

/** An error is a value, as in Excel: it stands in the cell and travels to whatever reads the cell. */
export interface FormulaError {
	readonly error: FormulaErrorCode;
	/** What it is about: the unknown name, the missing line, the ring of a cycle; "" where the code says it all. */
	readonly detail: string;
}

/** What a formula or a cell may hold. null is a blank cell: zero in arithmetic, skipped by SUM and its kind. */
export type FormulaValue = Decimal | boolean | string | null | FormulaError;

export function formulaError(error: FormulaErrorCode, detail = ''): FormulaError {
	return { error, detail };
}

export function isError(value: unknown): value is FormulaError {
	return typeof value === 'object' && value !== null && 'error' in value;
}

export function isNumber(value: FormulaValue): value is Decimal {
	return typeof value === 'object' && value !== null && 'coefficient' in value;
}

/** The text of a value as "&" joins it and as a test compares it. */
export function valueText(value: FormulaValue): string {
	if (value === null) return '';
	if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
	if (typeof value === 'string') return value;
	return isError(value) ? value.error : toText(value);
}
