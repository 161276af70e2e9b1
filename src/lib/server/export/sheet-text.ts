import { parseCellAddress } from '#lib/core/address/cell-address.ts';

/** A cell as it stands in the text of a worksheet part. */
export interface CellText {
	readonly from: number;
	to: number;
	/** Number of its look; null where it names none. */
	readonly style: string | null;
}

export interface RowText {
	/** Before its first cell, or before the whole row where it has none and closes itself. */
	readonly from: number;
	/** Behind its last cell, or behind the whole row. */
	to: number;
	/** The opening tag of a row that closes itself, made ready to take cells; null for every other. */
	readonly empty: string | null;
	readonly cells: Map<number, CellText>;
}

export interface SheetText {
	/** Namespace prefix of the part's elements with its colon; "" for none. */
	readonly prefix: string;
	readonly rows: ReadonlyMap<number, RowText>;
	/** Where the text of a row that is not there yet belongs. */
	placeOfRow(number: number): number;
}

const TAG =
	/<!--[^]*?-->|<!\[CDATA\[[^]*?\]\]>|<(\/?)((?:[\w.-]+:)?)(sheetData|row|c)(?=[\s/>])((?:[^>"']|"[^"]*"|'[^']*')*)>/g;

/** Finds rows and cells in the text of a worksheet part that has been read before; undefined where it holds no data. */
export function scanSheetText(xml: string, wanted: { has(row: number): boolean }): SheetText | undefined {
	const rows = new Map<number, RowText>();
	const starts: { readonly number: number; readonly at: number }[] = [];
	let [prefix, end] = ['', -1];
	let [number, column] = [0, 0];
	let row: RowText | undefined;
	let cell: CellText | undefined;
	TAG.lastIndex = 0;
	for (let match = TAG.exec(xml); match && end < 0; match = TAG.exec(xml)) {
		const [whole, slash, space = '', name, attributes = ''] = match;
		const after = match.index + whole.length;
		const closed = attributes.endsWith('/');
		if (name === 'sheetData') {
			prefix = space;
			if (slash === '/' || closed) end = closed ? -2 : match.index;
		} else if (name === 'row' && slash === '') {
			number = Number(attribute(attributes, 'r') ?? number + 1);
			column = 0;
			starts.push({ number, at: match.index });
			const empty = closed ? `<${space}row${attributes.slice(0, -1)}>` : null;
			row = { from: closed ? match.index : after, to: after, empty, cells: new Map() };
			if (wanted.has(number)) rows.set(number, row);
		} else if (name === 'row' && row) row.to = match.index;
		else if (name === 'c' && slash === '') {
			column = parseCellAddress(attribute(attributes, 'r') ?? '')?.column ?? column + 1;
			cell = { from: match.index, to: after, style: attribute(attributes, 's') ?? null };
			row?.cells.set(column, cell);
		} else if (name === 'c' && cell) cell.to = after;
		if (end === -2) return undefined;
	}
	if (end < 0) return undefined;
	const last = end;
	return { prefix, rows, placeOfRow: (sought) => starts.find((start) => start.number > sought)?.at ?? last };
}

function attribute(attributes: string, name: string): string | undefined {
	return new RegExp(`(?:^|\\s)${name}\\s*=\\s*["']([^"']*)["']`).exec(attributes)?.[1];
}
