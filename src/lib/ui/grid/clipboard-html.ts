/** One `<td>` of a copied table. */
export interface HtmlCell {
	/** What it shows; line breaks are kept. */
	readonly text: string;
	/** By name in lower case, entities resolved. */
	readonly attributes: ReadonlyMap<string, string>;
}

/** The first table of a clipboard's HTML. Merged cells carry their content top left and are blank elsewhere. */
export interface HtmlTable {
	readonly attributes: ReadonlyMap<string, string>;
	readonly rows: readonly (readonly HtmlCell[])[];
}

interface Tag {
	readonly name: string;
	readonly closes: boolean;
	readonly attributes: string;
}

/** More columns than any spreadsheet program has: a span beyond it is nonsense. */
const MOST_COLUMNS = 20_000;
const MOST_ROWS = 1_100_000;

const BLANK: HtmlCell = { text: '', attributes: new Map() };

/**
 * Reads the table that spreadsheet programs put on the clipboard. A scanner of our own: it runs without a browser,
 * takes time in proportion to the text, and loads no picture that the HTML may name.
 */
export function readHtmlTable(html: string): HtmlTable | null {
	let table: ReadonlyMap<string, string> | null = null;
	let depth = 0;
	const rows = new RowBuilder();
	const attributesOf = rememberedAttributes();
	for (const part of partsOf(html)) {
		if (typeof part === 'string') {
			rows.text(part);
			continue;
		}
		const { name, closes } = part;
		if (name === 'table') {
			depth += closes ? -1 : 1;
			if (!closes) table ??= attributesOf(part.attributes);
			if (depth === 0 && table) break;
		}
		if (depth !== 1) continue;
		if (name === 'br') rows.lineBreak();
		else if (name === 'p' || name === 'div') rows.paragraph();
		else if (name === 'tr') rows.endRow(closes ? null : attributesOf(part.attributes));
		else if (name === 'td' || name === 'th') rows.endCell(closes ? null : attributesOf(part.attributes));
	}
	return table === null ? null : { attributes: table, rows: rows.finish() };
}

/** Puts cells into rows, seeing to merged cells and to the rows that Excel hides in its own HTML. */
class RowBuilder {
	readonly #rows: HtmlCell[][] = [];
	#row: HtmlCell[] | null = null;
	#cell: { text: string; readonly attributes: ReadonlyMap<string, string> } | null = null;
	/** By column: in how many of the following rows a cell from above still stands. */
	#covered: number[] = [];
	#column = 0;

	text(text: string): void {
		if (this.#cell) this.#cell.text += text.replace(/[ \t\r\n\f]+/g, ' ');
	}

	lineBreak(): void {
		if (this.#cell) this.#cell.text += '\n';
	}

	paragraph(): void {
		if (this.#cell && this.#cell.text.trim() !== '' && !this.#cell.text.endsWith('\n'))
			this.#cell.text += '\n';
	}

	endCell(next: ReadonlyMap<string, string> | null): void {
		if (this.#cell && this.#row) this.#put(this.#cell.text, this.#cell.attributes);
		this.#cell = null;
		if (next === null) return;
		this.#row ??= this.#startRow();
		this.#cell = { text: '', attributes: next };
	}

	endRow(next: ReadonlyMap<string, string> | null): void {
		this.endCell(null);
		if (this.#row) {
			this.#skipCovered();
			if (this.#rows.length < MOST_ROWS) this.#rows.push(this.#row);
		}
		this.#row = null;
		// Excel ends its table with a row of no height that only carries column widths.
		const hidden = next !== null && /display:\s*none/i.test(next.get('style') ?? '');
		if (next !== null && !hidden) this.#row = this.#startRow();
		this.#hidden = hidden;
	}

	#hidden = false;

	finish(): readonly (readonly HtmlCell[])[] {
		this.endRow(null);
		const width = this.#rows.reduce((widest, row) => Math.max(widest, row.length), 0);
		for (const row of this.#rows) while (row.length < width) row.push(BLANK);
		return this.#rows;
	}

	#startRow(): HtmlCell[] | null {
		this.#column = 0;
		return this.#hidden ? null : [];
	}

	#put(text: string, attributes: ReadonlyMap<string, string>): void {
		this.#skipCovered();
		const across = span(attributes.get('colspan'), MOST_COLUMNS - this.#column);
		const down = span(attributes.get('rowspan'), MOST_ROWS);
		for (let at = 0; at < across; at += 1) {
			this.#row?.push(at === 0 ? { text: tidy(text), attributes } : BLANK);
			if (down > 1) this.#covered[this.#column] = down - 1;
			this.#column += 1;
		}
	}

	#skipCovered(): void {
		for (let left = this.#covered[this.#column] ?? 0; left > 0; left = this.#covered[this.#column] ?? 0) {
			this.#covered[this.#column] = left - 1;
			this.#row?.push(BLANK);
			this.#column += 1;
		}
	}
}

function span(text: string | undefined, most: number): number {
	const number = /^\d{1,7}$/.test(text ?? '') ? Number(text) : 1;
	return Math.max(1, Math.min(number, most));
}

function tidy(text: string): string {
	return text
		.replace(/\u00a0/g, ' ')
		.replace(/ *\n */g, '\n')
		.trim();
}

/** Texts and tags in order; comments, declarations and style sheets are left out. */
function* partsOf(html: string): Generator<string | Tag> {
	for (let at = 0; at < html.length;) {
		const open = html.indexOf('<', at);
		if (open !== at) yield entities(html.slice(at, open < 0 ? html.length : open));
		if (open < 0) return;
		const end = html.startsWith('<!--', open) ? after(html, '-->', open) : tagEnd(html, open);
		const tag = tagOf(html.slice(open, end));
		at = end;
		if (tag === null) continue;
		if (!tag.closes && (tag.name === 'style' || tag.name === 'script' || tag.name === 'xml'))
			at = after(html, `</${tag.name}`, end);
		else yield tag;
	}
}

function after(text: string, mark: string, from: number): number {
	const at = text.indexOf(mark, from);
	return at < 0 ? text.length : at + mark.length;
}

/** The end of a tag; a ">" inside quotes does not end it. */
function tagEnd(html: string, from: number): number {
	let quote = '';
	for (let at = from + 1; at < html.length; at += 1) {
		const character = html[at] as string;
		if (quote !== '') quote = character === quote ? '' : quote;
		else if (character === '"' || character === "'") quote = character;
		else if (character === '>') return at + 1;
	}
	return html.length;
}

const TAG = /^<(\/?)([a-z][a-z0-9:]*)([\s\S]*?)\/?>?$/i;

function tagOf(source: string): Tag | null {
	const [, slash, name, attributes = ''] = TAG.exec(source) ?? [];
	return name === undefined ? null : { name: name.toLowerCase(), closes: slash === '/', attributes };
}

const ATTRIBUTE = /([^\s"'=<>/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g;

/** Cells of a column mostly carry the same attributes, which are read once. */
function rememberedAttributes(): typeof readAttributes {
	const known = new Map<string, ReadonlyMap<string, string>>();
	return (source) => {
		let attributes = known.get(source);
		if (!attributes) known.set(source, (attributes = readAttributes(source)));
		return attributes;
	};
}

function readAttributes(source: string): ReadonlyMap<string, string> {
	const attributes = new Map<string, string>();
	for (const [, name = '', double, single, bare] of source.matchAll(ATTRIBUTE))
		attributes.set(name.toLowerCase(), entities(double ?? single ?? bare ?? ''));
	return attributes;
}

const NAMED = new Map([
	['amp', '&'],
	['lt', '<'],
	['gt', '>'],
	['quot', '"'],
	['apos', "'"],
	['nbsp', '\u00a0'],
	['yen', '\u00a5'],
	['times', '\u00d7'],
	['mdash', '\u2014'],
	['ndash', '\u2013'],
	['middot', '\u00b7']
]);

function entities(text: string): string {
	if (!text.includes('&')) return text;
	return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,8}));/gi, (whole, decimal, hex, name) => {
		if (name !== undefined) return NAMED.get(String(name).toLowerCase()) ?? String(whole);
		const code = decimal === undefined ? Number.parseInt(String(hex), 16) : Number(decimal);
		return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
	});
}
