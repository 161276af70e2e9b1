import type { EditField } from '#lib/core/costing/edit-command.ts';
import { isPlainField } from '#lib/core/costing/edit-command.ts';
import { fieldValue, shownValue, typedText } from '#lib/core/costing/field-text.ts';
import { fieldRule, isNumericField, LEAF_FIELDS } from '#lib/core/costing/line-fields.ts';
import { FORMULA_FIELDS, type CostLine, type FormulaField } from '#lib/core/costing/line.ts';
import type { NamedParameter } from '#lib/core/costing/named-parameter.ts';
import type { Tree } from '#lib/core/costing/tree.ts';
import { isYearColumn, type YearColumn } from '#lib/core/costing/year-column.ts';
import { dec, multiply, ONE, toText, type Decimal } from '#lib/core/decimal/decimal.ts';
import { isFormula } from '#lib/core/formula/references.ts';
import { fen, fenFromYuan, fenText, formatFen, groupThousands } from '#lib/core/money/fen.ts';
import type { SheetColumn } from './column-sets.ts';
import type { SheetRow } from './flatten.ts';
import { typedFormula } from './formula-text.ts';

/** What a cell shows. */
export function shownText(row: SheetRow, field: EditField): string {
	const { line, figures, isParent } = row;
	if (isFormulaField(field))
		return figures[field] === null ? errorAt(row, field) : numberText(figures[field]);
	if (isYearColumn(field)) {
		const amount = figures.years[field];
		return amount === undefined ? errorAt(row, field) : formatFen(amount);
	}
	switch (field) {
		case 'statedAmount':
			return isEmptyAmount(row) ? '' : formatFen(figures.declared);
		case 'verifiedAmount':
			return isEmptyAmount(row) && line.verifiedAmount === null ? '' : formatFen(figures.verified);
		case 'adjustment':
			return figures.verified === figures.declared ? '' : formatFen(adjustmentOf(row));
		case 'recurrence':
			return line.recurrence === 'once' && !isParent ? shownValue(field, line.recurrence) : '';
		case 'periodMonths':
			return isParent ? '' : String(line.periodMonths);
		default:
			return shownValue(field, fieldValue(line, field));
	}
}

/** What the editor starts with: exact, without separators; what `readTyped` reads back to the same value. */
export function editText(
	row: SheetRow,
	field: EditField,
	tree: Tree,
	parameters: readonly NamedParameter[] = []
): string {
	const { line, figures } = row;
	if (field === 'statedAmount') return isEmptyAmount(row) ? '' : fenText(figures.declared);
	if (field === 'adjustment') return line.verifiedAmount === null ? '' : fenText(adjustmentOf(row));
	const text = typedText(field, fieldValue(line, field));
	return isFormula(text) ? typedFormula(text, tree, parameters) : text;
}

/** The value of a cell without separators, as other programs calculate with it. */
export function plainText(row: SheetRow, field: EditField): string {
	const shown = shownText(row, field);
	return isNumericField(field) ? shown.replaceAll(',', '') : shown;
}

/** The formula that stands in a cell, as stored; null where there is none. */
export function formulaAt({ line }: SheetRow, field: EditField): string | null {
	if (!isFormulaField(field) && !isYearColumn(field)) return null;
	const text = isYearColumn(field) ? (line.years[field] ?? null) : line[field];
	return isFormula(text) ? text : null;
}

/** Whether the shown value follows from other cells (grey) instead of standing here itself (blue). */
export function isDerived(row: SheetRow, field: EditField): boolean {
	const { line, isParent } = row;
	if (field === 'statedAmount') return isParent || line.amountBasis === 'computed';
	if (field === 'verifiedAmount' || field === 'adjustment') return isParent || line.verifiedAmount === null;
	if (isYearColumn(field)) return isParent || isFormula(line.years[field] ?? null);
	// A cell without content of its own follows the formula of its whole column, if there is one.
	return (
		isFormulaField(field) && (isFormula(line[field]) || (line[field] === null && row.figures[field] !== null))
	);
}

/** Sums of parents cannot be typed over, and what only lines without children carry cannot be typed there. */
export function isEditable(row: SheetRow, field: EditField): boolean {
	return !(row.isParent && isOfLeaves(field));
}

/** Whether only lines without children carry a field. */
export function isOfLeaves(field: EditField): boolean {
	return isPlainField(field) ? LEAF_FIELDS.includes(field) : true;
}

/** Whether a shown text is a number below zero. */
export function isNegativeText(text: string): boolean {
	return /^-\d/.test(text);
}

/** Which figure the source panel explains for a cell: amounts by what they come to, the others by their field. */
export function figureOf(column: SheetColumn): string | null {
	if (column === 'statedAmount') return 'declared';
	if (column === 'verifiedAmount') return 'verified';
	if (column === 'period' || isFormulaField(column)) return column;
	return null;
}

/**
 * Whether a stated amount is just what plain factors come to, so that nothing is lost when it follows them from now on.
 */
export function amountFollowsFactors(line: CostLine): boolean {
	const { statedAmount, amountBasis, quantity, unitPrice } = line;
	if (statedAmount === null || amountBasis === 'computed' || quantity === null || unitPrice === null)
		return false;
	const factors = FORMULA_FIELDS.map((field) => line[field]).filter((factor) => factor !== null);
	if (factors.some(isFormula)) return false;
	const product = fenFromYuan(factors.map((factor) => dec(factor)).reduce(multiply, ONE), 'half-up');
	return product.ok && product.value === statedAmount;
}

export function isFormulaField(field: string): field is FormulaField {
	return (FORMULA_FIELDS as readonly string[]).includes(field);
}

/** Whether amounts of the field are shown in the unit of the sheet. */
export function isMoneyField(field: EditField): boolean {
	const { kind } = fieldRule(field);
	return kind === 'money' || kind === 'year';
}

/** What a formula without a number shows; of several in a line, the error of the first stands for all. */
function errorAt(row: SheetRow, field: FormulaField | YearColumn): string {
	const { error } = row.figures;
	return error && (error.column === field || formulaAt(row, field) !== null) ? error.error.error : '';
}

function adjustmentOf({ figures }: SheetRow) {
	return fen(figures.verified - figures.declared);
}

/** A line without an amount and without both factors shows nothing rather than a zero nobody typed. */
function isEmptyAmount({ line, figures, isParent }: SheetRow): boolean {
	if (isParent) return false;
	return line.amountBasis === 'stated' ? line.statedAmount === null : figures.computed === null;
}

function numberText(value: Decimal): string {
	return groupThousands(toText(value));
}
