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

/**
 * Cells in order. A list of objects is one; a reader of large sheets keeps them packed, makes each when it is asked for,
 * and answers its place without making it.
 */
export interface CellList extends Iterable<SourceCell> {
	readonly length: number;
	at(index: number): SourceCell | undefined;
	map<T>(make: (cell: SourceCell, index: number) => T): T[];
	find(wanted: (cell: SourceCell) => boolean): SourceCell | undefined;
	rowAt?(index: number): number;
	columnAt?(index: number): number;
	readonly hasFormulas?: boolean;
}

/** One sheet: what a source-table snapshot holds, and what only the screen needs. */
export type Sheet = {
	readonly name: string;
	/** The sender hid the sheet. */
	readonly hidden: boolean;
	/** In row, then column order; empty cells are absent. */
	readonly cells: CellList;
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

/** The same workbook with every cell as an object: for another process, which only plain data reaches. */
export function plainWorkbook(workbook: Workbook): Workbook {
	return { ...workbook, sheets: workbook.sheets.map((sheet) => ({ ...sheet, cells: [...sheet.cells] })) };
}
