import { columnLetters } from '../address/cell-address.ts';
import type { SourceCell } from '../snapshot/source-table.ts';
import type { Grid } from './grid.ts';

/** Part of a sheet for showing it: what the sender saw, with merged cells as spans. */
export type SheetWindow = {
	/** Letters of the columns shown, from the left. */
	readonly columns: readonly string[];
	readonly rows: readonly WindowRow[];
	readonly totalRows: number;
	readonly totalColumns: number;
};

export type WindowRow = {
	readonly row: number;
	readonly hidden: boolean;
	/** One entry per column shown; null where a merged cell from above or the left covers the place. */
	readonly cells: readonly (WindowCell | null)[];
};

export type WindowCell = {
	readonly at: string;
	readonly kind: SourceCell['kind'] | 'empty';
	readonly raw: string;
	readonly shown: string;
	readonly formula: string | null;
	readonly columnSpan: number;
	readonly rowSpan: number;
};

/** Columns shown at most: a page wider than this is scrolled nowhere useful. */
const COLUMNS_SHOWN = 60;

/** The rows named, in order, as far as the sheet has them. */
export function sheetWindow(grid: Grid, rows: readonly number[], firstColumn = 1): SheetWindow {
	const last = Math.min(grid.columns, firstColumn + COLUMNS_SHOWN - 1);
	const columns = Array.from(
		{ length: Math.max(0, last - firstColumn + 1) },
		(_, index) => firstColumn + index
	);
	const shown = rows.filter((row) => row >= 1 && row <= grid.rows);
	return {
		columns: columns.map(columnLetters),
		rows: shown.map((row, index) => ({
			row,
			hidden: grid.rowHidden(row),
			cells: columns.map((column) => windowCell(grid, row, column, shown[index - 1], last))
		})),
		totalRows: grid.rows,
		totalColumns: grid.columns
	};
}

/** Rows round a cell: `before` above it and as many below, moved to stay inside the sheet. */
export function rowsAround(row: number, before: number, totalRows: number): readonly number[] {
	const length = Math.min(totalRows, before * 2 + 1);
	const first = Math.max(1, Math.min(row - before, totalRows - length + 1));
	return Array.from({ length }, (_, index) => first + index);
}

function windowCell(
	grid: Grid,
	row: number,
	column: number,
	rowAbove: number | undefined,
	lastColumn: number
): WindowCell | null {
	const merge = grid.mergeAt(row, column);
	const at = `${columnLetters(column)}${row}`;
	if (!merge) return cellOf(grid.cell(row, column), at, 1, 1);
	// A merge is drawn at its first row in view; rows left out of the view do not count into its height.
	const startsHere =
		row === merge.top || rowAbove === undefined || rowAbove < merge.top || rowAbove !== row - 1;
	if (column !== merge.left || !startsHere) return null;
	const rowSpan = rowAbove === row - 1 || row === merge.top ? merge.bottom - row + 1 : 1;
	return cellOf(
		grid.cell(merge.top, merge.left),
		at,
		Math.min(merge.right, lastColumn) - column + 1,
		rowSpan
	);
}

/** Characters of a cell that a window shows: thousands of cells of 32,767 would be too much for a page. */
const SHOWN_TEXT = 1_000;

function brief(text: string): string {
	return text.length > SHOWN_TEXT ? `${text.slice(0, SHOWN_TEXT)}…` : text;
}

function cellOf(cell: SourceCell | undefined, at: string, columnSpan: number, rowSpan: number): WindowCell {
	return {
		at,
		kind: cell?.kind ?? 'empty',
		raw: brief(cell?.raw ?? ''),
		shown: brief(cell?.shown ?? ''),
		formula: cell?.formula === undefined ? null : brief(cell.formula),
		columnSpan,
		rowSpan
	};
}
