import type { SheetColumn } from './column-sets.ts';

/** Which columns stand in the grid, how wide, and how many of them do not scroll. */
export interface ColumnLayout {
	/** Shown columns from left to right. */
	readonly columns: readonly SheetColumn[];
	/** Every column there could be; the others wait unseen. */
	readonly choosable: readonly SheetColumn[];
	readonly widthOf: (column: SheetColumn) => number;
	readonly frozenCount: number;
}

export function sameColumns(a: readonly SheetColumn[], b: readonly SheetColumn[]): boolean {
	return a.length === b.length && a.every((column, place) => column === b[place]);
}
