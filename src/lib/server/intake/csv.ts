import { cellAddress } from '#lib/core/address/cell-address.ts';
import { CSV_READER, type Workbook } from '#lib/core/intake/workbook.ts';
import { LIMITS } from '#lib/core/limits.ts';
import { problem } from '#lib/core/problem.ts';
import type { SourceCell } from '#lib/core/snapshot/source-table.ts';
import { separatorOf } from './separator.ts';
import { tooMany, Unreadable } from './unreadable.ts';

/** A text file has one sheet and no name for it. */
export const CSV_SHEET = '表1';

/** Reads separated text: UTF-8, UTF-16 or GB18030 (GBK); comma, tab, semicolon or bar. Throws `Unreadable`. */
export function readCsv(bytes: Uint8Array, file: string): Workbook {
	const text = decodeText(bytes, file);
	const cells: SourceCell[] = [];
	let row = 1;
	let column = 1;
	for (const field of fieldsOf(text, separatorOf(text), file)) {
		if (row > LIMITS.sheetRows) throw tooMany(file, '行数', LIMITS.sheetRows);
		if (column > LIMITS.sheetColumns) throw tooMany(file, '列数', LIMITS.sheetColumns);
		if (field.text.trim() !== '') cells.push(textCell(field.text, cellAddress(row, column), file));
		if (cells.length > LIMITS.sheetCells) throw tooMany(file, '单元格数', LIMITS.sheetCells);
		if (field.endsRow) [row, column] = [row + 1, 1];
		else column += 1;
	}
	const sheet = {
		name: CSV_SHEET,
		hidden: false,
		cells,
		merges: [],
		hiddenRows: [],
		hiddenColumns: [],
		indents: {}
	};
	return { format: 'csv', reader: CSV_READER, sheets: [sheet] };
}

/** The strictest reading first: a byte order mark decides; UTF-8 refuses nearly every GBK text; GB18030 comes last. */
export function decodeText(bytes: Uint8Array, file: string): string {
	const marked =
		bytes[0] === 0xff && bytes[1] === 0xfe
			? 'utf-16le'
			: bytes[0] === 0xfe && bytes[1] === 0xff
				? 'utf-16be'
				: undefined;
	for (const encoding of marked ? [marked] : ['utf-8', 'gb18030']) {
		try {
			return new TextDecoder(encoding, { fatal: true }).decode(bytes);
		} catch {
			// Not this encoding; the next one is tried.
		}
	}
	throw new Unreadable(problem('intake/encoding', { file }));
}

/** `from` and `to` bound the field in the text, quotes included, without what separates it from the next. */
type Field = {
	readonly text: string;
	readonly endsRow: boolean;
	readonly from: number;
	readonly to: number;
};

/** Fields after RFC 4180: quotes double inside quotes, line ends may be CRLF, LF or CR, and may stand inside quotes. */
export function* fieldsOf(text: string, separator: string, file: string): Generator<Field> {
	let at = 0;
	let row = 1;
	while (at < text.length) {
		const from = at;
		let field = '';
		if (text[at] === '"') {
			const end = closingQuote(text, at + 1);
			if (end < 0) throw new Unreadable(problem('intake/open-quote', { file, row: String(row) }));
			field = text.slice(at + 1, end).replaceAll('""', '"');
			at = end + 1;
		}
		const rest = at;
		while (at < text.length && text[at] !== separator && text[at] !== '\n' && text[at] !== '\r') at += 1;
		field += text.slice(rest, at);
		const to = at;
		const endsRow = text[at] !== separator;
		if (text[at] === '\r' && text[at + 1] === '\n') at += 1;
		at += 1;
		if (endsRow) row += 1;
		yield { text: field, endsRow, from, to };
	}
}

function closingQuote(text: string, from: number): number {
	let at = text.indexOf('"', from);
	while (at >= 0 && text[at + 1] === '"') at = text.indexOf('"', at + 2);
	return at;
}

/** A plain number of at most fifteen digits is a number; longer ones are codes and stay text, digit by digit. */
export function textCell(text: string, at: string, file: string): SourceCell {
	if (text.length > LIMITS.cellText) throw tooMany(file, '单元格字数', LIMITS.cellText);
	const plain = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(text) && text.replace(/\D/g, '').length <= 15;
	return { at, kind: plain ? 'number' : 'text', raw: text, shown: text };
}
