import { cellAddress, columnLetters, columnNumber, parseCellAddress } from '../address/cell-address.ts';
import type { AnalysisFigures } from '../costing/figures.ts';
import { ADJUSTMENT_REASONS, type CostLine } from '../costing/line.ts';
import { dec, divide, toText, type Decimal } from '../decimal/decimal.ts';
import { subtractFen, yuanFromFen, type Fen } from '../money/fen.ts';
import { problem } from '../problem.ts';
import { ok, refuse, type Result } from '../result.ts';
import { gridOf, type Grid } from './grid.ts';
import { headerText, type HeaderRows } from './header.ts';
import { unitInHeader } from './money-unit.ts';
import type { Sheet } from './workbook.ts';

/** What can be written back beside the rows of the sender's table, with the head it gets in a column that has none. */
export const FILL_FIELDS = {
	verified: '核定金额',
	adjustment: '调整金额',
	reason: '审减原因',
	declared: '申报金额',
	quantity: '数量',
	unitPrice: '单价',
	evidence: '依据',
	remark: '备注'
} as const;
export type FillField = keyof typeof FILL_FIELDS;

/** Which column (letters) of the original receives which field. */
export type FillChoice = { readonly [F in FillField]?: string };

export interface FilledCell {
	readonly at: string;
	readonly value: { readonly number: string } | { readonly text: string };
	/** A cell of the same row that the new one is to look like where it has no look of its own. */
	readonly like: string | null;
}

export interface FillPlan {
	readonly cells: readonly FilledCell[];
	/** Cells to be written that hold something now. */
	readonly occupied: readonly string[];
	/** Lines of the analysis that stand in this sheet. */
	readonly rows: number;
}

export interface FillColumn {
	readonly letters: string;
	readonly head: string;
	/** Filled cells among the rows to be written. */
	readonly filled: number;
}

/** Where a line of the analysis stands in the sender's sheet. */
interface Standing {
	readonly index: number;
	readonly row: number;
	/** What the amounts of this row are counted in: "10000" for 万元. */
	readonly factor: string;
	/** The same of its unit price. */
	readonly priceFactor: string;
	readonly amountCell: string | null;
}

/** The columns of a sheet that may receive values: those in use and four behind them. */
export function fillColumns(
	sheet: Sheet,
	header: HeaderRows,
	figures: AnalysisFigures,
	file: string
): readonly FillColumn[] {
	const grid = gridOf(sheet);
	const rows = standings(figures, file, sheet.name).map(({ row }) => row);
	return Array.from({ length: grid.columns + 4 }, (_, index) => ({
		letters: columnLetters(index + 1),
		head: headerText(grid, header, index + 1),
		filled: rows.filter((row) => grid.cell(row, index + 1) !== undefined).length
	}));
}

/**
 * Which cells of the sender's sheet receive which values. Money is written in the unit that the receiving column's head
 * names, else in that of the row's own amount or price.
 * Refuses an empty or contradictory choice, a sheet without rows of this analysis and cells hidden under a merged one.
 */
export function planFillBack(
	sheet: Sheet,
	header: HeaderRows,
	figures: AnalysisFigures,
	file: string,
	choice: FillChoice
): Result<FillPlan> {
	const chosen = chosenColumns(choice);
	if (!chosen.ok) return chosen;
	const grid = gridOf(sheet);
	const rows = standings(figures, file, sheet.name);
	if (rows.length === 0) return refuse(problem('export/no-rows', { sheet: sheet.name }));
	const cells: FilledCell[] = [];
	for (const { field, column } of chosen.value) {
		if (headerText(grid, header, column) === '')
			cells.push({ at: cellAddress(header.last, column), value: { text: FILL_FIELDS[field] }, like: null });
		const own = unitInHeader(grid, header, column)?.factor;
		for (const standing of rows) {
			// The column that the amount was read from keeps the unit in which a person had it read.
			const itself = parseCellAddress(standing.amountCell ?? '')?.column === column;
			const factor = (itself ? undefined : own) ?? standing.factor;
			const value = valueOf(
				figures,
				{ ...standing, factor, priceFactor: own ?? standing.priceFactor },
				field
			);
			const at = cellAddress(standing.row, column);
			if (value) cells.push({ at, value, like: 'number' in value ? standing.amountCell : null });
		}
	}
	const covered = cells.find(({ at }) => isCovered(grid, at));
	if (covered)
		return refuse(
			problem('export/closed-cell', { cell: covered.at, why: '它在合并单元格里，不是左上角那一格' })
		);
	const present = new Set(sheet.cells.map(({ at }) => at));
	const occupied = cells.map(({ at }) => at).filter((at) => present.has(at));
	return ok({ cells, occupied, rows: rows.length });
}

function chosenColumns(
	choice: FillChoice
): Result<readonly { readonly field: FillField; readonly column: number }[]> {
	const chosen: { field: FillField; column: number }[] = [];
	// The keys of the table are its fields.
	for (const field of Object.keys(FILL_FIELDS) as FillField[]) {
		const letters = choice[field];
		if (letters === undefined) continue;
		const column = columnNumber(letters);
		if (column === 0)
			return refuse(
				problem('export/bad-column', { field: FILL_FIELDS[field], column: letters.slice(0, 10) })
			);
		if (chosen.some((other) => other.column === column))
			return refuse(problem('export/column-twice', { column: letters }));
		chosen.push({ field, column });
	}
	return chosen.length === 0 ? refuse(problem('export/no-fields', {})) : ok(chosen);
}

/** Lines that were read from this sheet; of several read from one row the first, which is the row's own. */
function standings({ tree }: AnalysisFigures, file: string, sheet: string): readonly Standing[] {
	const byRow = new Map<number, Standing>();
	for (const [index, { sources }] of tree.lines.entries()) {
		const here = Object.values(sources).filter((source) => source?.file === file && source.sheet === sheet);
		const row = parseCellAddress(here[0]?.address ?? '')?.row;
		if (row === undefined || byRow.has(row)) continue;
		const amount = sources.statedAmount;
		byRow.set(row, {
			index,
			row,
			factor: amount?.factor ?? '1',
			priceFactor: sources.unitPrice?.factor ?? '1',
			amountCell: amount && parseCellAddress(amount.address)?.row === row ? amount.address : null
		});
	}
	return [...byRow.values()].sort((a, b) => a.row - b.row);
}

function valueOf(
	figures: AnalysisFigures,
	{ index, factor, priceFactor }: Standing,
	field: FillField
): FilledCell['value'] | undefined {
	// Standings were made from the lines of these figures.
	const line = figures.tree.lines[index] as CostLine;
	const own = figures.lines[index];
	if (!own) return undefined;
	const money = (amount: Fen) => ({ number: toText(inUnit(yuanFromFen(amount), factor)) });
	switch (field) {
		case 'verified':
			return money(own.verified);
		case 'declared':
			return money(own.declared);
		case 'adjustment':
			return money(subtractFen(own.verified, own.declared));
		case 'quantity':
			return own.quantity === null ? undefined : { number: toText(own.quantity) };
		case 'unitPrice':
			return own.unitPrice === null ? undefined : { number: toText(inUnit(own.unitPrice, priceFactor)) };
		case 'reason':
			return line.reason === null ? undefined : { text: ADJUSTMENT_REASONS[line.reason] };
		case 'evidence':
		case 'remark':
			return line[field] === '' ? undefined : { text: line[field] };
	}
}

/** 元 in 千元, 万元…: exact, because the factors are powers of ten. */
function inUnit(yuan: Decimal, factor: string): Decimal {
	return factor === '1' ? yuan : divide(yuan, dec(factor), 'half-up', yuan.scale + factor.length);
}

function isCovered(grid: Grid, at: string): boolean {
	const place = parseCellAddress(at);
	const merge = place && grid.mergeAt(place.row, place.column);
	return !!merge && (merge.top !== place.row || merge.left !== place.column);
}
