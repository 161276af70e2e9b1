import type { SourceCell } from '../snapshot/source-table.ts';

/** A file as it was read: every sheet with its cells, nothing interpreted yet. */
export type Workbook = {
	readonly format: 'xlsx' | 'csv';
	/** The versioned reader, as the source-table snapshot names it: "sheet/xlsx@1". */
	readonly reader: string;
	readonly sheets: readonly Sheet[];
};

/** One sheet: what a source-table snapshot holds, and what only the screen needs. */
export type Sheet = {
	readonly name: string;
	/** The sender hid the sheet. */
	readonly hidden: boolean;
	/** In row, then column order; empty cells are absent. */
	readonly cells: readonly SourceCell[];
	readonly merges: readonly string[];
	readonly hiddenRows: readonly number[];
	readonly hiddenColumns: readonly string[];
	/** Indentation levels set by alignment, by address; only those above zero. */
	readonly indents: { readonly [address: string]: number };
};

export const XLSX_READER = 'sheet/xlsx@1';
export const CSV_READER = 'sheet/csv@1';
