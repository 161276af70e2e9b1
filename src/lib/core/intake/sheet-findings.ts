import { columnLetters, columnNumber } from '../address/cell-address.ts';
import { isYearColumn } from '../costing/year-column.ts';
import { cellRanges } from './cell-ranges.ts';
import { columnUnitFindings } from './column-factors.ts';
import { fieldWords, isNumberColumn, yearColumnOf } from './field.ts';
import { finding, type IntakeFinding } from './finding.ts';
import type { Grid } from './grid.ts';
import { headerField, headerText } from './header.ts';
import { columnOf, MONEY_FACTORS, type Mapping } from './mapping.ts';
import { aboveFindings } from './other-tables.ts';
import { monthsIn } from './meaning.ts';
import { unitInHeader, unitInPreamble } from './money-unit.ts';
import { readNumber } from './number-text.ts';

/** What must be known about the sheet as a whole: header, money units, columns left out or hidden, formulas. */
export function sheetFindings(grid: Grid, mapping: Mapping): readonly IntakeFinding[] {
	const { first, last } = mapping.header;
	const rows = first === last ? String(first) : `${first}-${last}`;
	return [
		finding('header-guessed', null, { rows }),
		...aboveFindings(grid, mapping),
		...unitFindings(grid, mapping),
		...columnUnitFindings(grid, mapping),
		...nameFindings(grid, mapping),
		...columnFindings(grid, mapping),
		...meaningFindings(grid, mapping),
		...tailFindings(grid, mapping)
	];
}

/** A period written above the table: 2017年1-9月, 2019-2021年. */
export function tableMonths(
	grid: Grid,
	mapping: Mapping
): { at: string; months: number; words: string } | undefined {
	for (let row = 1; row < mapping.header.first; row++) {
		for (const { cell } of grid.cellsIn(row)) {
			const read = monthsIn(cell.raw);
			if (read) return { at: cell.at, ...read };
		}
	}
	return undefined;
}

/** A column of amounts whose header names another year than the one that is asked for. */
export function yearFindings(grid: Grid, mapping: Mapping, fiscalYear: number): readonly IntakeFinding[] {
	const column = columnOf(mapping, 'amount');
	if (column === undefined) return [];
	const header = headerText(grid, mapping.header, column);
	if (yearColumnOf(header, fiscalYear) === undefined) return [];
	const letters = columnLetters(column);
	const values = { column: letters, header, year: String(fiscalYear) };
	return [finding('amount-of-other-year', `${letters}${mapping.header.last}`, values)];
}

function nameFindings(grid: Grid, mapping: Mapping): IntakeFinding[] {
	const column = columnOf(mapping, 'name');
	if (column === undefined || headerField(headerText(grid, mapping.header, column)) !== undefined) return [];
	const letters = columnLetters(column);
	return [finding('name-guessed', `${letters}${mapping.header.last}`, { column: letters })];
}

function unitFindings(grid: Grid, mapping: Mapping): IntakeFinding[] {
	const preamble = unitInPreamble(grid, mapping.header);
	const found: IntakeFinding[] = [];
	for (const [field, factor] of [
		['amount', mapping.amountFactor],
		['unitPrice', mapping.priceFactor]
	] as const) {
		const column = columnOf(mapping, field);
		if (column === undefined) continue;
		const own = unitInHeader(grid, mapping.header, column);
		const stated = own ?? preamble;
		const used = MONEY_FACTORS[factor] ?? factor;
		const selfEvident = field === 'unitPrice' && columnOf(mapping, 'priceUnit') !== undefined;
		if (selfEvident && !own) continue;
		if (!stated) {
			if (field === 'amount' || columnOf(mapping, 'amount') === undefined)
				found.push(finding('unit-assumed', null, { unit: used }));
		} else if (stated.factor !== factor)
			found.push(finding('unit-overridden', stated.at, { stated: stated.word, unit: used }));
		else if (field === 'unitPrice' && !own && factor !== '1')
			found.push(finding('price-unit-assumed', stated.at, { unit: used }));
		else if (factor !== '1') found.push(finding('unit-applied', stated.at, { unit: used, factor }));
	}
	return found;
}

function columnFindings(grid: Grid, mapping: Mapping): IntakeFinding[] {
	const found: IntakeFinding[] = [];
	for (let column = 1; column <= grid.columns; column++) {
		const letters = columnLetters(column);
		const at = `${letters}${mapping.header.last}`;
		const header = headerText(grid, mapping.header, column);
		if (mapping.columns[letters]) {
			if (grid.columnHidden(column)) found.push(finding('hidden-column', at, { column: letters, header }));
			continue;
		}
		let filled = 0;
		for (let row = mapping.header.last + 1; row <= grid.rows; row++) if (grid.cell(row, column)) filled += 1;
		if (filled > 0)
			found.push(finding('column-ignored', at, { column: letters, header, cells: String(filled) }));
	}
	return found;
}

/** The tails of Excel's doubles are many and alike: one entry with all their cells. */
function tailFindings(grid: Grid, mapping: Mapping): IntakeFinding[] {
	const tails: string[] = [];
	for (const [letters, field] of Object.entries(mapping.columns)) {
		if (!isNumberColumn(field)) continue;
		const column = columnNumber(letters);
		for (let row = mapping.header.last + 1; row <= grid.rows; row++) {
			const cell = grid.cell(row, column);
			if (cell?.kind !== 'number' || isShort(cell.raw)) continue;
			const read = readNumber(cell);
			if (read.kind === 'number' && read.changed) tails.push(cell.at);
		}
	}
	const [first] = tails;
	if (first === undefined) return [];
	return [finding('float-tail', first, { count: String(tails.length), cells: cellRanges(tails) })];
}

/** Fewer characters than fifteen digits have: nothing can be cut off them. */
function isShort(raw: string): boolean {
	return raw.length <= 15 && !/[eE]/.test(raw);
}

/** Which columns are taken for other years, and whether months are taken for the period only: both are guesses. */
function meaningFindings(grid: Grid, mapping: Mapping): IntakeFinding[] {
	const found: IntakeFinding[] = [];
	const years = Object.entries(mapping.columns).flatMap(([letters, field]) =>
		isYearColumn(field) ? [`${letters} 列为${fieldWords(field)}`] : []
	);
	if (years.length > 0) found.push(finding('year-columns', null, { columns: years.join('，') }));
	const period = columnOf(mapping, 'periodMonths');
	if (period !== undefined && /月数|月份/.test(headerText(grid, mapping.header, period)))
		found.push(
			finding('months-as-period', `${columnLetters(period)}${mapping.header.last}`, {
				column: columnLetters(period)
			})
		);
	return found;
}
