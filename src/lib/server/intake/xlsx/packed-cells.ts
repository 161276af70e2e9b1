import { cellAddress, columnLetters } from '#lib/core/address/cell-address.ts';
import type { CellList, Sheet } from '#lib/core/intake/workbook.ts';
import type { SourceCell } from '#lib/core/snapshot/source-table.ts';
import { checkPlace, repeatedCell } from '../sheet-cells.ts';
import { shownNumber } from './number-format.ts';
import { plainShown } from './plain-shown.ts';
import type { WorkbookParts } from './sheet.ts';
import { GrowingBytes, GrowingNumbers } from './growing-columns.ts';

/** What a cell's reference points to: a shared text, a text of this sheet, digits of a number, another value. */
const [SHARED, OWN, NUMBER, OTHER] = [0, 1, 2, 3];
/** More columns than a sheet may have: a place is one number that grows in reading order. */
const COLUMNS = 1_024;
/** Texts of a sheet that are kept once however often they come; beyond that, each has its own. */
const KNOWN_TEXTS = 200_000;

type Value = Pick<SourceCell, 'kind' | 'raw' | 'shown'>;

/**
 * The cells of one sheet as a few columns of numbers: a million objects take ten times the memory, and most of the time
 * of a reader goes into keeping them. Numbers stay the bytes the file wrote; each cell is made when it is asked for.
 */
export class PackedCells implements CellList {
	readonly #sheet: string;
	readonly #book: WorkbookParts;
	readonly #places = new GrowingNumbers();
	/** Kind and style of a cell: style × 4 + kind. */
	readonly #looks = new GrowingNumbers();
	readonly #references = new GrowingNumbers();
	/** Each number with its length before it. */
	readonly #digits = new GrowingBytes();
	readonly #texts: string[] = [];
	readonly #known = new Map<string, number>();
	readonly #others: Value[] = [];
	#formulas = new Map<number, string>();
	readonly #indents: { [address: string]: number } = {};
	readonly #letters: string[] = [];
	#inOrder = true;

	constructor(sheet: string, book: WorkbookParts) {
		this.#sheet = sheet;
		this.#book = book;
	}

	addShared(row: number, column: number, style: number, index: number): void {
		this.#add(row, column, style, SHARED, index, undefined);
	}

	addText(row: number, column: number, style: number, text: string, formula: string | undefined): void {
		let index = this.#known.get(text);
		if (index === undefined) {
			index = this.#texts.push(text) - 1;
			if (this.#known.size < KNOWN_TEXTS) this.#known.set(text, index);
		}
		this.#add(row, column, style, OWN, index, formula);
	}

	/** Takes digits with at most one point and a sign, few enough to be exact; false for a number written otherwise. */
	addPlainNumber(
		row: number,
		column: number,
		style: number,
		bytes: Uint8Array,
		from: number,
		to: number
	): boolean {
		if (!isPlainNumber(bytes, from, to)) return false;
		this.#add(row, column, style, NUMBER, this.#digits.length, undefined);
		this.#digits.pushCounted(bytes, from, to);
		return true;
	}

	/** A number that has been checked to be an exact one. */
	addNumber(row: number, column: number, style: number, raw: string, formula: string | undefined): void {
		const bytes = Buffer.from(raw);
		if (bytes.length > 255) return this.addOther(row, column, style, this.#number(raw, style), formula);
		this.#add(row, column, style, NUMBER, this.#digits.length, formula);
		this.#digits.pushCounted(bytes, 0, bytes.length);
	}

	addOther(row: number, column: number, style: number, value: Value, formula: string | undefined): void {
		this.#add(row, column, style, OTHER, this.#others.push(value) - 1, formula);
	}

	/** The cells in order, and the indents of those that have one. Throws `Unreadable` where a cell comes twice. */
	result(): Pick<Sheet, 'cells' | 'indents'> {
		if (!this.#inOrder) this.#sort();
		return { cells: this, indents: this.#indents };
	}

	get length(): number {
		return this.#places.length;
	}

	get hasFormulas(): boolean {
		return this.#formulas.size > 0;
	}

	rowAt(index: number): number {
		return Math.floor(this.#places.at(index) / COLUMNS);
	}

	columnAt(index: number): number {
		return this.#places.at(index) % COLUMNS;
	}

	at(index: number): SourceCell | undefined {
		if (index < 0 || index >= this.length) return undefined;
		const { kind, raw, shown } = this.#valueAt(index);
		const formula = this.#formulas.size === 0 ? undefined : this.#formulas.get(index);
		const at = this.#addressAt(index);
		return formula === undefined ? { at, kind, raw, shown } : { at, kind, raw, shown, formula };
	}

	map<T>(make: (cell: SourceCell, index: number) => T): T[] {
		return Array.from(this, make);
	}

	find(wanted: (cell: SourceCell) => boolean): SourceCell | undefined {
		for (const cell of this) if (wanted(cell)) return cell;
		return undefined;
	}

	*[Symbol.iterator](): Generator<SourceCell> {
		for (let index = 0; index < this.length; index += 1) {
			const cell = this.at(index);
			if (cell) yield cell;
		}
	}

	#add(
		row: number,
		column: number,
		style: number,
		kind: number,
		reference: number,
		formula: string | undefined
	): void {
		const index = this.length;
		checkPlace(this.#book.file, this.#sheet, row, column, index);
		const place = row * COLUMNS + column;
		// Writers keep the order, but no format obliges them to.
		if (index > 0 && place <= this.#places.at(index - 1)) this.#inOrder = false;
		const known = this.#book.styles[style];
		this.#places.push(place);
		this.#looks.push((known ? style : NO_STYLE) * 4 + kind);
		this.#references.push(reference);
		if (formula !== undefined) this.#formulas.set(index, formula);
		if (known && known.indent > 0) this.#indents[cellAddress(row, column)] = known.indent;
	}

	#addressAt(index: number): string {
		const column = this.columnAt(index);
		return (this.#letters[column] ??= columnLetters(column)) + String(this.rowAt(index));
	}

	#valueAt(index: number): Value {
		const look = this.#looks.at(index);
		const reference = this.#references.at(index);
		switch (look % 4) {
			case SHARED:
				return textValue(this.#book.strings[reference] ?? '');
			case OWN:
				return textValue(this.#texts[reference] ?? '');
			case NUMBER:
				return this.#number(this.#digits.counted(reference), Math.floor(look / 4));
		}
		const other = this.#others[reference];
		if (!other) throw new Error('A packed cell names a value that is not there');
		return other;
	}

	#number(raw: string, style: number): Value {
		const format = this.#book.styles[style]?.format ?? 'General';
		const plain = plainShown(raw, format);
		if (plain !== undefined) return { kind: 'number', raw, shown: plain };
		const shown = shownNumber(raw, format, this.#book.date1904);
		return { kind: shown.date ? 'date' : 'number', raw, shown: shown.text };
	}

	#sort(): void {
		const places = this.#places;
		const order = Array.from({ length: this.length }, (_, index) => index);
		order.sort((a, b) => places.at(a) - places.at(b));
		order.forEach((index, next) => {
			const after = order[next + 1];
			if (after !== undefined && places.at(after) === places.at(index))
				throw repeatedCell(this.#book.file, this.#sheet, this.#addressAt(index));
		});
		for (const column of [this.#places, this.#looks, this.#references]) column.reorder(order);
		this.#formulas = new Map(
			order.flatMap((index, next) => {
				const formula = this.#formulas.get(index);
				return formula === undefined ? [] : [[next, formula] as const];
			})
		);
		this.#inOrder = true;
	}
}

/** Stands for a style that the workbook does not have. */
const NO_STYLE = 0xffff_ff;

function textValue(text: string): Value {
	return { kind: 'text', raw: text, shown: text };
}

const [MINUS, POINT, ZERO, NINE] = [45, 46, 48, 57];
const MOST_DIGITS = 15;

/** At most fifteen digits before and behind the point, as `isExactNumber` takes them without a second look. */
function isPlainNumber(bytes: Uint8Array, from: number, to: number): boolean {
	let at = bytes[from] === MINUS ? from + 1 : from;
	let digits = 0;
	let points = 0;
	for (; at < to; at += 1) {
		const code = bytes[at] ?? 0;
		if (code >= ZERO && code <= NINE) digits += 1;
		else if (code !== POINT || points > 0 || digits === 0) return false;
		else [points, digits] = [1, 0];
		if (digits > MOST_DIGITS) return false;
	}
	return digits > 0;
}
