import type { Column } from '../../formula/columns.ts';
import { FORMULA_FIELDS, type CostLine } from '../line.ts';
import { isYearColumn, type YearColumn } from '../year-column.ts';

/** Places of the columns: the factors of the product first, then what lines come to, then the years in order. */
export const FACTORS = FORMULA_FIELDS.length;
export const AMOUNT = FACTORS;
export const VERIFIED = FACTORS + 1;
export const FIRST_YEAR = FACTORS + 2;

/** Nodes of texts, parameters, constants, expressions and ranges that nearly every breakdown stays below. */
const SPARE_NODES = 2048;

/**
 * Where everything that has a value stands: one node per column and line, column by column, with a row more for the
 * whole analysis, the parent of all roots; behind these the nodes that belong to no line.
 */
export class Layout {
	readonly lines: number;
	/** Nodes of one column; the last is the whole analysis. */
	readonly stride: number;
	readonly columns: readonly Column[];
	readonly years: readonly YearColumn[];
	/** The first node that belongs to no line. */
	readonly extras: number;
	/** Nodes to make room for at once, so that nothing large is copied while a breakdown is loaded. */
	readonly room: number;
	readonly #places = new Map<Column, number>();

	constructor(lines: readonly CostLine[]) {
		this.lines = lines.length;
		this.stride = lines.length + 1;
		this.years = yearsOf(lines);
		this.columns = [...FORMULA_FIELDS, 'amount', 'verifiedAmount', ...this.years];
		this.columns.forEach((column, place) => this.#places.set(column, place));
		this.extras = this.columns.length * this.stride;
		this.room = this.extras + SPARE_NODES + Math.ceil(lines.length / 8);
	}

	/** The place of a column of numbers; undefined for texts and for years that no line has. */
	placeOf(column: Column): number | undefined {
		return this.#places.get(column);
	}

	node(place: number, line: number): number {
		return place * this.stride + line;
	}

	placeAt(node: number): number {
		return Math.floor(node / this.stride);
	}

	lineAt(node: number): number {
		return node % this.stride;
	}
}

function yearsOf(lines: readonly CostLine[]): readonly YearColumn[] {
	const found = new Set<YearColumn>();
	let last: CostLine['years'] | null = null;
	for (const { years } of lines) {
		// Lines without other years share one empty object.
		if (years === last) continue;
		last = years;
		for (const year in years) if (isYearColumn(year)) found.add(year);
	}
	return [...found].sort();
}
