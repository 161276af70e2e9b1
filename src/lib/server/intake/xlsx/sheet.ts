import { cellAddress, columnLetters, parseCellRange, rangeText } from '#lib/core/address/cell-address.ts';
import { isExactNumber } from '#lib/core/intake/number-text.ts';
import type { Sheet } from '#lib/core/intake/workbook.ts';
import { LIMITS } from '#lib/core/limits.ts';
import { problem } from '#lib/core/problem.ts';
import type { SourceCell } from '#lib/core/snapshot/source-table.ts';
import { SheetCells } from '../sheet-cells.ts';
import { Unreadable } from '../unreadable.ts';
import { detached, scanXml, type Attributes } from '../xml.ts';
import { shownNumber } from './number-format.ts';
import { PlainCell } from './plain-cell.ts';
import { plainShown } from './plain-shown.ts';
import { shiftFormula } from './shift-formula.ts';
import { plainText } from './strings.ts';
import type { CellStyle } from './styles.ts';

/** What a sheet's cells refer to outside the sheet. */
export interface WorkbookParts {
	readonly file: string;
	readonly strings: readonly string[];
	readonly styles: readonly CellStyle[];
	readonly date1904: boolean;
}

/** Characters of a number that is looked up: there are not many of so few. */
const SHORT_NUMBER = 4;

/** The cell between its opening and its closing tag. One object serves all cells of a sheet in turn. */
interface OpenCell {
	open: boolean;
	at: string;
	type: string;
	style: CellStyle | undefined;
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
	readonly #cells: SheetCells;
	readonly #merges: string[] = [];
	readonly #hiddenRows: number[] = [];
	readonly #hiddenColumns = new Set<number>();
	readonly #shared = new Map<string, { formula: string; row: number; column: number }>();
	/** Characters of the copies of shared formulas so far. */
	#copied = 0;
	readonly #plain = new PlainCell();
	readonly #numbers: Map<string, Pick<SourceCell, 'kind' | 'raw' | 'shown'>>[] = [];
	#row = 0;
	#column = 0;
	readonly #cell: OpenCell = {
		open: false,
		at: '',
		type: 'n',
		style: undefined,
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
		this.#cells = new SheetCells(book.file, name);
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

	take(source: string, from: number): number {
		const plain = this.#plain;
		const end = this.#cell.open ? 0 : plain.scan(source, from);
		if (end === 0) return 0;
		const { at, row, column } = plain;
		this.#row = row;
		this.#column = column;
		const style = this.#book.styles[plain.style];
		if (plain.shared) {
			const value = this.#sharedText(plain.value);
			if (value)
				this.#cells.add(row, column, { at, kind: 'text', raw: value, shown: value }, style?.indent ?? 0);
		} else {
			const { kind, raw, shown } = this.#shortNumber(plain.value, plain.style, style?.format ?? 'General');
			this.#cells.add(row, column, { at, kind, raw, shown }, style?.indent ?? 0);
		}
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
		this.#row = Number(attributes.get('r') ?? this.#row + 1);
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
		cell.style = this.#book.styles[Number(attributes.get('s') ?? '0')];
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
		const value = this.#valueOf(cell);
		const indent = cell.style?.indent ?? 0;
		if (formula === undefined) {
			if (!value) return;
			const { kind, raw, shown } = value;
			this.#cells.add(this.#row, this.#column, { at: cell.at, kind, raw, shown }, indent);
			return;
		}
		const known = value ?? { kind: 'text' as const, raw: '', shown: '' };
		this.#cells.add(this.#row, this.#column, { at: cell.at, ...known, formula }, indent);
	}

	/** A shared formula is written once; the other cells carry its number and are given their own copy here. */
	#formulaOf(cell: OpenCell): string | undefined {
		const own = cell.formula;
		// Braces mark a formula over whole arrays, as Excel shows it: it means something else than the same text alone.
		if (cell.array) return `{${own ?? ''}}`;
		if (cell.shared === undefined) return own;
		if (own !== undefined && own !== '') {
			this.#shared.set(cell.shared, { formula: own, row: this.#row, column: this.#column });
			return own;
		}
		const master = this.#shared.get(cell.shared);
		this.#copied += master?.formula.length ?? 0;
		if (this.#copied > LIMITS.sharedFormulaText)
			throw this.#cells.tooMany('共用公式展开后的字数', LIMITS.sharedFormulaText);
		return master && shiftFormula(master.formula, this.#row - master.row, this.#column - master.column);
	}

	#valueOf(cell: OpenCell): Pick<SourceCell, 'kind' | 'raw' | 'shown'> | undefined {
		const { file } = this.#book;
		const value = cell.type === 'str' ? cell.value : cell.value.trim();
		switch (cell.type) {
			case 's':
				return textValue(value === '' ? '' : this.#sharedText(value));
			case 'inlineStr':
				return textValue(detached(plainText(cell.inline, file)));
			case 'str':
				return textValue(detached(plainText(value, file)));
			case 'd':
				return value === '' ? undefined : { kind: 'date', raw: value, shown: value };
			case 'b':
				return value === ''
					? undefined
					: { kind: 'boolean', raw: value, shown: value === '1' ? 'TRUE' : 'FALSE' };
			case 'e':
				return value === '' ? undefined : { kind: 'error', raw: value, shown: value };
		}
		return value === '' ? undefined : this.#number(value, cell.style?.format ?? 'General');
	}

	#sharedText(index: string): string {
		const text = this.#book.strings[Number(index)];
		if (text === undefined) throw this.#malformed('文字编号超出范围');
		return text;
	}

	/** Short numbers come again and again (12 months, factor 1): each is kept and formatted once per style. */
	#shortNumber(value: string, style: number, format: string): Pick<SourceCell, 'kind' | 'raw' | 'shown'> {
		if (value.length > SHORT_NUMBER) return this.#number(value, format);
		const known = (this.#numbers[style] ??= new Map());
		const before = known.get(value);
		if (before) return before;
		const made = this.#number(value, format);
		known.set(value, made);
		return made;
	}

	#number(value: string, format: string): Pick<SourceCell, 'kind' | 'raw' | 'shown'> {
		const raw = detached(value);
		const plain = plainShown(raw, format);
		if (plain !== undefined) return { kind: 'number', raw, shown: plain };
		if (!isExactNumber(value)) throw this.#malformed(`数值“${value.slice(0, 40)}”`);
		const shown = shownNumber(raw, format, this.#book.date1904);
		return { kind: shown.date ? 'date' : 'number', raw, shown: shown.text };
	}

	#merge(ref: string): void {
		const range = parseCellRange(ref);
		if (!range) throw this.#malformed(`合并区域“${ref.slice(0, 40)}”`);
		if (this.#merges.length >= LIMITS.sheetRows) throw this.#cells.tooMany('合并区域数', LIMITS.sheetRows);
		this.#merges.push(rangeText(range));
	}

	#hideColumns(attributes: Attributes): void {
		const last = Math.min(Number(attributes.get('max')), LIMITS.sheetColumns);
		for (let column = Number(attributes.get('min')); column <= last; column++)
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

function textValue(text: string): Pick<SourceCell, 'kind' | 'raw' | 'shown'> | undefined {
	return text === '' ? undefined : { kind: 'text', raw: text, shown: text };
}

function isLetter(code: number): boolean {
	return code >= 65 && code <= 90;
}

function isTrue(value: string | undefined): boolean {
	return value === '1' || value === 'true';
}
