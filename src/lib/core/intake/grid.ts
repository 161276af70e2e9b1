import {
	cellAddress,
	columnLetters,
	parseCellAddress,
	parseCellRange,
	type CellRange
} from '../address/cell-address.ts';
import { LIMITS } from '../limits.ts';
import type { SourceCell } from '../snapshot/source-table.ts';
import type { CellList, Sheet } from './workbook.ts';

/** A sheet seen as rows and columns, 1-based, with its merged cells. */
export interface Grid {
	/** Last row and column that hold anything. */
	readonly rows: number;
	readonly columns: number;
	/** False where it is known that no cell has a formula. */
	readonly hasFormulas: boolean;
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
	const indented = Object.keys(sheet.indents).length > 0;
	const hiddenColumns = new Set(sheet.hiddenColumns);
	return {
		rows: index.lastRow,
		columns: index.lastColumn,
		hasFormulas: sheet.cells.hasFormulas ?? true,
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
			const leading = leadingSpaces(cell(row, column)?.raw ?? '');
			return indented ? leading + (sheet.indents[cellAddress(row, column)] ?? 0) : leading;
		}
	};
}

const [SPACE, WIDE_SPACE, TAB] = [0x20, 0x3000, 0x09];

function leadingSpaces(text: string): number {
	for (let at = 0; ; at += 1) {
		const code = text.charCodeAt(at);
		if (code !== SPACE && code !== WIDE_SPACE && code !== TAB) return at;
	}
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

/** Rows whose cells are kept as they were made last: a row is asked about many times in turn. */
const RECENT_ROWS = 64;

/** Where each row begins in the list of cells, which is in row, then column order; no object per cell is kept. */
function indexCells(cells: CellList): CellIndex {
	const columns = new Uint16Array(cells.length);
	const starts: number[] = [];
	let [lastRow, lastColumn] = [0, 0];
	for (let index = 0; index < cells.length; index++) {
		const at = placeOf(cells, index);
		columns[index] = at.column;
		while (lastRow < at.row) starts[++lastRow] = index;
		lastColumn = Math.max(lastColumn, at.column);
	}
	const recent = new Map<number, readonly PlacedCell[]>();
	const endOf = (number: number) => starts[number + 1] ?? cells.length;
	const row = (number: number): readonly PlacedCell[] => {
		const known = recent.get(number);
		if (known) return known;
		if (number < 1 || number > lastRow) return [];
		const made: PlacedCell[] = [];
		for (let index = starts[number] ?? cells.length; index < endOf(number); index++) {
			const cell = cells.at(index);
			if (cell) made.push({ column: columns[index] ?? 0, cell });
		}
		if (recent.size >= RECENT_ROWS) recent.clear();
		recent.set(number, made);
		return made;
	};
	return {
		lastRow,
		lastColumn,
		row,
		find(number, column) {
			// Who goes down a column asks for one cell of each row: the others need not be made.
			const known = recent.get(number);
			if (known) return known.find((placed) => placed.column === column)?.cell;
			if (number < 1 || number > lastRow) return undefined;
			for (let index = starts[number] ?? cells.length; index < endOf(number); index++)
				if (columns[index] === column) return cells.at(index);
			return undefined;
		}
	};
}

function placeOf(cells: CellList, index: number): { readonly row: number; readonly column: number } {
	if (cells.rowAt && cells.columnAt) return { row: cells.rowAt(index), column: cells.columnAt(index) };
	const address = cells.at(index)?.at ?? '';
	const at = parseCellAddress(address);
	if (!at) throw new Error(`A sheet was read with a cell at no place: ${address}`);
	return at;
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
