import type { EditField } from '#lib/core/costing/edit-command.ts';
import { ADJUSTMENT_REASONS, COST_ELEMENTS } from '#lib/core/costing/line.ts';
import type { Tree } from '#lib/core/costing/tree.ts';
import { toText, type Decimal } from '#lib/core/decimal/decimal.ts';
import { isFormula } from '#lib/core/formula/references.ts';
import { fenText, formatFen, groupThousands } from '#lib/core/money/fen.ts';
import { RECURRENCE_LABELS } from './cell-input.ts';
import type { SheetColumn } from './column-sets.ts';
import type { SheetRow } from './flatten.ts';
import { typedFormula } from './formula-text.ts';

/** What a cell shows. */
export function shownText(row: SheetRow, field: EditField): string {
	const { line, figures, isParent } = row;
	switch (field) {
		case 'quantity':
		case 'unitPrice':
			if (figures.error?.column === field) return figures.error.error.error;
			return numberText(figures[field]);
		case 'coefficient':
			return line.coefficient === null ? '' : groupThousands(line.coefficient);
		case 'statedAmount':
			return isEmptyAmount(row) ? '' : formatFen(figures.declared);
		case 'verifiedAmount':
			return isEmptyAmount(row) && line.verifiedAmount === null ? '' : formatFen(figures.verified);
		case 'element':
			return line.element === null ? '' : COST_ELEMENTS[line.element];
		case 'reason':
			return line.reason === null ? '' : ADJUSTMENT_REASONS[line.reason];
		case 'recurrence':
			return line.recurrence === 'once' && !isParent ? RECURRENCE_LABELS.once : '';
		case 'periodMonths':
			return isParent ? '' : String(line.periodMonths);
		default:
			return line[field];
	}
}

/** What the editor starts with: exact, without separators; what `readTyped` reads back to the same value. */
export function editText(row: SheetRow, field: EditField, tree: Tree): string {
	const { line, figures } = row;
	switch (field) {
		case 'quantity':
		case 'unitPrice': {
			const text = line[field] ?? '';
			return isFormula(text) ? typedFormula(text, tree) : text;
		}
		case 'statedAmount':
			return isEmptyAmount(row) ? '' : fenText(figures.declared);
		case 'verifiedAmount':
			return line.verifiedAmount === null ? '' : fenText(line.verifiedAmount);
		default:
			return String(line[field] ?? '');
	}
}

/** Whether the shown value follows from other cells (grey) instead of standing here itself (blue). */
export function isDerived(row: SheetRow, field: EditField): boolean {
	const { line, isParent } = row;
	if (field === 'statedAmount') return isParent || line.amountBasis === 'computed';
	if (field === 'verifiedAmount') return isParent || line.verifiedAmount === null;
	return (field === 'quantity' || field === 'unitPrice') && isFormula(line[field]);
}

/** Sums of parents cannot be typed over, and what only lines without children carry cannot be typed there. */
const LEAF_FIELDS: readonly EditField[] = [
	'statedAmount',
	'verifiedAmount',
	'reason',
	'periodMonths',
	'recurrence'
];

export function isEditable(row: SheetRow, field: EditField): boolean {
	return !(row.isParent && LEAF_FIELDS.includes(field));
}

/** Whether a shown text is a number below zero. */
export function isNegativeText(text: string): boolean {
	return /^-\d/.test(text);
}

/** Which figure the source panel explains for a cell: amounts by what they come to, the others by their field. */
export function figureOf(column: SheetColumn): string | null {
	switch (column) {
		case 'statedAmount':
			return 'declared';
		case 'verifiedAmount':
			return 'verified';
		case 'quantity':
		case 'unitPrice':
		case 'coefficient':
		case 'period':
			return column;
		default:
			return null;
	}
}

/** A line without an amount and without both factors shows nothing rather than a zero nobody typed. */
function isEmptyAmount({ line, figures, isParent }: SheetRow): boolean {
	if (isParent) return false;
	return line.amountBasis === 'stated' ? line.statedAmount === null : figures.computed === null;
}

function numberText(value: Decimal | null): string {
	return value === null ? '' : groupThousands(toText(value));
}
