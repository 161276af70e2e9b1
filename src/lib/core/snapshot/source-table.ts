import type { Hash } from '../address/value-ref.ts';

/**
 * Content of a `source-table` snapshot, schema 1: one sheet of a stored original as it was read. `inputs` is the one
 * role "file" with the hash of the original's bytes; `method` names the reader ("sheet/xlsx@1", "sheet/csv@1"); results
 * are `{}`. Cells are in row, then column order; empty cells are absent.
 */
export type SourceTableContent = {
	readonly file: Hash;
	readonly sheet: string;
	readonly cells: readonly SourceCell[];
	/** Merged ranges such as "A1:C1", in row order. */
	readonly merges: readonly string[];
	/** 1-based numbers of hidden rows, and letters of hidden columns. */
	readonly hiddenRows: readonly number[];
	readonly hiddenColumns: readonly string[];
};

export type SourceCell = {
	/** "B7" */
	readonly at: string;
	readonly kind: 'number' | 'text' | 'date' | 'boolean' | 'error';
	/** What the file holds: the number as the file writes it, the text as it is. */
	readonly raw: string;
	/** What the sender saw. Equal to `raw` where the file keeps no separate shown form. */
	readonly shown: string;
	/** The formula behind the value, without "=", where there is one. */
	readonly formula?: string;
};
