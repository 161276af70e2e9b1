import { parseDecimal, toText } from '#lib/core/decimal/decimal.ts';
import { fifteenDigits, readNumberText } from '#lib/core/intake/number-text.ts';
import { readHtmlTable, type HtmlCell } from './clipboard-html.ts';
import { DERIVED_ATTRIBUTE, FORMULA_ATTRIBUTE, OWN_ATTRIBUTE } from './clipboard-write.ts';

/** One cell of what was copied. */
export interface PastedCell {
	/** As it was shown where it was copied. */
	readonly text: string;
	/** The exact number behind what was shown, where the clipboard carries it. */
	readonly number?: string;
	/** Copied from our own grid: the formula as stored. */
	readonly formula?: string;
	/** Copied from our own grid, where the value followed from other cells. */
	readonly derived?: true;
}

/** A rectangle: all rows are equally long. */
export type PastedTable = readonly (readonly PastedCell[])[];

/**
 * Understands what a spreadsheet program put on the clipboard: its HTML where that carries the values behind what is
 * shown, or else the plain text. Pictures are never looked at. Empty when there is nothing to paste.
 */
export function readClipboard(html: string, text: string): PastedTable {
	const table = isWorthReading(html, text) ? readHtmlTable(html) : null;
	const cells = table?.rows.map((row) => row.map((cell) => pastedCell(cell, table.attributes))) ?? [];
	const carriesValues =
		table?.attributes.has(OWN_ATTRIBUTE) ||
		cells.some((row) => row.some(({ number }) => number !== undefined));
	if (cells.length > 0 && (carriesValues || text === '')) return cells;
	return readTabbedText(text);
}

/** What marks a table as ours, or carries a number behind what is shown. */
const CARRIERS = new RegExp(`${OWN_ATTRIBUTE}|x:num|sdval|data-sheets-value`, 'i');

/** HTML that carries no values says no more than the text beside it, and takes far longer to read. */
function isWorthReading(html: string, text: string): boolean {
	return html !== '' && (text === '' || CARRIERS.test(html));
}

function pastedCell(cell: HtmlCell, table: ReadonlyMap<string, string>): PastedCell {
	const { text, attributes } = cell;
	const own = table.has(OWN_ATTRIBUTE);
	const formula = own ? attributes.get(FORMULA_ATTRIBUTE) : undefined;
	const number = rawNumber(cell);
	return {
		text,
		...(number === undefined ? {} : { number }),
		...(formula === undefined ? {} : { formula }),
		...(own && attributes.has(DERIVED_ATTRIBUTE) ? { derived: true } : {})
	};
}

/** A number as JSON inside Google's attribute: {"1":3,"3":1234.5}, where 3 is its word for a number. */
const SHEETS_NUMBER = /"1":3,"3":(-?[\d.]+(?:[eE][+-]?\d+)?)/;

/**
 * The number a program says stands behind the shown text: `x:num` of Excel and WPS, `sdval` of LibreOffice. A date is a
 * number there as well; it is left as the text it shows.
 */
function rawNumber({ text, attributes }: HtmlCell): string | undefined {
	const given =
		attributes.get('x:num') ??
		attributes.get('sdval') ??
		SHEETS_NUMBER.exec(attributes.get('data-sheets-value') ?? '')?.[1];
	if (given === undefined) return undefined;
	const shown = readNumberText(text);
	if (shown.kind === 'unreadable' && !/^#+$/.test(text)) return undefined;
	// An empty `x:num` says that the text itself is the number.
	if (given === '') return shown.kind === 'number' && shown.suffix === '' ? toText(shown.value) : undefined;
	const parsed = parseDecimal(given);
	return parsed.ok ? toText(fifteenDigits(parsed.value)) : undefined;
}

/** Tab-separated text, in which a cell with line breaks, tabs or quotes may stand in quotes. */
export function readTabbedText(text: string): PastedTable {
	const rows: PastedCell[][] = [];
	let row: PastedCell[] = [];
	let at = 0;
	while (at < text.length) {
		const quoted = quotedCell(text, at);
		const end = quoted?.end ?? plainEnd(text, at);
		row.push({ text: quoted?.text ?? text.slice(at, end) });
		at = end;
		if (text[at] === '\t') {
			at += 1;
			if (at < text.length) continue;
			row.push({ text: '' });
		}
		rows.push(row);
		row = [];
		at += text.startsWith('\r\n', at) ? 2 : 1;
	}
	const width = rows.reduce((widest, cells) => Math.max(widest, cells.length), 0);
	for (const cells of rows) while (cells.length < width) cells.push({ text: '' });
	return rows;
}

/** A cell in quotes, if its closing quote is followed by the end of the cell; otherwise the quote is a character. */
function quotedCell(text: string, at: number): { readonly text: string; readonly end: number } | null {
	if (text[at] !== '"') return null;
	let close = text.indexOf('"', at + 1);
	while (close >= 0 && text[close + 1] === '"') close = text.indexOf('"', close + 2);
	if (close < 0 || !CELL_ENDS.includes(text[close + 1])) return null;
	const inside = text
		.slice(at + 1, close)
		.replaceAll('""', '"')
		.replace(/\r\n?/g, '\n');
	return { text: inside, end: close + 1 };
}

const CELL_ENDS: readonly (string | undefined)[] = ['\t', '\n', '\r', undefined];

function plainEnd(text: string, at: number): number {
	let end = at;
	while (!CELL_ENDS.includes(text[end])) end += 1;
	return end;
}
