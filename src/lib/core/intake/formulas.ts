import { cellAddress, columnLetters, parseCellAddress } from '../address/cell-address.ts';
import { lineAmounts } from '../costing/amounts.ts';
import { FORMULA_FIELDS, type CostLine, type FormulaField } from '../costing/line.ts';
import { buildTree } from '../costing/tree.ts';
import { isYearColumn } from '../costing/year-column.ts';
import { dec, equals, round, type Decimal } from '../decimal/decimal.ts';
import { columnWord } from '../formula/columns.ts';
import { fromExcel, type ExcelPlaces } from '../formula/from-excel.ts';
import { cellRanges } from './cell-ranges.ts';
import type { Field } from './field.ts';
import { finding } from './finding.ts';
import { columnOf } from './mapping.ts';
import type { Reading } from './row.ts';

/** Cells of one range that are written out one by one. */
const RANGE_CELLS = 40;
/** Decimals to which our value and the one saved in the file must agree: what Excel keeps of ordinary numbers. */
const AGREEMENT_SCALE = 9;

/**
 * Keeps the sheet's formulas as formulas where our own language can say them: a formula over cells that became columns
 * of lines refers to those columns, and stays only when it gives the value that the file holds. All others are values.
 * An amount that the sheet computes from its own row becomes computed. Both are named in findings with all their cells.
 */
export function withFormulas(
	reading: Reading,
	lines: readonly CostLine[],
	months: number
): readonly CostLine[] {
	if (!hasFormulas(reading)) return lines;
	const places = placesOf(reading, lines);
	const formulas = lines.map((line) => formulasOf(reading, line, places));
	const tried = lines.map((line, index) => ({ ...line, ...formulas[index] }));
	const kept = agreeing(lines, tried, formulas, months);
	const cells = { kept: [] as string[], computed: [] as string[] };
	const made = lines.map((line, index) => {
		const own = kept[index] ?? {};
		const sources = { ...line.sources };
		for (const field of FORMULA_FIELDS) {
			if (own[field] === undefined) continue;
			cells.kept.push(sources[field]?.address ?? '');
			delete sources[field];
		}
		return { ...line, ...own, sources };
	});
	const result = computedAmounts(reading, made, months, cells.computed);
	noteValues(reading, result, cells);
	return result;
}

function hasFormulas({ grid, mapping }: Reading): boolean {
	if (!grid.hasFormulas) return false;
	for (let row = mapping.header.last + 1; row <= grid.rows; row++)
		if (grid.cellsIn(row).some(({ cell }) => cell.formula !== undefined)) return true;
	return false;
}

/** What our formulas call the cells of this sheet: columns of lines whose numbers stand there unchanged. */
function placesOf(reading: Reading, lines: readonly CostLine[]): ExcelPlaces {
	const { mapping, grid } = reading;
	const said = new Map<string, string>();
	for (const line of lines) {
		for (const field of FORMULA_FIELDS) say(said, line, columnWord(field), line.sources[field]);
		say(said, line, columnWord('amount'), line.sources.statedAmount);
		for (const column of Object.keys(line.years))
			if (isYearColumn(column)) say(said, line, columnWord(column), line.sources[column]);
	}
	const cell = (address: string) => said.get(address);
	return {
		cell: (address, sheet) => (sheet === null || sheet === reading.sheet ? cell(address) : undefined),
		range(first, last, sheet) {
			if (sheet !== null && sheet !== reading.sheet) return undefined;
			const [a, b] = [parseCellAddress(first), parseCellAddress(last)];
			if (!a || !b || a.column !== b.column || b.row < a.row || b.row - a.row >= RANGE_CELLS)
				return undefined;
			if (a.row <= mapping.header.last) return undefined;
			const words: string[] = [];
			for (let row = a.row; row <= b.row; row++) {
				const word = cell(cellAddress(row, a.column));
				if (word !== undefined) words.push(word);
				// A blank cell counts for nothing; one that holds something and became no column cannot be said.
				else if (grid.cell(row, a.column)) return undefined;
			}
			return words.length > 0 ? words.join(',') : undefined;
		},
		name: () => undefined
	};
}

function say(
	said: Map<string, string>,
	line: CostLine,
	word: string,
	source: CostLine['sources']['quantity']
): void {
	// Multiplied into 元 by its unit, the column no longer is what the sheet's formulas mean by the cell.
	if (source && source.factor === undefined) said.set(source.address, `[#${line.id}].${word}`);
}

type Formulas = { readonly [F in FormulaField]?: string };

function formulasOf({ grid }: Reading, line: CostLine, places: ExcelPlaces): Formulas {
	const formulas: { [F in FormulaField]?: string } = {};
	for (const field of FORMULA_FIELDS) {
		const source = line.sources[field];
		const at = source && source.factor === undefined ? parseCellAddress(source.address) : undefined;
		const formula = at && grid.cell(at.row, at.column)?.formula;
		if (formula === undefined || formula === '') continue;
		const said = fromExcel(formula, places);
		if (said.ok) formulas[field] = said.value;
	}
	return formulas;
}

/** The formulas whose values are those of the file; one that is off takes only itself away. */
function agreeing(
	lines: readonly CostLine[],
	tried: readonly CostLine[],
	formulas: readonly Formulas[],
	months: number
): readonly Formulas[] {
	if (formulas.every((own) => Object.keys(own).length === 0)) return formulas;
	const tree = buildTree(tried);
	const figures = lineAmounts(tree, months);
	if (!figures.ok) return lines.map(() => ({}));
	const places = new Map(tree.lines.map((line, index) => [line.id, index]));
	return lines.map((line, index) => {
		const own = formulas[index] ?? {};
		const figure = figures.value[places.get(line.id) ?? -1];
		const kept = FORMULA_FIELDS.filter(
			(field) => own[field] !== undefined && agrees(figure?.[field], line[field])
		);
		return Object.fromEntries(kept.map((field) => [field, own[field] ?? '']));
	});
}

function agrees(value: Decimal | null | undefined, stored: string | null): boolean {
	if (!value || stored === null) return false;
	const rounded = (number: Decimal) => round(number, AGREEMENT_SCALE, 'half-up');
	return equals(rounded(value), rounded(dec(stored)));
}

/** Amounts that the sheet itself multiplies out of the row's own columns, to the very 分, follow from them here too. */
function computedAmounts(
	reading: Reading,
	lines: readonly CostLine[],
	months: number,
	cells: string[]
): readonly CostLine[] {
	const candidates = lines.map((line) => isProductOfRow(reading, line));
	if (!candidates.includes(true)) return lines;
	const tree = buildTree(lines);
	const figures = lineAmounts(tree, months);
	if (!figures.ok) return lines;
	const places = new Map(tree.lines.map((line, index) => [line.id, index]));
	return lines.map((line, index) => {
		const computed = figures.value[places.get(line.id) ?? -1]?.computed;
		if (!candidates[index] || computed !== line.statedAmount) return line;
		cells.push(line.sources.statedAmount?.address ?? '');
		return { ...line, amountBasis: 'computed' as const };
	});
}

const FACTORS: readonly Field[] = FORMULA_FIELDS;

/** Whether the amount's formula is nothing but a product of factor columns of its own row, perhaps rounded to 分. */
function isProductOfRow({ grid, mapping }: Reading, line: CostLine): boolean {
	const at = parseCellAddress(line.sources.statedAmount?.address ?? '');
	const formula = at && grid.cell(at.row, at.column)?.formula?.replace(/[\s$]/g, '');
	if (!at || formula === undefined) return false;
	const bare = (/^ROUND\((.+),2\)$/i.exec(formula)?.[1] ?? formula).replace(/[()]/g, '');
	const used = bare.split('*');
	const own = new Set(
		FACTORS.flatMap((field) => {
			const column = columnOf(mapping, field);
			return column === undefined ? [] : [columnLetters(column) + String(at.row)];
		})
	);
	return used.length > 1 && used.every((reference) => own.has(reference.toUpperCase()));
}

function noteValues(
	reading: Reading,
	lines: readonly CostLine[],
	cells: { kept: readonly string[]; computed: readonly string[] }
): void {
	const [unsaid, amounts]: [string[], string[]] = [[], []];
	for (const line of lines)
		for (const [field, source] of Object.entries(line.sources)) {
			const at = source && parseCellAddress(source.address);
			const cell = at && reading.grid.cell(at.row, at.column);
			if (cell?.kind !== 'number' || cell.formula === undefined) continue;
			if (FACTORS.some((factor) => factor === field)) unsaid.push(cell.at);
			else amounts.push(cell.at);
		}
	const computed = new Set(cells.computed);
	const note = (
		code: 'formula-kept' | 'amount-computed' | 'formula-values',
		list: readonly string[],
		why: { readonly why?: string } = {}
	) => {
		const [first] = list;
		if (first === undefined) return;
		reading.findings.push(
			finding(code, first, { count: String(list.length), cells: cellRanges(list), ...why })
		);
	};
	note('formula-kept', cells.kept);
	note('amount-computed', cells.computed);
	note('formula-values', unsaid, { why: 'unsaid' });
	note(
		'formula-values',
		amounts.filter((address) => !computed.has(address)),
		{ why: 'amount' }
	);
}
