import { cellAddress, columnLetters, parseCellRange, rangeText } from '#lib/core/address/cell-address.ts';
import { isExactNumber, isNumberText } from '#lib/core/intake/number-text.ts';
import type { Sheet } from '#lib/core/intake/workbook.ts';
import { LIMITS } from '#lib/core/limits.ts';
import { problem } from '#lib/core/problem.ts';
import { tooMany } from '../sheet-cells.ts';
import { Unreadable } from '../unreadable.ts';
import { scanXml } from '../xml.ts';
import type { Attributes } from '../xml-attributes.ts';
import { PackedCells } from './packed-cells.ts';
import { PlainCell } from './plain-cell.ts';
import { SharedFormula } from './shift-formula.ts';
import { plainText } from './strings.ts';
import type { CellStyle } from './styles.ts';

/** What a sheet's cells refer to outside the sheet. */
export interface WorkbookParts {
	readonly file: string;
	readonly strings: readonly string[];
	readonly styles: readonly CellStyle[];
	readonly date1904: boolean;
}

/** Kinds that a cell's type names; every other cell is a number. */
const KINDS = { d: 'date', b: 'boolean', e: 'error' } as const;

/** The cell between its opening and its closing tag. One object serves all cells of a sheet in turn. */
interface OpenCell {
	open: boolean;
	at: string;
	type: string;
	style: number;
	value: string;
	inline: string;
	formula: string | undefined;
	shared: string | undefined;
	array: boolean;
}

/** Reads one worksheet part. Throws `Unreadable`. */
export function readSheet(
	bytes: Uint8Array,
	part: string,
	name: string,
	hidden: boolean,
	book: WorkbookParts
): Sheet {
	const reader = new SheetReader(name, book);
	scanXml(bytes, book.file, part, reader);
	return { name, hidden, ...reader.result() };
}

/** Follows a worksheet's elements in document order and collects its cells. */
class SheetReader {
	readonly #name: string;
	readonly #book: WorkbookParts;
	readonly #cells: PackedCells;
	readonly #merges: string[] = [];
	readonly #hiddenRows: number[] = [];
	readonly #hiddenColumns = new Set<number>();
	readonly #shared = new Map<string, SharedFormula>();
	/** Characters of the copies of shared formulas so far. */
	#copied = 0;
	/** Characters of the shared formulas that were copied at least once. */
	#sources = 0;
	readonly #plain = new PlainCell();
	#row = 0;
	#column = 0;
	readonly #cell: OpenCell = {
		open: false,
		at: '',
		type: 'n',
		style: 0,
		value: '',
		inline: '',
		formula: undefined,
		shared: undefined,
		array: false
	};
	#collect: 'value' | 'inline' | 'formula' | undefined;
	#phonetic = false;

	constructor(name: string, book: WorkbookParts) {
		this.#name = name;
		this.#book = book;
		this.#cells = new PackedCells(name, book);
	}

	open(name: string, attributes: Attributes): void {
		if (name === 'c') this.#openCell(attributes);
		else if (name === 'row') this.#openRow(attributes);
		else if (name === 'v' && this.#cell.open) this.#collect = 'value';
		else if (name === 'f' && this.#cell.open) this.#openFormula(this.#cell, attributes);
		else if (name === 't' && this.#cell.open && !this.#phonetic) this.#collect = 'inline';
		else if (name === 'rPh') this.#phonetic = true;
		else if (name === 'mergeCell') this.#merge(attributes.get('ref') ?? '');
		else if (name === 'col' && isTrue(attributes.get('hidden'))) this.#hideColumns(attributes);
	}

	take(bytes: Uint8Array, from: number): number {
		const plain = this.#plain;
		const end = this.#cell.open ? 0 : plain.scan(bytes, from);
		if (end === 0) return 0;
		const { row, column, style, valueFrom, valueTo } = plain;
		if (plain.shared) {
			const index = wholeNumber(bytes, valueFrom, valueTo);
			if (index < 0) return 0;
			if (this.#sharedText(index) !== '') this.#cells.addShared(row, column, style, index);
		} else if (!this.#cells.addPlainNumber(row, column, style, bytes, valueFrom, valueTo)) return 0;
		this.#row = row;
		this.#column = column;
		return end;
	}

	text(text: string): void {
		const cell = this.#cell;
		if (!this.#collect) return;
		if (this.#collect === 'formula') cell.formula = (cell.formula ?? '') + text;
		else cell[this.#collect] += text;
	}

	close(name: string): void {
		if (name === 'v' || name === 't' || name === 'f') this.#collect = undefined;
		else if (name === 'rPh') this.#phonetic = false;
		else if (name === 'c') this.#closeCell(this.#cell);
	}

	result(): Omit<Sheet, 'name' | 'hidden'> {
		return {
			...this.#cells.result(),
			merges: this.#merges,
			hiddenRows: this.#hiddenRows,
			hiddenColumns: [...this.#hiddenColumns].map(columnLetters)
		};
	}

	#openRow(attributes: Attributes): void {
		const said = attributes.get('r');
		if (said !== undefined && !/^[1-9]\d{0,6}$/.test(said))
			throw this.#malformed(`行号“${said.slice(0, 40)}”`);
		this.#row = said === undefined ? this.#row + 1 : Number(said);
		this.#column = 0;
		if (isTrue(attributes.get('hidden'))) this.#hiddenRows.push(this.#row);
	}

	#openCell(attributes: Attributes): void {
		const cell = this.#cell;
		if (cell.open) throw this.#malformed('单元格的嵌套');
		const address = attributes.get('r');
		this.#place(address);
		cell.open = true;
		cell.at = address ?? cellAddress(this.#row, this.#column);
		cell.type = attributes.get('t') ?? 'n';
		cell.style = Number(attributes.get('s') ?? '0');
		cell.value = '';
		cell.inline = '';
		cell.formula = undefined;
		cell.shared = undefined;
		cell.array = false;
	}

	/** Row and column of "B7"; a cell without an address stands right of the one before. */
	#place(address: string | undefined): void {
		if (address === undefined) {
			this.#column += 1;
			return;
		}
		let column = 0;
		let at = 0;
		for (; at < 3 && isLetter(address.charCodeAt(at)); at++)
			column = column * 26 + address.charCodeAt(at) - 64;
		let row = 0;
		for (let index = at; index < address.length; index++) {
			const digit = address.charCodeAt(index) - 48;
			row = digit >= 0 && digit <= 9 ? row * 10 + digit : Number.NaN;
		}
		const written = column > 0 && column <= 16_384 && address.charCodeAt(at) !== 48 && row > 0;
		if (!written || row > 1_048_576) throw this.#malformed(`单元格地址“${address.slice(0, 40)}”`);
		this.#row = row;
		this.#column = column;
	}

	#openFormula(cell: OpenCell, attributes: Attributes): void {
		this.#collect = 'formula';
		const type = attributes.get('t');
		if (type === 'shared') cell.shared = attributes.get('si');
		else if (type === 'array' || type === 'dataTable') cell.array = true;
	}

	#closeCell(cell: OpenCell): void {
		if (!cell.open) return;
		cell.open = false;
		const formula = this.#formulaOf(cell);
		const { file } = this.#book;
		const value = cell.type === 'str' ? cell.value : cell.value.trim();
		switch (cell.type) {
			case 's':
				return this.#addText(cell, value === '' ? '' : this.#sharedText(Number(value)), formula);
			case 'inlineStr':
				return this.#addText(cell, plainText(cell.inline, file), formula);
			case 'str':
				return this.#addText(cell, plainText(value, file), formula);
		}
		if (value === '') return this.#addText(cell, '', formula);
		const { style } = cell;
		if (cell.type === 'd' || cell.type === 'b' || cell.type === 'e') {
			const kind = KINDS[cell.type];
			const shown = cell.type === 'b' ? (value === '1' ? 'TRUE' : 'FALSE') : value;
			this.#cells.addOther(this.#row, this.#column, style, { kind, raw: value, shown }, formula);
		} else {
			if (isExactNumber(value)) this.#cells.addNumber(this.#row, this.#column, style, value, formula);
			else this.#addInexact(value, style, formula);
		}
	}

	/** A number too small, too large or too long to be kept exactly takes only its own cell away, not the sheet. */
	#addInexact(value: string, style: number, formula: string | undefined): void {
		if (!isNumberText(value)) throw this.#malformed(`数值“${value.slice(0, 40)}”`);
		const raw = value.slice(0, LIMITS.cellText);
		this.#cells.addOther(this.#row, this.#column, style, { kind: 'error', raw, shown: raw }, formula);
	}

	/** A text of nothing is an empty cell, unless a formula gives it. */
	#addText(cell: OpenCell, text: string, formula: string | undefined): void {
		if (text !== '' || formula !== undefined)
			this.#cells.addText(this.#row, this.#column, cell.style, text, formula);
	}

	/** A shared formula is written once; the other cells carry its number and are given their own copy here. */
	#formulaOf(cell: OpenCell): string | undefined {
		const own = cell.formula;
		// Braces mark a formula over whole arrays, as Excel shows it: it means something else than the same text alone.
		if (cell.array) return `{${own ?? ''}}`;
		if (cell.shared === undefined) return own;
		if (own !== undefined && own !== '') {
			this.#shared.set(cell.shared, new SharedFormula(own, this.#row, this.#column));
			return own;
		}
		const master = this.#shared.get(cell.shared);
		if (master && !master.copied) this.#sources += master.text.length;
		if (this.#sources > LIMITS.sharedFormulaSources)
			throw tooMany(this.#book.file, this.#name, '共用公式的字数', LIMITS.sharedFormulaSources);
		this.#copied += master?.text.length ?? 0;
		if (this.#copied > LIMITS.sharedFormulaText)
			throw tooMany(this.#book.file, this.#name, '共用公式展开后的字数', LIMITS.sharedFormulaText);
		return master?.copyAt(this.#row, this.#column);
	}

	#sharedText(index: number): string {
		const text = this.#book.strings[index];
		if (text === undefined) throw this.#malformed('文字编号超出范围');
		return text;
	}

	#merge(ref: string): void {
		const range = parseCellRange(ref);
		if (!range) throw this.#malformed(`合并区域“${ref.slice(0, 40)}”`);
		if (this.#merges.length >= LIMITS.sheetRows)
			throw tooMany(this.#book.file, this.#name, '合并区域数', LIMITS.sheetRows);
		this.#merges.push(rangeText(range));
	}

	#hideColumns(attributes: Attributes): void {
		const last = Math.min(Number(attributes.get('max')), LIMITS.sheetColumns);
		for (let column = Math.max(1, Number(attributes.get('min'))); column <= last; column++)
			this.#hiddenColumns.add(column);
	}

	#malformed(what: string): Unreadable {
		return new Unreadable(
			problem('intake/bad-xml', {
				file: this.#book.file,
				part: `工作表“${this.#name}”`,
				detail: `${what}无法识别`
			})
		);
	}
}

/** A number of a few digits and nothing else; -1 for whatever else stands there. */
function wholeNumber(bytes: Uint8Array, from: number, to: number): number {
	if (to - from > 9) return -1;
	let number = 0;
	for (let at = from; at < to; at += 1) {
		const digit = (bytes[at] ?? 0) - 48;
		if (digit < 0 || digit > 9) return -1;
		number = number * 10 + digit;
	}
	return number;
}

function isLetter(code: number): boolean {
	return code >= 65 && code <= 90;
}

function isTrue(value: string | undefined): boolean {
	return value === '1' || value === 'true';
}
