import { columnNumber } from '../../address/cell-address.ts';
import type { AnalysisDraft } from '../../costing/line.ts';
import { subtreeEnd, type Tree } from '../../costing/tree.ts';
import { isYearColumn } from '../../costing/year-column.ts';
import type { Column } from '../../formula/columns.ts';
import type { RangeNode } from '../../formula/node.ts';
import { ALL_KEY, ID_MARK, PARENT_KEY, SELF_KEY } from '../../formula/references.ts';
import type { AnalysisValues } from './analysis-values.ts';
import { columnAreas, runsOf } from './areas.ts';
import type { BreakdownColumn, ColumnKey } from './breakdown-columns.ts';
import type { Place } from './excel-formula.ts';
import { parameterNames } from './parameter-names.ts';

export const BREAKDOWN_SHEET = '成本明细';
/** Title, unit of money, column heads. */
export const HEAD_ROWS = 3;

/** Where everything of an analysis stands in its workbook. */
export interface BreakdownLayout {
	readonly draft: AnalysisDraft;
	readonly tree: Tree;
	readonly columns: readonly BreakdownColumn[];
	readonly letters: ReadonlyMap<ColumnKey, string>;
	/** Row of each line, in the order of the tree; undefined where somebody took the row out of the workbook. */
	readonly rows: readonly (number | undefined)[];
	readonly totalRow: number;
	readonly parameters: ReadonlyMap<string, string>;
	/** Rectangles copied together on a sheet of their own, by `blockKey`. */
	readonly blocks: Blocks;
	readonly values: AnalysisValues;
}

/** Gives ranges that are no rectangle in the sheet one elsewhere. */
export interface Blocks {
	place(rows: readonly number[], letters: readonly string[]): string;
}

export function layoutOf(
	draft: AnalysisDraft,
	tree: Tree,
	columns: readonly BreakdownColumn[],
	blocks: Blocks,
	values: AnalysisValues
): BreakdownLayout {
	return {
		draft,
		tree,
		columns,
		letters: new Map(columns.map(({ key, letter }) => [key, letter])),
		rows: tree.lines.map((_, index) => HEAD_ROWS + 1 + index),
		totalRow: HEAD_ROWS + 1 + tree.lines.length,
		parameters: parameterNames(draft.parameters),
		blocks,
		values
	};
}

/** The amount that formulas read is the declared one. */
function columnKey(column: Column): ColumnKey {
	return column === 'amount' ? 'statedAmount' : column;
}

/**
 * Resolves what the formulas of one line read; `self` is the line's index, or -1 outside the tree. `sheet` stands
 * before addresses where the formula is on another sheet ("成本明细!").
 */
export function placeFor(layout: BreakdownLayout, self: number, sheet = ''): Place {
	const { tree, letters, rows } = layout;
	const rowsBelow = (range: RangeNode): readonly number[] | undefined =>
		linesBelow(tree, range, self)?.flatMap((index) => rows[index] ?? []);
	return {
		cell(key, column) {
			const letter = letters.get(columnKey(column));
			if (letter === undefined) return undefined;
			const whole = key === ALL_KEY;
			const index = whole ? tree.lines.length : lineOf(tree, key, self);
			const row = whole ? layout.totalRow : index === undefined ? undefined : rows[index];
			if (index === undefined || row === undefined) return undefined;
			const address = `${sheet}${letter}${row}`;
			const below = brokenBelow(layout, index, column);
			// A sum leaves errors below it out, but who reads it must get them.
			return below ? `(${address}+0*SUM(${sheet}${letter}${below.from}:${letter}${below.to}))` : address;
		},
		parameter: (key) => layout.parameters.get(key),
		areas(range) {
			const below = rowsBelow(range);
			const wanted = range.columns.map((column) => letters.get(columnKey(column)));
			if (!below || wanted.includes(undefined)) return undefined;
			return wanted.flatMap((letter) => columnAreas(letter ?? '', below).map((area) => sheet + area));
		},
		block(range) {
			const below = rowsBelow(range);
			const wanted = range.columns.flatMap((column) => letters.get(columnKey(column)) ?? []);
			if (!below || wanted.length !== range.columns.length) return undefined;
			return rectangle(below, wanted, sheet) ?? layout.blocks.place(below, wanted);
		}
	};
}

/** Rows below a sum that has broken cells under it. */
function brokenBelow(
	{ tree, rows, values }: BreakdownLayout,
	index: number,
	column: Column
): { readonly from: number; readonly to: number } | undefined {
	const summed = column === 'amount' || column === 'verifiedAmount' || isYearColumn(column);
	if (!summed || tree.children[index]?.length === 0 || !values.broken(index, column)) return undefined;
	const whole = index === tree.lines.length;
	const from = rows[whole ? 0 : index + 1];
	const to = rows[(whole ? index : subtreeEnd(tree, index)) - 1];
	return from === undefined || to === undefined ? undefined : { from, to };
}

/** The range itself where its rows and columns stand together. */
function rectangle(rows: readonly number[], letters: readonly string[], sheet: string): string | undefined {
	const [run, ...others] = runsOf(rows);
	const [first = '', last = first] = [letters[0], letters.at(-1)];
	const together = letters.every((letter, at) => columnNumber(letter) === columnNumber(first) + at);
	if (!run || others.length > 0 || !together) return undefined;
	const corner = `${sheet}${first}${run.from}`;
	return first === last && run.from === run.to ? corner : `${corner}:${last}${run.to}`;
}

function lineOf(tree: Tree, key: string, self: number): number | undefined {
	if (key === SELF_KEY) return self < 0 ? undefined : self;
	if (key === PARENT_KEY) {
		const parent = tree.parents[self] ?? -1;
		return parent < 0 ? undefined : parent;
	}
	return key.startsWith(ID_MARK) ? tree.indexOf.get(key.slice(ID_MARK.length)) : undefined;
}

function linesBelow(tree: Tree, { key, scope }: RangeNode, self: number): readonly number[] | undefined {
	const whole = key === ALL_KEY;
	const index = whole ? -1 : lineOf(tree, key, self);
	if (index === undefined) return undefined;
	const [from, to] = whole ? [0, tree.lines.length] : [index + 1, subtreeEnd(tree, index)];
	const below: number[] = [];
	for (let at = from; at < to; at += 1) {
		const wanted = scope === 'children' ? tree.parents[at] === index : tree.children[at]?.length === 0;
		if (wanted) below.push(at);
	}
	return below;
}
