/**
 * What a written workbook consists of, before any bytes: the pure part plans it, the server writes it
 * (server/intake/xlsx-stream.ts). Rows are iterated once, so that a big sheet never stands in memory as a whole.
 */
export interface WorkbookPlan {
	readonly sheets: readonly SheetPlan[];
	/** Defined names of the workbook; `refersTo` without "=". */
	readonly names: readonly { readonly name: string; readonly refersTo: string }[];
}

export interface SheetPlan {
	readonly name: string;
	readonly hidden?: boolean;
	/** From A on; widths in characters. */
	readonly columns: readonly { readonly width: number; readonly hidden?: boolean }[];
	readonly rows: Iterable<PlannedRow>;
	readonly merges: readonly string[];
	/** Rows and columns that stay in view. */
	readonly frozen?: { readonly rows: number; readonly columns: number };
	readonly print?: PrintSetup;
}

export interface PrintSetup {
	readonly paper: 'A4' | 'A3';
	readonly landscape: boolean;
	/** Rows from the first that every page repeats. */
	readonly titleRows: number;
	/** Printed range, e.g. "A1:K20"; what stands outside is for machines. */
	readonly area: string;
}

export interface PlannedRow {
	readonly cells: readonly (PlannedCell | null)[];
	/** Depth in the outline (分级显示), 0 to 7. */
	readonly level?: number;
	/** Points; left out, the program that opens the workbook chooses. */
	readonly height?: number;
}

/** A formula stands beside the value it had when written: a text, a number, a truth or an error. */
export type PlannedCell =
	| { readonly text: string; readonly formula?: CellFormula; readonly look: CellLook }
	/** Exact decimal text of at most 15 significant digits: what a cell can hold without loss. */
	| { readonly number: string; readonly formula?: CellFormula; readonly look: CellLook }
	| { readonly truth: boolean; readonly formula: CellFormula; readonly look: CellLook }
	| { readonly error: string; readonly formula: CellFormula; readonly look: CellLook }
	| { readonly blank: true; readonly look: CellLook };

/** Without "=". `array` marks one that calculates with several cells at once (数组公式). */
export type CellFormula = string | { readonly array: string };

export interface CellLook {
	readonly bold?: boolean;
	/** Points, 10 where left out. */
	readonly size?: number;
	/** "RRGGBB" */
	readonly colour?: string;
	readonly fill?: string;
	readonly border?: boolean;
	/** Number format, e.g. "#,##0.00". */
	readonly format?: string;
	readonly align?: 'left' | 'center' | 'right';
	readonly indent?: number;
	readonly wrap?: boolean;
}

/** Significant digits that every number of a workbook keeps. */
export const CELL_DIGITS = 15;

/** Whether a workbook's number can hold this decimal exactly as people see it. */
export function fitsCell(decimalText: string): boolean {
	return decimalText.replace(/[-.]/g, '').replace(/^0+/, '').length <= CELL_DIGITS;
}
