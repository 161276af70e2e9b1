import type { SheetColumn } from './column-sets.ts';

/** What others put on cells of the grid without the grid knowing why: comments, traces of other people. */
export interface CellMarks {
	/** Classes of a cell, such as the corner of a comment; "" for none. */
	readonly classOf: (lineId: string, column: SheetColumn) => string;
	/** What is said about a cell on hovering; null for nothing. */
	readonly noteOf: (lineId: string, column: SheetColumn) => string | null;
}

export const NO_MARKS: CellMarks = { classOf: () => '', noteOf: () => null };
