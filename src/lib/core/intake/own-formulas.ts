import { columnNumber, parseCellAddress } from '../address/cell-address.ts';
import type { CostLine, FormulaField } from '../costing/line.ts';
import type { Tree } from '../costing/tree.ts';
import { isYearColumn, type YearColumn } from '../costing/year-column.ts';
import { columnWord, type Column } from '../formula/columns.ts';
import { fromExcel, type ExcelPlaces } from '../formula/from-excel.ts';
import { ID_MARK, isFormula } from '../formula/references.ts';
import { parameterText } from '../formula/rewrite.ts';
import type { AnalysisValues } from '../reporting/workbook/analysis-values.ts';
import type { ColumnKey } from '../reporting/workbook/breakdown-columns.ts';
import { BREAKDOWN_SHEET, type BreakdownLayout } from '../reporting/workbook/breakdown-place.ts';
import { excelOf } from '../reporting/workbook/breakdown-rows.ts';
import { LineContents } from '../reporting/workbook/line-content.ts';
import { PARAMETER_HEAD_ROWS, PARAMETER_SHEET } from '../reporting/workbook/parameter-sheet.ts';
import { cellDecimal, sameFormula } from './own-cells.ts';
import type { OwnRemark, PendingFormula } from './own-lines.ts';

/** Cells named one by one in the place of a range that is no whole branch. */
const MOST_CELLS = 40;

/**
 * Settles every cell that holds a formula. One that we wrote and nobody changed keeps our own words, or follows the fill
 * above it; a changed one is put into our words; of one that cannot be, the value is taken and a remark says so.
 */
export function settleFormulas(
	lines: readonly CostLine[],
	pending: readonly PendingFormula[],
	layout: BreakdownLayout,
	values: AnalysisValues
): { readonly lines: readonly CostLine[]; readonly remarks: readonly OwnRemark[] } {
	const contents = new LineContents(layout.tree);
	const places = placesOf(layout);
	const settled = [...lines];
	const remarks: OwnRemark[] = [];
	for (const { line, field, cell } of pending) {
		const now = settled[line];
		if (!now || cell.formula === undefined) continue;
		const noted = isYearColumn(field) ? (now.years[field] ?? null) : contents.content(line, field);
		const value = isYearColumn(field) ? values.money(line, field) : values.factor(line, field);
		const inFen = isYearColumn(field);
		if (isFormula(noted) && sameFormula(textOf(excelOf(noted, layout, line, value, { inFen })), cell.formula))
			continue;
		const said = fromExcel(cell.formula, places);
		if (!said.ok) remarks.push({ cell: cell.at, kind: 'value', shown: `=${cell.formula}`.slice(0, 60) });
		settled[line] = withContent(now, field, said.ok ? said.value : (cellDecimal(cell) ?? null));
	}
	return { lines: settled, remarks };
}

export function textOf(formula: ReturnType<typeof excelOf>): string {
	return typeof formula === 'string' ? formula : formula.array;
}

function withContent(line: CostLine, field: FormulaField | YearColumn, content: string | null): CostLine {
	if (!isYearColumn(field)) return { ...line, [field]: content };
	const years = Object.fromEntries(Object.entries(line.years).filter(([column]) => column !== field));
	return { ...line, years: content === null ? years : { ...years, [field]: content } };
}

/** What stands in our words for cells, ranges and names of the workbook as it is now. */
export function placesOf(layout: BreakdownLayout): ExcelPlaces {
	const { tree, letters, rows, draft } = layout;
	const lineAt = new Map(rows.flatMap((row, index) => (row === undefined ? [] : [[row, index] as const])));
	const columnAt = new Map([...letters].map(([key, letter]) => [letter, columnOf(key)]));
	const named = new Map(
		draft.parameters.map(({ id, name }) => [(layout.parameters.get(id) ?? name).toUpperCase(), id])
	);
	const parts = (address: string) => {
		const place = parseCellAddress(address);
		const letter = address.replace(/\d/g, '');
		const line = place && lineAt.get(place.row);
		return { line, column: columnAt.get(letter), place, letter };
	};
	const reference = (line: number, column: Column) =>
		`[${ID_MARK}${tree.lines[line]?.id}].${columnWord(column)}`;
	return {
		cell(address, sheet) {
			const { line, column, place } = parts(address);
			if (sheet === PARAMETER_SHEET) {
				const parameter = draft.parameters[(place?.row ?? 0) - PARAMETER_HEAD_ROWS - 1];
				return parameter && parameterText(parameter.id);
			}
			if ((sheet !== null && sheet !== BREAKDOWN_SHEET) || line === undefined) return undefined;
			return column === undefined ? undefined : reference(line, column);
		},
		range(first, last, sheet) {
			const [from, to] = [parts(first), parts(last)];
			if ((sheet !== null && sheet !== BREAKDOWN_SHEET) || from.line === undefined || to.line === undefined)
				return undefined;
			if (columnNumber(from.letter) !== columnNumber(to.letter) || from.column === undefined)
				return undefined;
			const covered = Array.from({ length: to.line - from.line + 1 }, (_, at) => (from.line ?? 0) + at);
			return branchOf(tree, covered, from.column) ?? listOf(covered, from.column, reference);
		},
		name: (name) => {
			const id = named.get(name.toUpperCase());
			return id === undefined ? undefined : parameterText(id);
		}
	};
}

/** The children of one line, where the cells are exactly these. */
function branchOf(tree: Tree, covered: readonly number[], column: Column): string | undefined {
	const parent = tree.parents[covered[0] ?? -1] ?? -1;
	const children = tree.children[parent] ?? [];
	const same = children.length === covered.length && children.every((child, at) => child === covered[at]);
	return same ? `[${ID_MARK}${tree.lines[parent]?.id}].下级.${columnWord(column)}` : undefined;
}

function listOf(
	covered: readonly number[],
	column: Column,
	reference: (line: number, column: Column) => string
): string | undefined {
	if (covered.length === 0 || covered.length > MOST_CELLS) return undefined;
	return covered.map((line) => reference(line, column)).join(',');
}

const READABLE: ReadonlySet<string> = new Set([
	...['code', 'name', 'grade', 'element', 'unit', 'quantity', 'unitPrice', 'frequency', 'months'],
	...['coefficient', 'verifiedAmount']
]);

function columnOf(key: ColumnKey): Column | undefined {
	if (key === 'statedAmount') return 'amount';
	// The set holds columns of formulas only.
	return READABLE.has(key) || isYearColumn(key) ? (key as Column) : undefined;
}
