import {
	cellAddress,
	columnLetters,
	parseCellAddress,
	parseCellRange,
	rangeText
} from '#lib/core/address/cell-address.ts';
import { parseDecimal } from '#lib/core/decimal/decimal.ts';
import type { Sheet } from '#lib/core/intake/workbook.ts';
import { LIMITS } from '#lib/core/limits.ts';
import { problem } from '#lib/core/problem.ts';
import type { SourceCell } from '#lib/core/snapshot/source-table.ts';
import { Unreadable } from '../unreadable.ts';
import { scanXml, type Attributes } from '../xml.ts';
import { shownNumber } from './number-format.ts';
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

interface OpenCell {
	readonly row: number;
	readonly column: number;
	readonly type: string;
	readonly style: CellStyle | undefined;
	value: string;
	inline: string;
	formula: string | undefined;
	shared: string | undefined;
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
	readonly #cells: { row: number; column: number; cell: SourceCell }[] = [];
	readonly #merges: string[] = [];
	readonly #hiddenRows: number[] = [];
	readonly #hiddenColumns: string[] = [];
	readonly #indents: { [address: string]: number } = {};
	readonly #shared = new Map<string, { formula: string; row: number; column: number }>();
	#row = 0;
	#column = 0;
	#cell: OpenCell | undefined;
	#collect: 'value' | 'inline' | 'formula' | undefined;
	#phonetic = false;

	constructor(name: string, book: WorkbookParts) {
		this.#name = name;
		this.#book = book;
	}

	open(name: string, attributes: Attributes): void {
		if (name === 'c') this.#openCell(attributes);
		else if (name === 'row') this.#openRow(attributes);
		else if (name === 'v' && this.#cell) this.#collect = 'value';
		else if (name === 'f' && this.#cell) this.#openFormula(this.#cell, attributes);
		else if (name === 't' && this.#cell && !this.#phonetic) this.#collect = 'inline';
		else if (name === 'rPh') this.#phonetic = true;
		else if (name === 'mergeCell') this.#merge(attributes.get('ref') ?? '');
		else if (name === 'col' && isTrue(attributes.get('hidden'))) this.#hideColumns(attributes);
	}

	text(text: string): void {
		const cell = this.#cell;
		if (!cell || !this.#collect) return;
		if (this.#collect === 'formula') cell.formula = (cell.formula ?? '') + text;
		else cell[this.#collect] += text;
	}

	close(name: string): void {
		if (name === 'v' || name === 't' || name === 'f') this.#collect = undefined;
		else if (name === 'rPh') this.#phonetic = false;
		else if (name === 'c' && this.#cell) this.#closeCell(this.#cell);
	}

	result(): Omit<Sheet, 'name' | 'hidden'> {
		// Writers keep the order, but the format does not oblige them to.
		this.#cells.sort((a, b) => a.row - b.row || a.column - b.column);
		return {
			cells: this.#cells.map(({ cell }) => cell),
			merges: this.#merges,
			hiddenRows: this.#hiddenRows,
			hiddenColumns: this.#hiddenColumns,
			indents: this.#indents
		};
	}

	#openRow(attributes: Attributes): void {
		this.#row = Number(attributes.get('r') ?? this.#row + 1);
		this.#column = 0;
		if (isTrue(attributes.get('hidden'))) this.#hiddenRows.push(this.#row);
	}

	#openCell(attributes: Attributes): void {
		const address = attributes.get('r');
		const at =
			address === undefined ? { row: this.#row, column: this.#column + 1 } : parseCellAddress(address);
		if (!at) throw this.#malformed(`单元格地址“${address}”`);
		this.#column = at.column;
		if (at.row > LIMITS.sheetRows) throw this.#tooMany('行数', LIMITS.sheetRows);
		if (at.column > LIMITS.sheetColumns) throw this.#tooMany('列数', LIMITS.sheetColumns);
		const style = this.#book.styles[Number(attributes.get('s') ?? '0')];
		this.#cell = {
			...at,
			type: attributes.get('t') ?? 'n',
			style,
			value: '',
			inline: '',
			formula: undefined,
			shared: undefined
		};
	}

	#openFormula(cell: OpenCell, attributes: Attributes): void {
		this.#collect = 'formula';
		if (attributes.get('t') === 'shared') cell.shared = attributes.get('si');
	}

	#closeCell(cell: OpenCell): void {
		this.#cell = undefined;
		const formula = this.#formulaOf(cell);
		const value = this.#valueOf(cell);
		if (!value && formula === undefined) return;
		if (this.#cells.length >= LIMITS.sheetCells) throw this.#tooMany('单元格数', LIMITS.sheetCells);
		const at = cellAddress(cell.row, cell.column);
		const known = value ?? { kind: 'text', raw: '', shown: '' };
		this.#cells.push({
			row: cell.row,
			column: cell.column,
			cell: { at, ...known, ...(formula === undefined ? {} : { formula }) }
		});
		if (cell.style && cell.style.indent > 0) this.#indents[at] = cell.style.indent;
	}

	/** A shared formula is written once; the other cells carry its number and are given their own copy here. */
	#formulaOf(cell: OpenCell): string | undefined {
		const own = cell.formula;
		if (cell.shared === undefined) return own;
		if (own !== undefined && own !== '') {
			this.#shared.set(cell.shared, { formula: own, row: cell.row, column: cell.column });
			return own;
		}
		const master = this.#shared.get(cell.shared);
		return master && shiftFormula(master.formula, cell.row - master.row, cell.column - master.column);
	}

	#valueOf(cell: OpenCell): Pick<SourceCell, 'kind' | 'raw' | 'shown'> | undefined {
		const { file, strings, date1904 } = this.#book;
		const value = cell.type === 'str' ? cell.value : cell.value.trim();
		switch (cell.type) {
			case 's': {
				const text = value === '' ? '' : strings[Number(value)];
				if (text === undefined) throw this.#malformed('文字编号超出范围');
				return textValue(text);
			}
			case 'inlineStr':
				return textValue(plainText(cell.inline, file));
			case 'str':
				return textValue(plainText(value, file));
			case 'd':
				return value === '' ? undefined : { kind: 'date', raw: value, shown: value };
			case 'b':
				return value === ''
					? undefined
					: { kind: 'boolean', raw: value, shown: value === '1' ? 'TRUE' : 'FALSE' };
			case 'e':
				return value === '' ? undefined : { kind: 'error', raw: value, shown: value };
		}
		if (value === '') return undefined;
		if (!parseDecimal(value).ok) throw this.#malformed(`数值“${value.slice(0, 40)}”`);
		const shown = shownNumber(value, cell.style?.format ?? 'General', date1904);
		return { kind: shown.date ? 'date' : 'number', raw: value, shown: shown.text };
	}

	#merge(ref: string): void {
		const range = parseCellRange(ref);
		if (!range) throw this.#malformed(`合并区域“${ref.slice(0, 40)}”`);
		if (this.#merges.length >= LIMITS.sheetRows) throw this.#tooMany('合并区域数', LIMITS.sheetRows);
		this.#merges.push(rangeText(range));
	}

	#hideColumns(attributes: Attributes): void {
		const last = Math.min(Number(attributes.get('max')), LIMITS.sheetColumns);
		for (let column = Number(attributes.get('min')); column <= last; column++)
			this.#hiddenColumns.push(columnLetters(column));
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

	#tooMany(what: string, limit: number): Unreadable {
		return new Unreadable(
			problem('intake/too-many', {
				file: this.#book.file,
				what: `工作表“${this.#name}”的${what}`,
				limit: String(limit)
			})
		);
	}
}

function textValue(text: string): Pick<SourceCell, 'kind' | 'raw' | 'shown'> | undefined {
	return text === '' ? undefined : { kind: 'text', raw: text, shown: text };
}

function isTrue(value: string | undefined): boolean {
	return value === '1' || value === 'true';
}
