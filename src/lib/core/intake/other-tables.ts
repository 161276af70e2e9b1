import { columnLetters } from '../address/cell-address.ts';
import { isYearColumn } from '../costing/year-column.ts';
import { cellRanges } from './cell-ranges.ts';
import type { Field, PlainImport } from './field.ts';
import { finding, type IntakeFinding } from './finding.ts';
import type { Grid } from './grid.ts';
import { headerField } from './header.ts';
import type { Mapping } from './mapping.ts';

/** A header is words, each of them short. */
const LONGEST_WORD = 12;

/** What one row of words would name, were it the header of a table; undefined where it does not look like one. */
function namedBy(grid: Grid, row: number): ReadonlyMap<number, PlainImport> | undefined {
	const cells = grid.cellsIn(row);
	if (cells.length < 2) return undefined;
	if (cells.some(({ cell }) => cell.kind !== 'text' || cell.raw.trim().length > LONGEST_WORD))
		return undefined;
	const named = new Map<number, PlainImport>();
	for (const { column, cell } of cells) {
		const field = headerField(cell.raw.replace(/\s+/g, ''));
		if (field) named.set(column, field);
	}
	const fields = new Set(named.values());
	const priced = fields.has('amount') || fields.has('unitPrice') || fields.has('quantity');
	if (!priced || !(fields.has('name') || fields.has('content'))) return undefined;
	// A line with two words in it (设备费, 预算内) is none: either three columns are named, or both by their very names.
	if (fields.size >= 3) return named.size * 3 >= cells.length * 2 ? named : undefined;
	const plain = /^(?:.{0,4}名称|项目|费用明细|金额(?:[（(].*)?|预算(?:数|金额)|总价|合价)$/;
	return cells.every(({ cell }) => plain.test(cell.raw.replace(/\s+/g, ''))) ? named : undefined;
}

/** Whether a row is the header of another table: it names a column otherwise than the mapping reads it. */
export function startsOtherTable(grid: Grid, mapping: Mapping, row: number): boolean {
	return [...(namedBy(grid, row) ?? [])].some(([column, field]) => {
		const own = mapping.columns[columnLetters(column)];
		return DECIDING.has(kindOf(field)) && (own === undefined || kindOf(own) !== kindOf(field));
	});
}

/** Columns that make a table another one; what else moves does no harm to amounts. */
const DECIDING: ReadonlySet<Field> = new Set(['name', 'quantity', 'unitPrice', 'amount']);

/** Columns that the same word may head: money is 金额 wherever it stands, and 内容 may be a name. */
function kindOf(field: Field): Field {
	if (isYearColumn(field) || ['verifiedAmount', 'adjustment', 'reduction'].includes(field)) return 'amount';
	return field === 'content' ? 'name' : field;
}

/** Names what stands above the header: words that are no part of the table, and another table, which is left out. */
export function aboveFindings(grid: Grid, mapping: Mapping): readonly IntakeFinding[] {
	const { first } = mapping.header;
	const found: IntakeFinding[] = [];
	let from = first;
	for (let row = first - 1; row >= 1; row--) if (namedBy(grid, row) && hasNumbers(grid, row + 1)) from = row;
	const cells = rowsOf(grid, 1, from - 1).map(({ at }) => at);
	if (cells[0] !== undefined)
		found.push(finding('preamble', cells[0], { count: String(cells.length), cells: cellRanges(cells) }));
	if (from < first) found.push(otherTable(grid, from, first - 1));
	return found;
}

/** Names a table that is left out, by the words of its header. */
export function otherTable(grid: Grid, row: number, last: number): IntakeFinding {
	const words = rowsOf(grid, row, row).map(({ raw }) => raw.replace(/\s+/g, ''));
	const [first] = rowsOf(grid, row, row);
	const values = { row: String(row), last: String(last), words: words.slice(0, 6).join('、').slice(0, 60) };
	return finding('other-table', first?.at ?? null, values);
}

function hasNumbers(grid: Grid, row: number): boolean {
	return grid.cellsIn(row).some(({ cell }) => cell.kind === 'number');
}

function rowsOf(grid: Grid, first: number, last: number) {
	const cells = [];
	for (let row = first; row <= last; row++) for (const { cell } of grid.cellsIn(row)) cells.push(cell);
	return cells;
}
