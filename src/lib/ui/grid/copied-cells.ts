import { isNumericField } from '#lib/core/costing/line-fields.ts';
import { formulaAt, isDerived, plainText } from './cell-text.ts';
import type { CopiedCell, CopiedTable } from './clipboard-write.ts';
import { isFigureColumn, type SheetColumn } from './column-sets.ts';
import { isNumericColumn } from './field-specs.ts';
import type { SheetRow } from './flatten.ts';

/** How the sheet writes what it copies. */
export interface CopySource {
	/** What a cell says, in 元. */
	readonly textOf: (row: SheetRow, column: SheetColumn) => string;
	/** A plain amount in the unit that the heads name. */
	readonly inSheetUnit: (column: SheetColumn, text: string) => string;
}

/** The cells of a rectangle as other programs, and this one, are to paste them. */
export function copiedCells(
	rows: readonly SheetRow[],
	columns: readonly SheetColumn[],
	source: CopySource
): CopiedTable {
	return rows.map((row) => columns.map((column) => copiedCell(row, column, source)));
}

function copiedCell(row: SheetRow, column: SheetColumn, { textOf, inSheetUnit }: CopySource): CopiedCell {
	if (isFigureColumn(column)) {
		const text = isNumericColumn(column) ? textOf(row, column).replaceAll(',', '') : textOf(row, column);
		return { text: inSheetUnit(column, text), isNumber: isNumber(text), formula: null, derived: false };
	}
	const text = inSheetUnit(column, plainText(row, column));
	return {
		text,
		isNumber: isNumericField(column) && isNumber(text),
		formula: formulaAt(row, column),
		derived: isDerived(row, column)
	};
}

function isNumber(text: string): boolean {
	return /^-?\d+(\.\d+)?$/.test(text);
}
