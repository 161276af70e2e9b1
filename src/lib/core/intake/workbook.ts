import type { SourceCell } from '../snapshot/source-table.ts';

/** What a file is by its content: `html` and `xml` are the tables that many programs save under the name .xls. */
export type WorkbookFormat = 'xlsx' | 'xls' | 'csv' | 'html' | 'xml';

/** A file as it was read: every sheet with its cells, nothing interpreted yet. */
export type Workbook = {
	readonly format: WorkbookFormat;
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
export const XLS_READER = 'sheet/xls@1';
export const HTML_READER = 'sheet/html@1';
export const XML_READER = 'sheet/xml@1';
export const CSV_READER = 'sheet/csv@1';
