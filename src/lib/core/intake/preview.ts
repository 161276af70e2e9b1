import { columnLetters, parseCellAddress } from '../address/cell-address.ts';
import type { Hash } from '../address/value-ref.ts';
import type { CostLine } from '../costing/line.ts';
import { problem, type Problem } from '../problem.ts';
import { ok, refuse, type Result } from '../result.ts';
import type { Field } from './field.ts';
import { finding, type IntakeFinding } from './finding.ts';
import { gridOf, type Grid } from './grid.ts';
import { headerText } from './header.ts';
import { readLines, takeLines, type ReadLines, type TakenLines } from './lines.ts';
import { checkMapping, type Mapping } from './mapping.ts';
import { sheetWindow, type SheetWindow } from './sheet-window.ts';
import type { Sheet } from './workbook.ts';

/** What a person sees before deciding: the sheet with its columns mapped, what it would become, and every finding. */
export type SheetPreview = {
	readonly sheet: string;
	readonly mapping: Mapping;
	readonly columns: readonly {
		readonly letters: string;
		readonly header: string;
		readonly field: Field | null;
	}[];
	readonly window: SheetWindow;
	/** Rows that become lines. */
	readonly lineRows: readonly number[];
	readonly lineCount: number;
	/** Sum of the top lines in 元, "22,210,577.00"; null where it cannot be summed. */
	readonly total: string | null;
	readonly findings: readonly IntakeFinding[];
	/** Why the sheet cannot be imported as it is mapped now; null when it can. */
	readonly problem: Problem | null;
};

/** What reading a sheet gives: lines with row keys for ids, and the picture for the person. */
export type SheetReading = { readonly lines: readonly CostLine[]; readonly preview: SheetPreview };

/** Rows shown from the top; behind them only rows with findings follow. */
const ROWS_SHOWN = 200;

/** Reads one sheet by a mapping, for showing. */
export function readSheetBy(
	sheet: Sheet,
	mapping: Mapping,
	file: Hash,
	months: number,
	grid: Grid = gridOf(sheet)
): SheetReading {
	const read = shownBy(sheet, mapping, file, months, grid);
	const { lines, rows, problem: refusal } = read;
	const findings = [
		...(sheet.hidden ? [finding('hidden-sheet', null, { sheet: sheet.name })] : []),
		...read.findings
	];
	return {
		lines,
		preview: {
			sheet: sheet.name,
			mapping,
			columns: columnsOf(grid, mapping),
			window: sheetWindow(grid, rowsToShow(grid, mapping, findings)),
			lineRows: rows,
			lineCount: lines.length,
			total: read.total,
			findings,
			problem: refusal
		}
	};
}

/** The lines alone, for writing: the very ones that were shown. Refuses where they cannot be imported. */
export function linesBy(
	sheet: Sheet,
	mapping: Mapping,
	file: Hash,
	months: number,
	grid: Grid
): Result<TakenLines['lines']> {
	const checked = checkMapping(mapping, grid);
	if (!checked.ok) return checked;
	const { lines } = takeLines(grid, mapping, { file, sheet: sheet.name }, months);
	return lines.length === 0 ? refuse(nothingIn(sheet)) : ok(lines);
}

function shownBy(
	sheet: Sheet,
	mapping: Mapping,
	file: Hash,
	months: number,
	grid: Grid
): ReadLines & { readonly problem: Problem | null } {
	const checked = checkMapping(mapping, grid);
	if (!checked.ok) return { lines: [], findings: [], rows: [], total: '0.00', problem: checked.problem };
	const read = readLines(grid, mapping, { file, sheet: sheet.name }, months);
	return { ...read, problem: read.lines.length === 0 ? nothingIn(sheet) : null };
}

function nothingIn(sheet: Sheet): Problem {
	return problem('intake/nothing-to-import', { sheet: sheet.name });
}

function columnsOf(grid: Grid, mapping: Mapping): SheetPreview['columns'] {
	return Array.from({ length: grid.columns }, (_, index) => {
		const letters = columnLetters(index + 1);
		return {
			letters,
			header: headerText(grid, mapping.header, index + 1),
			field: mapping.columns[letters] ?? null
		};
	});
}

function rowsToShow(grid: Grid, mapping: Mapping, findings: readonly IntakeFinding[]): readonly number[] {
	const rows = new Set<number>();
	for (let row = 1; row <= Math.min(grid.rows, Math.max(ROWS_SHOWN, mapping.header.last)); row++)
		rows.add(row);
	for (const { at } of findings) {
		const row = at === null ? undefined : parseCellAddress(at)?.row;
		if (row !== undefined && rows.size < 2 * ROWS_SHOWN) rows.add(row);
	}
	return [...rows].sort((a, b) => a - b);
}
