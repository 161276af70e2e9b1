import type { Column } from './columns.ts';
import type { Scope } from './node.ts';
import { NumberColumn } from './number-column.ts';
import type { FormulaError, FormulaValue } from './value.ts';

/** One column of a block: its values, or many numbers in a form that functions go over quickly. */
export type CellColumn = readonly FormulaValue[] | NumberColumn;

/** A block of cells: its columns, all equally long. */
export type Block = readonly CellColumn[];

/** The values of a column one by one. */
export function valuesOf(column: CellColumn): readonly FormulaValue[] {
	return column instanceof NumberColumn ? column.values() : column;
}

/** One cell of a column; blank beyond its end. */
export function valueAt(column: CellColumn, row: number): FormulaValue {
	return column instanceof NumberColumn ? column.at(row) : (column[row] ?? null);
}

/**
 * What a formula reads from its surroundings. Keys are as the formula has them (`references.ts`): "#id", "#index", and
 * the relative `本行`, `上级`, `全部`, which the one who gives the cells resolves for the line the formula stands in.
 * What does not exist is `#REF!` with the key as its detail. Text columns answer texts, `要素` its Chinese word.
 */
export interface Cells {
	value(key: string, column: Column): FormulaValue;
	/** The columns asked for, in that order. No lines below is a block of empty columns. */
	range(key: string, scope: Scope, columns: readonly Column[]): Block | FormulaError;
	parameter(key: string): FormulaValue;
}
