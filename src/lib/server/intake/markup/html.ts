import { cellAddress, columnLetters, rangeText } from '#lib/core/address/cell-address.ts';
import { HTML_READER, type Sheet, type Workbook } from '#lib/core/intake/workbook.ts';
import { LIMITS } from '#lib/core/limits.ts';
import { problem } from '#lib/core/problem.ts';
import { decodeText, textCell } from '../csv.ts';
import { SheetCells } from '../sheet-cells.ts';
import { Unreadable } from '../unreadable.ts';
import { decodeHtml } from './html-entities.ts';

/**
 * Reads the tables of a web page, which is what many information systems save under the name .xls: each table is a
 * sheet. Nothing is fetched or run; scripts and styles are passed over. Throws `Unreadable`.
 */
export function readHtml(bytes: Uint8Array, file: string): Workbook {
	const reader = new HtmlTables(file);
	for (const token of tokensOf(pageText(bytes, file))) reader.take(token);
	const sheets = reader.result();
	if (sheets.length === 0)
		throw new Unreadable(problem('intake/bad-html', { file, detail: '里面没有完整的表格' }));
	return { format: 'html', reader: HTML_READER, sheets };
}

/** The page says its own encoding; where it does not, the strictest one that fits is taken. */
function pageText(bytes: Uint8Array, file: string): string {
	const head = Buffer.from(bytes.subarray(0, 2048)).toString('latin1');
	const named = /<meta[^>]{0,200}charset\s*=\s*["']?\s*(gb2312|gbk|gb18030|big5)/i.exec(head)?.[1];
	if (named?.toLowerCase() !== 'big5') return decodeText(bytes, file);
	try {
		return new TextDecoder('big5', { fatal: true }).decode(bytes);
	} catch {
		throw new Unreadable(problem('intake/encoding', { file }));
	}
}

type Token =
	| { readonly kind: 'text'; readonly text: string }
	| { readonly kind: 'open'; readonly name: string; readonly attributes: string }
	| { readonly kind: 'close'; readonly name: string };

/** Cuts a page into tags and texts; comments, declarations, scripts and styles are left out. One pass, no backtracking. */
function* tokensOf(page: string): Generator<Token> {
	const lower = page.toLowerCase();
	let at = 0;
	while (at < page.length) {
		const tag = page.indexOf('<', at);
		const end = tag < 0 ? page.length : tag;
		if (end > at) yield { kind: 'text', text: page.slice(at, end) };
		if (tag < 0) return;
		if (page.startsWith('<!--', tag)) {
			const close = page.indexOf('-->', tag + 4);
			at = close < 0 ? page.length : close + 3;
			continue;
		}
		const close = tagEnd(page, tag + 1);
		if (close < 0) return;
		at = close + 1;
		const inside = page.slice(tag + 1, close);
		const name = /^\/?([a-zA-Z][\w:-]*)/.exec(inside)?.[1]?.toLowerCase();
		if (name === undefined) continue;
		if (inside.startsWith('/')) yield { kind: 'close', name };
		else {
			yield { kind: 'open', name, attributes: inside.slice(name.length) };
			if (name === 'script' || name === 'style' || name === 'xml') {
				const over = lower.indexOf(`</${name}`, at);
				at = over < 0 ? page.length : over;
			}
		}
	}
}

/** Where a tag ends: the first ">" outside quotes. */
function tagEnd(page: string, from: number): number {
	let quote = '';
	for (let at = from; at < page.length; at++) {
		const mark = page.charAt(at);
		if (quote !== '') quote = mark === quote ? '' : quote;
		else if (mark === '"' || mark === "'") quote = mark;
		else if (mark === '>') return at;
	}
	return -1;
}

interface OpenCell {
	readonly row: number;
	readonly column: number;
	readonly attributes: string;
	text: string;
}

/** Lays cells out on a grid as a browser does: spans push later cells to the right and down. */
class HtmlTables {
	readonly #file: string;
	readonly #sheets: Sheet[] = [];
	#depth = 0;
	#cells: SheetCells | undefined;
	#merges: string[] = [];
	#hiddenRows: number[] = [];
	#hiddenColumns = new Set<number>();
	/** Per column, the last row that a cell from above reaches down to. */
	#taken: number[] = [];
	#row = 0;
	#column = 0;
	#columnElements = 0;
	#cell: OpenCell | undefined;

	constructor(file: string) {
		this.#file = file;
	}

	take(token: Token): void {
		if (token.kind === 'text') {
			if (this.#cell) this.#cell.text += token.text;
		} else if (token.name === 'table') this.#table(token.kind);
		else if (this.#depth !== 1) return;
		else if (token.kind === 'close') {
			if (token.name === 'td' || token.name === 'th' || token.name === 'tr') this.#closeCell();
		} else this.#element(token.name, token.attributes);
	}

	result(): readonly Sheet[] {
		if (this.#depth > 0) throw this.#bad('表格不完整，文件可能没有传完');
		return this.#sheets;
	}

	/** A table inside a cell gives its words to that cell. */
	#table(kind: 'open' | 'close'): void {
		if (kind === 'open') {
			this.#depth += 1;
			if (this.#depth === 1) this.#openTable();
		} else if (this.#depth > 0) {
			this.#depth -= 1;
			if (this.#depth === 0) this.#closeTable();
		}
	}

	#element(name: string, attributes: string): void {
		if (name === 'tr') {
			this.#closeCell();
			this.#row += 1;
			this.#column = 0;
			if (isHidden(attributes)) this.#hiddenRows.push(this.#row);
		} else if (name === 'td' || name === 'th') this.#openCell(attributes);
		else if (name === 'col') this.#columnElement(attributes);
		else if ((name === 'br' || name === 'p' || name === 'div') && this.#cell && this.#cell.text.trim() !== '')
			this.#cell.text += '\u0001';
	}

	#openTable(): void {
		if (this.#sheets.length >= LIMITS.sheetsPerWorkbook)
			throw new Unreadable(
				problem('intake/too-many', {
					file: this.#file,
					what: '表格数',
					limit: String(LIMITS.sheetsPerWorkbook)
				})
			);
		this.#cells = new SheetCells(this.#file, this.#name());
		[this.#merges, this.#hiddenRows, this.#hiddenColumns, this.#taken] = [[], [], new Set(), []];
		[this.#row, this.#column, this.#columnElements] = [0, 0, 0];
	}

	#closeTable(): void {
		this.#closeCell();
		const cells = this.#cells?.result();
		if (!cells || cells.cells.length === 0) return;
		this.#sheets.push({
			name: this.#name(),
			hidden: false,
			...cells,
			merges: this.#merges,
			hiddenRows: this.#hiddenRows,
			hiddenColumns: [...this.#hiddenColumns].map(columnLetters)
		});
	}

	#name(): string {
		return `表${this.#sheets.length + 1}`;
	}

	#openCell(attributes: string): void {
		this.#closeCell();
		if (this.#row === 0) this.#row = 1;
		let column = this.#column + 1;
		while ((this.#taken[column] ?? 0) >= this.#row) column += 1;
		const right = column + span(attributes, 'colspan') - 1;
		const bottom = this.#row + span(attributes, 'rowspan') - 1;
		if (right > LIMITS.sheetColumns)
			throw this.#cells?.tooMany('列数', LIMITS.sheetColumns) ?? this.#bad('列数过多');
		for (let c = column; c <= right; c++) this.#taken[c] = bottom;
		if (right > column || bottom > this.#row)
			this.#merges.push(rangeText({ top: this.#row, left: column, bottom, right }));
		this.#column = right;
		this.#cell = { row: this.#row, column, attributes, text: '' };
	}

	#closeCell(): void {
		const cell = this.#cell;
		if (!cell) return;
		this.#cell = undefined;
		const text = plainText(cell.text);
		if (text === '') return;
		const at = cellAddress(cell.row, cell.column);
		const marked = /\bx:num="([-+.\deE]{1,40})"/.exec(cell.attributes)?.[1];
		const asText = /mso-number-format:\s*(?:"|&quot;)?\\@|\bx:str\b/.test(cell.attributes);
		const plain = textCell(text, at, this.#file);
		const value = asText
			? { at, kind: 'text' as const, raw: text, shown: text }
			: marked !== undefined && Number.isFinite(Number(marked))
				? { at, kind: 'number' as const, raw: marked, shown: text }
				: plain;
		this.#cells?.add(cell.row, cell.column, value, 0);
	}

	#columnElement(attributes: string): void {
		const first = this.#columnElements + 1;
		const last = Math.min(first + span(attributes, 'span') - 1, LIMITS.sheetColumns);
		if (isHidden(attributes))
			for (let column = first; column <= last; column++) this.#hiddenColumns.add(column);
		this.#columnElements = last;
	}

	#bad(detail: string): Unreadable {
		return new Unreadable(problem('intake/bad-html', { file: this.#file, detail }));
	}
}

function span(attributes: string, name: string): number {
	const text = new RegExp(`\\b${name}\\s*=\\s*["']?(\\d{1,6})`, 'i').exec(attributes)?.[1];
	return Math.min(Math.max(1, Number(text ?? '1')), LIMITS.sheetRows);
}

function isHidden(attributes: string): boolean {
	return /display\s*:\s*none/i.test(attributes);
}

/** Text as a browser shows it: runs of space become one, forced breaks become line ends. */
function plainText(text: string): string {
	return decodeHtml(text.replace(/[ \t\r\n]+/g, ' '))
		.replace(/ ?\u0001+ ?/g, '\n')
		.replace(/^[ \u00a0\n]+|[ \u00a0\n]+$/g, '');
}
