import { fieldOf, type PlainImport } from './field.ts';
import type { Grid } from './grid.ts';

/** The rows that name the columns; both ends included. */
export type HeaderRows = { readonly first: number; readonly last: number };

/** How far down a header is looked for: titles, 单位 lines and fill-in notes stand above it. */
const SEARCHED_ROWS = 40;
const LONGEST_HEADER = 4;
/** Characters of a cell that are looked at for a header: a longer text is none. */
const HEADER_TEXT = 200;

/** Finds the header by its words: the row that names the most different fields, with the rows merged into it. */
export function findHeader(grid: Grid): HeaderRows | undefined {
	let best: { row: number; score: number } | undefined;
	for (let row = 1; row <= Math.min(grid.rows, SEARCHED_ROWS); row++) {
		const score = headerScore(grid, { first: row, last: row });
		if (score > (best?.score ?? 0)) best = { row, score };
	}
	return best ? extend(grid, best.row) : yearsRow(grid);
}

/** Statistics name no column but the years: 2005, 2006, 2007 in one row, with numbers below. */
function yearsRow(grid: Grid): HeaderRows | undefined {
	for (let row = 1; row < Math.min(grid.rows, SEARCHED_ROWS); row++) {
		const years = grid.cellsIn(row).filter(({ cell }) => /^(?:19|20)\d\d(?:年度?)?$/.test(cell.raw.trim()));
		const [first] = years;
		if (!first || years.length < 2 || years.length < grid.cellsIn(row).length - 2) continue;
		// Otherwise every column holds amounts, and nothing says of what.
		if (first.column > 1) return { first: row, last: row };
	}
	return undefined;
}

/** Texts of a column's header from top to bottom, merged cells seen through, repeats dropped: "预算 申报数". */
export function headerText(grid: Grid, rows: HeaderRows, column: number): string {
	const texts: string[] = [];
	for (let row = rows.first; row <= rows.last; row++) {
		const text = grid.covering(row, column)?.raw.slice(0, HEADER_TEXT).replace(/\s+/g, '') ?? '';
		if (text !== '' && texts.at(-1) !== text) texts.push(text);
	}
	return texts.join(' ');
}

/** The header's words from left to right: two tables with equal ones have the same columns. */
export function headerSignature(grid: Grid, rows: HeaderRows): string {
	const texts = Array.from({ length: grid.columns }, (_, index) => headerText(grid, rows, index + 1));
	while (texts.at(-1) === '') texts.pop();
	return texts.join('\u001f');
}

/** The field a column's header names: the lowest text decides, then the ones above it, then all of them together. */
export function headerField(header: string): PlainImport | undefined {
	const texts = header.split(' ').reverse();
	for (const text of [...texts, header]) {
		const field = fieldOf(text);
		if (field) return field;
	}
	return undefined;
}

/** Distinct fields named, twice as much for the two that no cost table lacks; zero unless both could be there. */
function headerScore(grid: Grid, rows: HeaderRows): number {
	const fields = new Set<PlainImport>();
	let numbers = 0;
	for (let column = 1; column <= grid.columns; column++) {
		if (grid.cell(rows.last, column)?.kind === 'number') numbers += 1;
		const field = headerField(headerText(grid, rows, column));
		if (field) fields.add(field);
	}
	const named = fields.has('name') || fields.has('content');
	const priced = fields.has('amount') || fields.has('unitPrice') || fields.has('quantity');
	if (!named || !priced) return 0;
	return fields.size * 2 + (fields.has('amount') ? 2 : 0) - numbers;
}

/** Adds rows that belong to the same header: those a merged cell ties to it, and a second line of words right below. */
function extend(grid: Grid, row: number): HeaderRows {
	let [first, last] = [row, row];
	for (let column = 1; column <= grid.columns; column++) {
		const merge = grid.mergeAt(row, column);
		if (!merge || merge.bottom - merge.top >= LONGEST_HEADER) continue;
		first = Math.min(first, merge.top);
		last = Math.max(last, merge.bottom);
	}
	// A group heading above ("2022年预算" over 申报数 and 核定数) spans some columns, but not all as a title does.
	const above = first - 1;
	const heads = groupsColumns(grid, above) || tellsApart(grid, above, { first, last });
	if (above >= 1 && last - above < LONGEST_HEADER && heads) first = above;
	while (last + 1 <= grid.rows && last + 1 - first < LONGEST_HEADER && continuesHeader(grid, { first, last }))
		last += 1;
	return { first, last };
}

function groupsColumns(grid: Grid, row: number): boolean {
	const cells = grid.cellsIn(row);
	const spans = cells
		.map(({ column }) => grid.mergeAt(row, column))
		.filter((merge) => merge && merge.right > merge.left);
	// 编制单位：… and 填报日期：… stand merged above a table, too, and so does a title that spans most of it.
	if (cells.some(({ cell }) => /[:：]/.test(cell.raw))) return false;
	if (cells.length === 1 && spans[0]?.left === 1) return false;
	return spans.length > 0 && spans.every((merge) => merge && merge.right - merge.left + 1 < grid.columns);
}

/** Columns of one name (金额, 金额) are told apart by what stands above them (2021年, 2022年). */
function tellsApart(grid: Grid, above: number, rows: HeaderRows): boolean {
	const headers = Array.from({ length: grid.columns }, (_, index) => headerText(grid, rows, index + 1));
	const words = headers.map((header, index) =>
		header !== '' && headers.indexOf(header) !== headers.lastIndexOf(header)
			? grid.cell(above, index + 1)?.raw
			: undefined
	);
	const given = words.filter((word) => word !== undefined && word.length <= 12 && !/单位/.test(word));
	return new Set(given).size > 1;
}

/** A row right below is still header when it holds only words, names a field, and each column above it was cut by it. */
function continuesHeader(grid: Grid, rows: HeaderRows): boolean {
	const cells = grid.cellsIn(rows.last + 1);
	if (cells.length === 0 || cells.some(({ cell }) => cell.kind !== 'text')) return false;
	const words = cells.filter(
		({ cell }) => fieldOf(cell.raw) !== undefined || /^[（(].{1,8}[)）]$/.test(cell.raw)
	);
	const headerBefore = headerScore(grid, rows);
	return (
		words.length === cells.length &&
		headerScore(grid, { first: rows.first, last: rows.last + 1 }) >= headerBefore
	);
}
