import { columnLetters, parseCellAddress, type CellPosition } from '#lib/core/address/cell-address.ts';

/** Texts and quoted names of sheets, in which nothing is a reference, and what looks like one elsewhere. */
const PIECE =
	/"(?:[^"]|"")*"|'(?:[^']|'')*'|(?<![\p{L}\p{N}_.$])(\$?)([A-Z]{1,3})(\$?)(\d{1,7})(?![\p{L}\p{N}_(.])/gu;

/** A reference within a formula, with the dollar signs that hold it. */
interface Reference extends CellPosition {
	readonly lockColumn: string;
	readonly lockRow: string;
}

/**
 * A formula that other cells share: relative references move by the distance between the two cells, as when the formula
 * had been copied there. A reference pushed off the sheet becomes #REF!. It is taken apart once, for the first copy.
 */
export class SharedFormula {
	readonly text: string;
	readonly #row: number;
	readonly #column: number;
	/** Words and references in turn: what stands at an odd place is written anew for each copy. */
	#pieces: string[] | undefined;
	readonly #references: Reference[] = [];

	constructor(text: string, row: number, column: number) {
		this.text = text;
		this.#row = row;
		this.#column = column;
	}

	get copied(): boolean {
		return this.#pieces !== undefined;
	}

	/** The copy for the cell at a row and column. */
	copyAt(row: number, column: number): string {
		const pieces = (this.#pieces ??= this.#takenApart());
		const [rows, columns] = [row - this.#row, column - this.#column];
		for (let index = 0; index < this.#references.length; index += 1) {
			const reference = this.#references[index];
			if (reference) pieces[2 * index + 1] = moved(reference, rows, columns);
		}
		return pieces.join('');
	}

	#takenApart(): string[] {
		const pieces: string[] = [];
		let from = 0;
		for (const match of this.text.matchAll(PIECE)) {
			const [whole, lockColumn = '', letters, lockRow = '', digits] = match;
			const at = letters === undefined ? undefined : parseCellAddress(`${letters}${digits}`);
			if (!at) continue;
			pieces.push(this.text.slice(from, match.index), whole);
			this.#references.push({ ...at, lockColumn, lockRow });
			from = match.index + whole.length;
		}
		pieces.push(this.text.slice(from));
		return pieces;
	}
}

function moved(from: Reference, rows: number, columns: number): string {
	const row = from.lockRow === '' ? from.row + rows : from.row;
	const column = from.lockColumn === '' ? from.column + columns : from.column;
	if (row < 1 || column < 1) return '#REF!';
	return from.lockColumn + columnLetters(column) + from.lockRow + String(row);
}
