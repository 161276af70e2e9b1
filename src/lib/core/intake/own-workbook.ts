import type { AnalysisDraft, CostUnit } from '../costing/line.ts';
import type { NamedParameter } from '../costing/named-parameter.ts';
import { buildTree } from '../costing/tree.ts';
import { isYearColumn } from '../costing/year-column.ts';
import { isPlainField } from '../costing/edit-command.ts';
import { isFormula } from '../formula/references.ts';
import { LIMITS } from '../limits.ts';
import { problem } from '../problem.ts';
import { analysisValues } from '../reporting/workbook/analysis-values.ts';
import { BlockSheet } from '../reporting/workbook/block-sheet.ts';
import { describe, type ColumnKey } from '../reporting/workbook/breakdown-columns.ts';
import { BREAKDOWN_SHEET, type BreakdownLayout } from '../reporting/workbook/breakdown-place.ts';
import { excelOf } from '../reporting/workbook/breakdown-rows.ts';
import {
	OWN_FORMAT,
	OWN_KEYS,
	OWN_SHEET,
	OWN_VERSION,
	type OwnKey
} from '../reporting/workbook/own-sheet.ts';
import { parameterNames } from '../reporting/workbook/parameter-names.ts';
import {
	PARAMETER_HEAD_ROWS,
	PARAMETER_SHEET,
	PARAMETER_VALUE_COLUMN
} from '../reporting/workbook/parameter-sheet.ts';
import { UNIT_HEAD_ROWS, UNIT_OUTPUT_COLUMN, UNIT_SHEET } from '../reporting/workbook/unit-sheet.ts';
import { ok, refuse, type Result } from '../result.ts';
import { gridOf } from './grid.ts';
import { cellDecimal, lettersOf, ownColumns, sameFormula } from './own-cells.ts';
import { placesOf, settleFormulas, textOf } from './own-formulas.ts';
import { ownLines, type OwnRemark } from './own-lines.ts';
import { ownRows } from './own-rows.ts';
import { fromExcel } from '../formula/from-excel.ts';
import type { SourceCell } from '../snapshot/source-table.ts';
import type { Workbook } from './workbook.ts';

export type OwnLists = Pick<
	AnalysisDraft,
	'lines' | 'units' | 'indicators' | 'parameters' | 'pools' | 'allocationMethod' | 'combined'
>;

/** A workbook that this program wrote, read back. Nothing in it is believed: the lists are checked before they are stored. */
export interface OwnWorkbook {
	readonly lists: OwnLists;
	/** The analysis it was exported from. */
	readonly analysisId: string;
	readonly projectCode: string;
	readonly fiscalYear: number;
	/** Row of each line in 成本明细, by the line's id. */
	readonly rows: ReadonlyMap<string, number>;
	/** Column letters by key. */
	readonly letters: ReadonlyMap<ColumnKey, string>;
	/** Ids made here for rows that were added by hand. */
	readonly added: ReadonlySet<string>;
	readonly remarks: readonly OwnRemark[];
}

/** Whether a workbook says that this program wrote it. */
export function recogniseOwnExport(workbook: Workbook): boolean {
	const sheet = workbook.sheets.find(({ name }) => name === OWN_SHEET);
	return sheet?.cells.find(({ at }) => at === 'A1')?.raw === OWN_FORMAT;
}

/**
 * Reads a workbook that this program wrote: the same draft where nobody changed it, with the changes where somebody did.
 * Refuses a workbook of a later version, and one whose hidden parts are gone or make no sense.
 */
export function readOwnWorkbook(workbook: Workbook): Result<OwnWorkbook> {
	const noted = notedParts(workbook);
	if (!noted.ok) return noted;
	const { columns: keys, analysis, ...lists } = noted.value;
	const sheet = workbook.sheets.find(({ name }) => name === BREAKDOWN_SHEET);
	if (!sheet) return damaged(`缺少工作表“${BREAKDOWN_SHEET}”`);
	const grid = gridOf(sheet);
	const columns = ownColumns(grid, keys);
	if (!columns) return damaged('找不到表头或隐藏的列');
	const rows = ownRows(grid, columns);
	if (rows.length > LIMITS.linesPerAnalysis)
		return refuse(
			problem('intake/too-many', {
				file: sheet.name,
				what: '费用行数',
				limit: String(LIMITS.linesPerAnalysis)
			})
		);
	const read = ownLines(grid, columns, rows, analysis.periodMonths);
	const draft = draftOf({ ...lists, lines: read.lines }, analysis);
	const layout = layoutFor(draft, keys, lettersOf(columns), new Map(rows.map(({ id, row }) => [id, row])));
	if (!layout.ok) return layout;
	const settled = settleFormulas(read.lines, read.pending, layout.value, layout.value.values);
	const parameters = readParameters(workbook, layout.value);
	return ok({
		lists: {
			...lists,
			lines: settled.lines,
			units: readUnits(workbook, lists.units),
			parameters: parameters.parameters
		},
		analysisId: analysis.id,
		projectCode: analysis.project,
		fiscalYear: analysis.fiscalYear,
		rows: new Map(rows.map(({ id, row }) => [id, row])),
		letters: lettersOf(columns),
		added: new Set(rows.filter(({ added }) => added).map(({ id }) => id)),
		remarks: [...read.remarks, ...settled.remarks, ...parameters.remarks]
	});
}

interface NotedParts extends Omit<OwnLists, 'lines'> {
	readonly columns: readonly ColumnKey[];
	readonly analysis: {
		readonly id: string;
		readonly project: string;
		readonly fiscalYear: number;
		readonly periodMonths: number;
	};
}

function notedParts(workbook: Workbook): Result<NotedParts> {
	const sheet = workbook.sheets.find(({ name }) => name === OWN_SHEET);
	if (!sheet || !recogniseOwnExport(workbook)) return damaged(`缺少工作表“${OWN_SHEET}”`);
	const grid = gridOf(sheet);
	const version = grid.cell(1, 2)?.raw ?? '';
	if (version !== OWN_VERSION)
		return refuse(problem('intake/own-version', { version: version.slice(0, 20) }));
	const parts = new Map<string, unknown>();
	for (let row = 2; row <= grid.rows; row += 1) {
		const [key, ...pieces] = grid.cellsIn(row).map(({ cell }) => cell.raw);
		try {
			parts.set(key ?? '', JSON.parse(pieces.join('')));
		} catch {
			return damaged(`“${OWN_SHEET}”的内容不完整`);
		}
	}
	const shaped = OWN_KEYS.every((key) => isShaped(key, parts.get(key)));
	// Lists are checked item by item before they are stored; here only their shape matters.
	return shaped
		? ok(Object.fromEntries(parts) as unknown as NotedParts)
		: damaged(`“${OWN_SHEET}”的内容不完整`);
}

function isShaped(key: OwnKey, value: unknown): boolean {
	if (key === 'allocationMethod') return typeof value === 'string';
	if (key === 'columns')
		return Array.isArray(value) && value.every((column) => typeof column === 'string' && isColumnKey(column));
	if (key !== 'analysis')
		return Array.isArray(value) && value.every((item) => hasTexts(item, TEXTS_OF[key] ?? ['id']));
	if (typeof value !== 'object' || value === null) return false;
	const { id, project, fiscalYear, periodMonths } = value as { readonly [field: string]: unknown };
	const texts = typeof id === 'string' && typeof project === 'string';
	return texts && Number.isInteger(fiscalYear) && Number.isInteger(periodMonths) && Number(periodMonths) > 0;
}

/** What the reading itself relies on; everything else is looked at when the lists are checked. */
const TEXTS_OF: { readonly [K in OwnKey]?: readonly string[] } = {
	parameters: ['id', 'name', 'value'],
	units: ['id', 'output']
};

function hasTexts(item: unknown, names: readonly string[]): boolean {
	if (typeof item !== 'object' || item === null) return false;
	const fields = item as { readonly [name: string]: unknown };
	return names.every((name) => typeof fields[name] === 'string');
}

function isColumnKey(text: string): text is ColumnKey {
	return isPlainField(text) || isYearColumn(text) || ['period', 'level', 'key', 'more'].includes(text);
}

function draftOf(
	lists: OwnLists,
	{ project, fiscalYear, periodMonths }: NotedParts['analysis']
): AnalysisDraft {
	return {
		...lists,
		project: { code: project, name: '', organisation: '', category: '', sourceNote: '' },
		fiscalYear,
		periodMonths,
		basis: {
			priceYear: fiscalYear,
			region: '',
			taxBasis: 'unknown',
			staffScope: 'unknown',
			deliveryMode: 'unknown'
		}
	};
}

/** The layout of the workbook as it is now, so that formulas we wrote can be written again and compared. */
function layoutFor(
	draft: AnalysisDraft,
	keys: readonly ColumnKey[],
	letters: ReadonlyMap<ColumnKey, string>,
	rows: ReadonlyMap<string, number>
): Result<BreakdownLayout> {
	const tree = buildTree(draft.lines);
	const values = analysisValues(
		{ ...draft, parameters: draft.parameters.map(sound), lines: draft.lines },
		tree
	);
	if (!values.ok) return values;
	return ok({
		draft,
		tree,
		columns: keys.map((key) => describe(key, letters.get(key) ?? '')),
		letters,
		rows: tree.lines.map(({ id }) => rows.get(id)),
		totalRow: Math.max(0, ...rows.values()) + 1,
		parameters: parameterNames(draft.parameters),
		blocks: new BlockSheet(),
		values: values.value
	});
}

/** A value that is no number must not stop the reading; it is refused when it is stored. */
function sound(parameter: NamedParameter): NamedParameter {
	const value = String(parameter.value);
	return isFormula(value) || /^-?\d+(\.\d+)?$/.test(value) ? parameter : { ...parameter, value: '0' };
}

function sheetCells(workbook: Workbook, name: string): ReadonlyMap<string, SourceCell> {
	const sheet = workbook.sheets.find((candidate) => candidate.name === name);
	return new Map(sheet?.cells.map((cell) => [cell.at, cell]));
}

/** Parameters whose value somebody changed on their sheet. */
function readParameters(
	workbook: Workbook,
	layout: BreakdownLayout
): { readonly parameters: readonly NamedParameter[]; readonly remarks: readonly OwnRemark[] } {
	const cells = sheetCells(workbook, PARAMETER_SHEET);
	const places = placesOf(layout);
	const remarks: OwnRemark[] = [];
	const parameters = layout.draft.parameters.map((parameter, index) => {
		const at = `${PARAMETER_VALUE_COLUMN}${PARAMETER_HEAD_ROWS + 1 + index}`;
		const cell = cells.get(at);
		if (!cell) return parameter;
		if (cell.formula === undefined) return { ...parameter, value: cellDecimal(cell) ?? parameter.value };
		if (isFormula(parameter.value)) {
			const value = layout.values.parameter(parameter.id);
			const ours = excelOf(parameter.value, layout, -1, value, { sheet: `${BREAKDOWN_SHEET}!` });
			if (sameFormula(textOf(ours), cell.formula)) return parameter;
		}
		const said = fromExcel(cell.formula, places);
		if (said.ok) return { ...parameter, value: said.value };
		remarks.push({ cell: `${PARAMETER_SHEET}!${at}`, kind: 'value', shown: `=${cell.formula}`.slice(0, 60) });
		return { ...parameter, value: cellDecimal(cell) ?? parameter.value };
	});
	return { parameters, remarks };
}

/** Units whose output somebody changed on their sheet. */
function readUnits(workbook: Workbook, units: readonly CostUnit[]): readonly CostUnit[] {
	const cells = sheetCells(workbook, UNIT_SHEET);
	return units.map((unit, index) => {
		const cell = cells.get(`${UNIT_OUTPUT_COLUMN}${UNIT_HEAD_ROWS + 1 + index}`);
		const output = cell?.formula === undefined ? cellDecimal(cell) : null;
		return output === null || output === undefined || output === unit.output
			? unit
			: { ...unit, output, outputSource: null };
	});
}

function damaged(detail: string): Result<never> {
	return refuse(problem('intake/own-damaged', { detail }));
}
