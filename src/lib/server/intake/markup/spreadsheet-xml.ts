import { cellAddress, columnLetters, rangeText } from '#lib/core/address/cell-address.ts';
import { isExactNumber, isNumberText } from '#lib/core/intake/number-text.ts';
import { XML_READER, type Sheet, type Workbook } from '#lib/core/intake/workbook.ts';
import { LIMITS } from '#lib/core/limits.ts';
import { problem } from '#lib/core/problem.ts';
import type { SourceCell } from '#lib/core/snapshot/source-table.ts';
import { SheetCells } from '../sheet-cells.ts';
import { Unreadable } from '../unreadable.ts';
import { scanXml } from '../xml.ts';
import type { Attributes } from '../xml-attributes.ts';

/** Reads an Excel 2003 XML spreadsheet, another thing that comes under the name .xls. Throws `Unreadable`. */
export function readSpreadsheetXml(bytes: Uint8Array, file: string): Workbook {
	const reader = new SpreadsheetXml(file);
	scanXml(bytes, file, 'XML', reader);
	return { format: 'xml', reader: XML_READER, sheets: reader.sheets };
}

/** Follows Workbook → Worksheet → Table → Row → Cell → Data in document order. */
class SpreadsheetXml {
	readonly sheets: Sheet[] = [];
	readonly #file: string;
	#name = '';
	#hidden = false;
	#cells: SheetCells | undefined;
	#merges: string[] = [];
	#hiddenRows: number[] = [];
	#hiddenColumns = new Set<number>();
	#row = 0;
	#column = 0;
	#lastColumnElement = 0;
	#formula: string | undefined;
	#type: string | undefined;
	#text = '';
	#words = false;

	constructor(file: string) {
		this.#file = file;
	}

	open(name: string, attributes: Attributes): void {
		if (name === 'Worksheet') this.#openSheet(attributes);
		else if (name === 'Column') this.#columnElement(attributes);
		else if (name === 'Row') this.#openRow(attributes);
		else if (name === 'Cell') this.#openCell(attributes);
		else if (name === 'Data') [this.#type, this.#text] = [attributes.get('Type') ?? 'String', ''];
		else if (name === 'Visible') this.#words = true;
	}

	text(text: string): void {
		if (this.#type !== undefined) this.#text += text;
		else if (this.#words && /SheetHidden|SheetVeryHidden/.test(text)) this.#hidden = true;
	}

	close(name: string): void {
		if (name === 'Data') this.#closeData();
		else if (name === 'Visible') this.#words = false;
		else if (name === 'Worksheet') this.#closeSheet();
	}

	#openSheet(attributes: Attributes): void {
		if (this.sheets.length >= LIMITS.sheetsPerWorkbook)
			throw new Unreadable(
				problem('intake/too-many', {
					file: this.#file,
					what: '工作表数',
					limit: String(LIMITS.sheetsPerWorkbook)
				})
			);
		this.#name = attributes.get('Name') ?? `表${this.sheets.length + 1}`;
		this.#cells = new SheetCells(this.#file, this.#name);
		[this.#merges, this.#hiddenRows, this.#hiddenColumns] = [[], [], new Set()];
		[this.#hidden, this.#row, this.#lastColumnElement] = [false, 0, 0];
	}

	#closeSheet(): void {
		if (!this.#cells) return;
		this.sheets.push({
			name: this.#name,
			hidden: this.#hidden,
			...this.#cells.result(),
			merges: this.#merges,
			hiddenRows: this.#hiddenRows,
			hiddenColumns: [...this.#hiddenColumns].map(columnLetters)
		});
		this.#cells = undefined;
	}

	#columnElement(attributes: Attributes): void {
		const first = this.#index(attributes, this.#lastColumnElement);
		const last = Math.min(first + count(attributes, 'Span'), LIMITS.sheetColumns);
		if (attributes.get('Hidden') === '1')
			for (let column = first; column <= last; column++) this.#hiddenColumns.add(column);
		this.#lastColumnElement = last;
	}

	#openRow(attributes: Attributes): void {
		this.#row = this.#index(attributes, this.#row);
		this.#column = 0;
		if (attributes.get('Hidden') === '1') this.#hiddenRows.push(this.#row);
	}

	#openCell(attributes: Attributes): void {
		this.#column = this.#index(attributes, this.#column);
		const [across, down] = [count(attributes, 'MergeAcross'), count(attributes, 'MergeDown')];
		this.#formula = formulaFrom(attributes.get('Formula'), this.#row, this.#column);
		if (across + down === 0) return;
		this.#merges.push(
			rangeText({
				top: this.#row,
				left: this.#column,
				bottom: this.#row + down,
				right: this.#column + across
			})
		);
		this.#pendingAcross = across;
	}

	/** Columns that the cell just opened covers to its right: the next cell begins behind them. */
	#pendingAcross = 0;

	#index(attributes: Attributes, previous: number): number {
		const base = previous + this.#pendingAcross;
		this.#pendingAcross = 0;
		const written = attributes.get('Index');
		const index = written === undefined ? base + 1 : Number(written);
		if (!Number.isSafeInteger(index) || index <= previous) throw this.#malformed('行列位置');
		return index;
	}

	#closeData(): void {
		const [type, text] = [this.#type, this.#text];
		this.#type = undefined;
		const value = this.#valueOf(type ?? 'String', text);
		if (!value || !this.#cells) return;
		const at = cellAddress(this.#row, this.#column);
		const cell = this.#formula === undefined ? { at, ...value } : { at, ...value, formula: this.#formula };
		this.#formula = undefined;
		this.#cells.add(this.#row, this.#column, cell, 0);
	}

	#valueOf(type: string, text: string): Pick<SourceCell, 'kind' | 'raw' | 'shown'> | undefined {
		if (text === '') return undefined;
		if (text.length > LIMITS.cellText) throw this.#cells?.tooMany('单元格字数', LIMITS.cellText);
		switch (type) {
			case 'Number':
				if (!isNumberText(text)) throw this.#malformed(`数值“${text.slice(0, 40)}”`);
				// What cannot be kept exactly is named at its own cell and does not take the sheet away.
				return { kind: isExactNumber(text) ? 'number' : 'error', raw: text, shown: text };
			case 'Boolean':
				return { kind: 'boolean', raw: text, shown: text === '1' ? 'TRUE' : 'FALSE' };
			case 'DateTime':
				return { kind: 'date', raw: text, shown: text.replace(/T00:00:00.*$/, '').replace('T', ' ') };
			case 'Error':
				return { kind: 'error', raw: text, shown: text };
			default:
				return { kind: 'text', raw: text, shown: text };
		}
	}

	#malformed(what: string): Unreadable {
		return new Unreadable(
			problem('intake/bad-xml', {
				file: this.#file,
				part: `工作表“${this.#name}”`,
				detail: `${what}无法识别`
			})
		);
	}
}

function count(attributes: Attributes, name: string): number {
	const value = Number(attributes.get(name) ?? '0');
	return Number.isSafeInteger(value) && value > 0 ? Math.min(value, LIMITS.sheetRows) : 0;
}

/** These files write references as R[-1]C[2] seen from the cell; here they get the letters everybody knows. */
function formulaFrom(formula: string | undefined, row: number, column: number): string | undefined {
	if (formula === undefined) return undefined;
	const part = (text: string | undefined, own: number): number =>
		text === undefined || text === ''
			? own
			: text.startsWith('[')
				? own + Number(text.slice(1, -1))
				: Number(text);
	return formula
		.replace(/^=/, '')
		.replace(
			/"(?:[^"]|"")*"|(?<![\p{L}\p{N}_.])R(\[-?\d{1,7}\]|\d{1,7})?C(\[-?\d{1,5}\]|\d{1,5})?(?![\p{L}\p{N}_(.])/gu,
			(whole, r?: string, c?: string) => {
				if (whole.startsWith('"')) return whole;
				const [toRow, toColumn] = [part(r, row), part(c, column)];
				return toRow < 1 || toColumn < 1 ? '#REF!' : cellAddress(toRow, toColumn);
			}
		);
}
