import { LIMITS } from '#lib/core/limits.ts';
import { problem } from '#lib/core/problem.ts';
import type { Sheet } from '#lib/core/intake/workbook.ts';
import type { SourceCell } from '#lib/core/snapshot/source-table.ts';
import { storable } from './storable.ts';
import { Unreadable } from './unreadable.ts';

/** Collects the cells of one sheet, whatever format they come from: within the limits, in order, each place once. */
export class SheetCells {
	readonly #file: string;
	readonly #sheet: string;
	readonly #cells: SourceCell[] = [];
	readonly #indents: { [address: string]: number } = {};
	/** Row and column of each cell as one number that grows in reading order; kept only when cells come out of order. */
	#places: number[] | undefined;
	#last = 0;

	constructor(file: string, sheet: string) {
		this.#file = file;
		this.#sheet = sheet;
	}

	add(row: number, column: number, cell: SourceCell, indent: number): void {
		checkPlace(this.#file, this.#sheet, row, column, this.#cells.length);
		const place = row * 65_536 + column;
		// Writers keep the order, but no format obliges them to.
		if (place <= this.#last) this.#places ??= this.#cells.map(placeOf);
		this.#places?.push(place);
		this.#last = place;
		this.#cells.push(cell.kind === 'text' ? storableCell(cell) : cell);
		if (indent > 0) this.#indents[cell.at] = indent;
	}

	result(): Pick<Sheet, 'cells' | 'indents'> {
		const places = this.#places;
		if (!places) return { cells: this.#cells, indents: this.#indents };
		const order = places.map((_, index) => index).sort((a, b) => (places[a] ?? 0) - (places[b] ?? 0));
		const cells = order.flatMap((index) => this.#cells[index] ?? []);
		cells.forEach((cell, index) => {
			if (cells[index + 1]?.at === cell.at) throw repeatedCell(this.#file, this.#sheet, cell.at);
		});
		return { cells, indents: this.#indents };
	}

	tooMany(what: string, limit: number): Unreadable {
		return tooMany(this.#file, this.#sheet, what, limit);
	}
}

/** Refuses a cell beyond the limits of a sheet that holds `cells` already. */
export function checkPlace(file: string, sheet: string, row: number, column: number, cells: number): void {
	if (row > LIMITS.sheetRows) throw tooMany(file, sheet, '行数', LIMITS.sheetRows);
	if (column > LIMITS.sheetColumns) throw tooMany(file, sheet, '列数', LIMITS.sheetColumns);
	if (cells >= LIMITS.sheetCells) throw tooMany(file, sheet, '单元格数', LIMITS.sheetCells);
}

export function tooMany(file: string, sheet: string, what: string, limit: number): Unreadable {
	return new Unreadable(
		problem('intake/too-many', { file, what: `工作表“${sheet}”的${what}`, limit: String(limit) })
	);
}

export function repeatedCell(file: string, sheet: string, cell: string): Unreadable {
	return new Unreadable(problem('intake/repeated-cell', { file, sheet, cell }));
}

function storableCell(cell: SourceCell): SourceCell {
	const [raw, shown] = [storable(cell.raw), storable(cell.shown)];
	return raw === cell.raw && shown === cell.shown ? cell : { ...cell, raw, shown };
}

function placeOf({ at }: SourceCell): number {
	let column = 0;
	let index = 0;
	for (; at.charCodeAt(index) >= 65; index++) column = column * 26 + at.charCodeAt(index) - 64;
	return Number(at.slice(index)) * 65_536 + column;
}
