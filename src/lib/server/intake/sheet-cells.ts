import { LIMITS } from '#lib/core/limits.ts';
import { problem } from '#lib/core/problem.ts';
import type { Sheet } from '#lib/core/intake/workbook.ts';
import type { SourceCell } from '#lib/core/snapshot/source-table.ts';
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
		if (row > LIMITS.sheetRows) throw this.tooMany('行数', LIMITS.sheetRows);
		if (column > LIMITS.sheetColumns) throw this.tooMany('列数', LIMITS.sheetColumns);
		if (this.#cells.length >= LIMITS.sheetCells) throw this.tooMany('单元格数', LIMITS.sheetCells);
		const place = row * 65_536 + column;
		// Writers keep the order, but no format obliges them to.
		if (place <= this.#last) this.#places ??= this.#cells.map(placeOf);
		this.#places?.push(place);
		this.#last = place;
		this.#cells.push(cell);
		if (indent > 0) this.#indents[cell.at] = indent;
	}

	result(): Pick<Sheet, 'cells' | 'indents'> {
		const places = this.#places;
		if (!places) return { cells: this.#cells, indents: this.#indents };
		const order = places.map((_, index) => index).sort((a, b) => (places[a] ?? 0) - (places[b] ?? 0));
		const cells = order.flatMap((index) => this.#cells[index] ?? []);
		cells.forEach((cell, index) => {
			if (cells[index + 1]?.at !== cell.at) return;
			throw new Unreadable(
				problem('intake/repeated-cell', { file: this.#file, sheet: this.#sheet, cell: cell.at })
			);
		});
		return { cells, indents: this.#indents };
	}

	tooMany(what: string, limit: number): Unreadable {
		return new Unreadable(
			problem('intake/too-many', {
				file: this.#file,
				what: `工作表“${this.#sheet}”的${what}`,
				limit: String(limit)
			})
		);
	}
}

function placeOf({ at }: SourceCell): number {
	let column = 0;
	let index = 0;
	for (; at.charCodeAt(index) >= 65; index++) column = column * 26 + at.charCodeAt(index) - 64;
	return Number(at.slice(index)) * 65_536 + column;
}
