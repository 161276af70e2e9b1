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
	const index = indexCells(sheet.cells);
	const cell = (row: number, column: number) => index.find(row, column);
	const merges = indexMerges(sheet.merges, index.lastRow, index.lastColumn);
	const mergeAt = (row: number, column: number) => merges.get(row * COLUMNS + column);
	const hiddenRows = new Set(sheet.hiddenRows);
	const hiddenColumns = new Set(sheet.hiddenColumns);
	return {
		rows: index.lastRow,
		columns: index.lastColumn,
		cell,
		cellsIn: (row) => index.row(row),
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

/** More columns than any sheet has: row × this + column is one number per place. */
const COLUMNS = 20_000;

type PlacedCell = { readonly column: number; readonly cell: SourceCell };

interface CellIndex {
	readonly lastRow: number;
	readonly lastColumn: number;
	find(row: number, column: number): SourceCell | undefined;
	row(row: number): readonly PlacedCell[];
}

/** Where each row begins in the list of cells, which is in row, then column order; no object per cell is made. */
function indexCells(cells: readonly SourceCell[]): CellIndex {
	const columns = new Uint16Array(cells.length);
	const starts: number[] = [];
	let [lastRow, lastColumn] = [0, 0];
	cells.forEach((cell, index) => {
		const at = parseCellAddress(cell.at);
		if (!at) throw new Error(`A sheet was read with a cell at no place: ${cell.at}`);
		columns[index] = at.column;
		while (lastRow < at.row) starts[++lastRow] = index;
		lastColumn = Math.max(lastColumn, at.column);
	});
	const bounds = (row: number) => [starts[row] ?? cells.length, starts[row + 1] ?? cells.length] as const;
	return {
		lastRow,
		lastColumn,
		find(row, column) {
			if (row < 1 || row > lastRow) return undefined;
			const [from, to] = bounds(row);
			for (let index = from; index < to; index++) if (columns[index] === column) return cells[index];
			return undefined;
		},
		row(row) {
			if (row < 1 || row > lastRow) return [];
			const [from, to] = bounds(row);
			return cells.slice(from, to).map((cell, step) => ({ column: columns[from + step] ?? 0, cell }));
		}
	};
}

/** Which merged range covers a cell. Ranges are cut to the used part; a hostile pile of them is cut off by the limit. */
function indexMerges(
	merges: readonly string[],
	rows: number,
	columns: number
): ReadonlyMap<number, CellRange> {
	const covering = new Map<number, CellRange>();
	let steps = 0;
	for (const text of merges) {
		const range = parseCellRange(text);
		if (!range) continue;
		for (let row = range.top; row <= Math.min(range.bottom, rows); row++)
			for (let column = range.left; column <= Math.min(range.right, columns); column++) {
				if (++steps > LIMITS.mergedCells) return covering;
				covering.set(row * COLUMNS + column, range);
			}
	}
	return covering;
}
