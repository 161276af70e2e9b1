import { columnLetters, columnNumber } from '../address/cell-address.ts';
import { problem } from '../problem.ts';
import { ok, refuse, type Result } from '../result.ts';
import { isYearColumn, type YearColumn } from '../costing/year-column.ts';
import { fieldWords, isField, yearColumnOf, type Field } from './field.ts';
import type { Grid } from './grid.ts';
import { findHeader, headerField, headerText, type HeaderRows } from './header.ts';
import { unitInHeader, unitInPreamble } from './money-unit.ts';
import { monthsArePeriod } from './months-column.ts';
import { simplified } from './number-text.ts';

/** How a sheet is read: proposed by the program, decided by a person. */
export type Mapping = {
	readonly header: HeaderRows;
	/** Column letters → field; columns that are not named are not imported. */
	readonly columns: { readonly [letters: string]: Field };
	/** What turns the amounts, and the unit prices, into 元: "1", "10000"… */
	readonly amountFactor: string;
	readonly priceFactor: string;
	/** Rows that a person took out, ascending. */
	readonly skippedRows: readonly number[];
};

/** Factors a person may choose from, with their words. */
export const MONEY_FACTORS: { readonly [factor: string]: string } = {
	'1': '元',
	'1000': '千元',
	'10000': '万元',
	'1000000': '百万元',
	'100000000': '亿元'
};

/** Proposes how to read a sheet; refuses where no header can be recognised. `fiscalYear` chooses among year columns. */
export function proposeMapping(grid: Grid, sheet: string, fiscalYear: number): Result<Mapping> {
	if (grid.rows === 0) return refuse(problem('intake/empty-sheet', { sheet }));
	const header = findHeader(grid);
	if (!header) return refuse(problem('intake/no-header', { sheet }));
	return ok(mappingFor(grid, header, fiscalYear));
}

/** The mapping proposed for header rows that are already known. */
export function mappingFor(grid: Grid, header: HeaderRows, fiscalYear: number): Mapping {
	const best = bestColumns(grid, header, fiscalYear);
	const content = best.get('content');
	if (content && !best.has('name')) {
		best.delete('content');
		best.set('name', content);
	}
	addOtherAmounts(grid, header, fiscalYear, best);
	const named = best.has('name') ? undefined : wordiestColumn(grid, header, best);
	if (named !== undefined) best.set('name', { column: named, rank: 0 });
	const columns: { [letters: string]: Field } = {};
	for (const [field, { column }] of [...best].sort(([, a], [, b]) => a.column - b.column))
		columns[columnLetters(column)] = field;
	const preamble = unitInPreamble(grid, header)?.factor ?? '1';
	const factor = (field: Field) => {
		const column = best.get(field)?.column;
		return (column === undefined ? undefined : unitInHeader(grid, header, column)?.factor) ?? preamble;
	};
	// A column of price units (元/㎡) says itself what the prices are in.
	const priceFactor = best.has('priceUnit') ? '1' : factor('unitPrice');
	const mapping = { header, columns, amountFactor: factor('amount'), priceFactor, skippedRows: [] };
	return monthsArePeriod(grid, mapping) ? withPeriod(mapping) : mapping;
}

type Ranked = { readonly column: number; readonly rank: number };

function bestColumns(grid: Grid, header: HeaderRows, fiscalYear: number): Map<Field, Ranked> {
	const best = new Map<Field, Ranked>();
	for (let column = 1; column <= grid.columns; column++) {
		const text = headerText(grid, header, column);
		const field = headerField(text);
		if (!field) continue;
		const rank = field === 'amount' ? amountRank(text, fiscalYear) : field === 'name' ? nameRank(text) : 0;
		const known = best.get(field);
		if (!known || rank > known.rank) best.set(field, { column, rank });
	}
	return best;
}

/** 费用明细 and 项目名称 say more of a line than 项目类别 beside them. */
function nameRank(text: string): number {
	return /名称|明细|^name$|^item$|^description$/i.test(simplified(text)) ? 1 : 0;
}

/** Rows looked at for the column with the most words. */
const WORD_ROWS = 200;

/** Where no header names the names: of the columns left of the first amount the one with the most different words. */
function wordiestColumn(
	grid: Grid,
	header: HeaderRows,
	best: ReadonlyMap<Field, Ranked>
): number | undefined {
	const taken = [...best.values()].map(({ column }) => column);
	const amount = best.get('amount')?.column ?? 0;
	const [wordiest] = Array.from({ length: Math.max(0, amount - 1) }, (_, index) => index + 1)
		.filter((column) => !taken.includes(column))
		.map((column) => ({ column, words: wordsIn(grid, header, column) }))
		.filter(({ words }) => words > 0)
		.sort((a, b) => b.words - a.words || a.column - b.column);
	return wordiest?.column;
}

function wordsIn(grid: Grid, header: HeaderRows, column: number): number {
	const words = new Set<string>();
	for (let row = header.last + 1; row <= Math.min(grid.rows, header.last + WORD_ROWS); row++) {
		const cell = grid.cell(row, column);
		if (cell?.kind === 'text') words.add(cell.raw);
	}
	return words.size;
}

/** Money columns beside the declared amount: what was verified (核定), and what other years cost. */
function addOtherAmounts(grid: Grid, header: HeaderRows, fiscalYear: number, best: Map<Field, Ranked>): void {
	const declared = best.get('amount')?.column;
	for (let column = 1; column <= grid.columns; column++) {
		const text = headerText(grid, header, column);
		if (column === declared || headerField(text) !== 'amount') continue;
		const year = yearColumnOf(text, fiscalYear);
		const field = year ?? (/核定|审核|评审|审定/.test(text) ? 'verifiedAmount' : undefined);
		if (field && !best.has(field)) best.set(field, { column, rank: 0 });
	}
}

function withPeriod(mapping: Mapping): Mapping {
	const columns = Object.fromEntries(
		Object.entries(mapping.columns).map(([letters, field]) => [
			letters,
			field === 'months' ? 'periodMonths' : field
		])
	);
	return { ...mapping, columns };
}

/** Among several money columns: the year asked for, then 申报, then plain amounts; what was spent or cut comes last. */
function amountRank(text: string, fiscalYear: number): number {
	const year = /20\d\d/.exec(text)?.[0];
	const away = year === undefined ? 0 : Math.abs(Number(year) - fiscalYear);
	const yearRank = year === undefined ? 0 : away === 0 ? 10 : -10 * away;
	const kindRank = /申报|申请/.test(text)
		? 5
		: /执行|决算|实际|上年|支付|累计/.test(text)
			? 1
			: /核定|审核|评审/.test(text)
				? 2
				: /金额|总价|合价/.test(text)
					? 4
					: 3;
	return yearRank + kindRank;
}

/** Columns by field, looked up for every cell of a sheet; a mapping never changes. */
const BY_FIELD = new WeakMap<Mapping, ReadonlyMap<Field, number>>();

/** The column of a field; undefined where the mapping names none. */
export function columnOf(mapping: Mapping, field: Field): number | undefined {
	let columns = BY_FIELD.get(mapping);
	if (!columns) {
		const entries = Object.entries(mapping.columns).reverse();
		columns = new Map(entries.map(([letters, named]) => [named, columnNumber(letters)]));
		BY_FIELD.set(mapping, columns);
	}
	return columns.get(field);
}

/** Checks a mapping that a person (or a program) sent, against the sheet it is for. */
export function checkMapping(mapping: Mapping, grid: Grid): Result<Mapping> {
	const bad = (detail: string) => refuse(problem('intake/bad-mapping', { detail }));
	const inside = checkHeader(mapping.header, grid);
	if (!inside.ok) return inside;
	const fields = Object.values(mapping.columns);
	const twice = fields.find((field, index) => fields.indexOf(field) !== index);
	if (twice) return bad(`有两列都选了“${fieldWords(twice)}”`);
	if (Object.keys(mapping.columns).some((letters) => columnNumber(letters) === 0))
		return bad('有一列的列号不对');
	if (!fields.includes('name')) return bad(`没有选出“${fieldWords('name')}”所在的列`);
	if (!fields.includes('amount') && !(fields.includes('quantity') && fields.includes('unitPrice')))
		return bad(
			`没有选出“${fieldWords('amount')}”所在的列，也没有同时选出“${fieldWords('quantity')}”和“${fieldWords('unitPrice')}”`
		);
	for (const factor of [mapping.amountFactor, mapping.priceFactor])
		if (!Object.hasOwn(MONEY_FACTORS, factor)) return bad('金额单位不在可选范围内');
	return ok(mapping);
}

/** Are the header rows asked for rows of this sheet? */
export function checkHeader({ first, last }: HeaderRows, grid: Grid): Result<true> {
	if (Number.isInteger(first) && Number.isInteger(last) && first >= 1 && last >= first && last <= grid.rows)
		return ok(true);
	return refuse(problem('intake/bad-mapping', { detail: '表头行不在工作表范围内' }));
}

/** Reads a mapping from stored or sent JSON; anything of another shape is refused. */
export function parseMapping(value: unknown): Result<Mapping> {
	const bad = refuse(problem('intake/bad-mapping', { detail: '内容格式不对' }));
	if (!isRecord(value) || !isRecord(value.header) || !isRecord(value.columns)) return bad;
	const { first, last } = value.header;
	const { amountFactor, priceFactor, skippedRows } = value;
	if (typeof first !== 'number' || typeof last !== 'number') return bad;
	if (typeof amountFactor !== 'string' || typeof priceFactor !== 'string') return bad;
	if (!Array.isArray(skippedRows) || !skippedRows.every((row) => Number.isSafeInteger(row))) return bad;
	const columns: { [letters: string]: Field } = {};
	for (const [letters, field] of Object.entries(value.columns)) {
		if (!isField(field)) return bad;
		columns[letters] = field;
	}
	// Every element was just checked to be a whole number.
	return ok({
		header: { first, last },
		columns,
		amountFactor,
		priceFactor,
		skippedRows: skippedRows as number[]
	});
}

/** The columns of other years that a mapping names, from the left. */
export function yearsIn(mapping: Mapping): readonly YearColumn[] {
	return Object.values(mapping.columns).filter((field): field is YearColumn => isYearColumn(field));
}

function isRecord(value: unknown): value is { readonly [key: string]: unknown } {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
