import {
	cellAddress,
	columnLetters,
	parseCellAddress,
	parseCellRange,
	type CellRange
} from '../address/cell-address.ts';
import { LIMITS } from '../limits.ts';
import type { SourceCell } from '../snapshot/source-table.ts';
import type { Sheet } from './workbook.ts';

/** A sheet seen as rows and columns, 1-based, with its merged cells. */
export interface Grid {
	/** Last row and column that hold anything. */
	readonly rows: number;
	readonly columns: number;
	/** The cell written at exactly this place. */
	cell(row: number, column: number): SourceCell | undefined;
	/** The cell seen at this place: inside a merged range, its upper left one. */
	covering(row: number, column: number): SourceCell | undefined;
	mergeAt(row: number, column: number): CellRange | undefined;
	/** Cells written in a row, from left to right. */
	cellsIn(row: number): readonly { readonly column: number; readonly cell: SourceCell }[];
	rowHidden(row: number): boolean;
	columnHidden(column: number): boolean;
	/** Indentation of a cell: alignment levels, or leading spaces where the sender typed them. */
	indent(row: number, column: number): number;
}

export function gridOf(sheet: Sheet): Grid {
	const rows = new Map<number, { column: number; cell: SourceCell }[]>();
	let [lastRow, lastColumn] = [0, 0];
	for (const cell of sheet.cells) {
		const at = parseCellAddress(cell.at);
		if (!at) continue;
		const row = rows.get(at.row);
		if (row) row.push({ column: at.column, cell });
		else rows.set(at.row, [{ column: at.column, cell }]);
		lastRow = Math.max(lastRow, at.row);
		lastColumn = Math.max(lastColumn, at.column);
	}
	const cellsIn = (row: number) => rows.get(row) ?? [];
	const cell = (row: number, column: number) => cellsIn(row).find((c) => c.column === column)?.cell;
	const merges = indexMerges(sheet.merges, lastRow, lastColumn);
	const mergeAt = (row: number, column: number) => merges.get(cellAddress(row, column));
	const hiddenRows = new Set(sheet.hiddenRows);
	const hiddenColumns = new Set(sheet.hiddenColumns);
	return {
		rows: lastRow,
		columns: lastColumn,
		cell,
		cellsIn,
		mergeAt,
		covering: (row, column) => {
			const merge = mergeAt(row, column);
			return merge ? cell(merge.top, merge.left) : cell(row, column);
		},
		rowHidden: (row) => hiddenRows.has(row),
		columnHidden: (column) => hiddenColumns.has(columnLetters(column)),
		indent: (row, column) => {
			const leading = /^[ \u3000\t]*/.exec(cell(row, column)?.raw ?? '')?.[0].length ?? 0;
			return leading + (sheet.indents[cellAddress(row, column)] ?? 0);
		}
	};
}

/** Which merged range covers a cell. Ranges are cut to the used part; a hostile pile of them is cut off by the limit. */
function indexMerges(
	merges: readonly string[],
	rows: number,
	columns: number
): ReadonlyMap<string, CellRange> {
	const covering = new Map<string, CellRange>();
	let steps = 0;
	for (const text of merges) {
		const range = parseCellRange(text);
		if (!range) continue;
		for (let row = range.top; row <= Math.min(range.bottom, rows); row++)
			for (let column = range.left; column <= Math.min(range.right, columns); column++) {
				if (++steps > LIMITS.mergedCells) return covering;
				covering.set(cellAddress(row, column), range);
			}
	}
	return covering;
}
