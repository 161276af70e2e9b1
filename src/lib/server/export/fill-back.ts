import { analyse, type AnalysisFigures } from '#lib/core/costing/figures.ts';
import {
	fillColumns,
	planFillBack,
	type FillChoice,
	type FillColumn,
	type FillPlan
} from '#lib/core/intake/fill-back.ts';
import type { Sheet, WorkbookFormat } from '#lib/core/intake/workbook.ts';
import { problem } from '#lib/core/problem.ts';
import { ok, refuse, type Result } from '#lib/core/result.ts';
import type { Context } from '../context.ts';
import { loadAnalysis } from '../costing/analyses.ts';
import { readFile } from '../files/service.ts';
import { intakesOf } from '../intake/desk.ts';
import { openIntake, type OpenIntake } from '../intake/service.ts';
import { askWorkbook } from '../intake/workbooks.ts';
import { fillCsv } from './fill-csv.ts';
import { fillWorkbook } from './fill-workbook.ts';

/** What the page of 填回原表 shows. */
export interface FillBackDesk {
	readonly analysisId: string;
	readonly projectName: string;
	readonly fiscalYear: number;
	/** Committed imports of the analysis, newest first. */
	readonly originals: readonly {
		readonly intakeId: string;
		readonly fileName: string;
		readonly sheet: string;
	}[];
	/** The original looked at; null where the analysis has none. */
	readonly chosen: {
		readonly intakeId: string;
		readonly columns: readonly FillColumn[];
		/** The plan for the columns chosen so far; a refusal says what to change. */
		readonly plan: Result<FillPlan>;
		readonly format: WorkbookFormat;
	} | null;
}

export interface FillBackRequest {
	readonly analysisId: string;
	/** Null stands for the import confirmed last. */
	readonly intakeId: string | null;
	readonly choice: FillChoice;
}

export async function fillBackDesk(
	context: Context,
	request: FillBackRequest
): Promise<Result<FillBackDesk>> {
	const analysis = await loadAnalysis(context, request.analysisId);
	if (!analysis.ok) return analysis;
	const intakes = await intakesOf(context, request.analysisId);
	if (!intakes.ok) return intakes;
	const originals = intakes.value
		.filter(({ state }) => state === 'committed')
		.map(({ id, fileName, sheet }) => ({ intakeId: id, fileName, sheet }))
		.reverse();
	const { projectName, fiscalYear } = analysis.value;
	const desk = { analysisId: request.analysisId, projectName, fiscalYear, originals };
	const intakeId = request.intakeId ?? originals[0]?.intakeId;
	if (intakeId === undefined) return ok({ ...desk, chosen: null });
	const original = await openOriginal(context, request.analysisId, intakeId);
	if (!original.ok) return original;
	const { sheet, mapping, figures, row, format } = original.value;
	const columns = fillColumns(sheet, mapping.header, figures, row.file);
	const plan = planFillBack(sheet, mapping.header, figures, row.file, request.choice);
	return ok({ ...desk, chosen: { intakeId, columns, plan, format } });
}

/**
 * 填回原表: the sender's own file with values of the analysis in the chosen columns, everything else as it was. Refused
 * where that would overwrite something, unless `overwrite` says that it may.
 */
export async function fillBackFile(
	context: Context,
	request: FillBackRequest & { readonly intakeId: string; readonly overwrite: boolean }
): Promise<Result<{ readonly name: string; readonly bytes: Buffer }>> {
	const original = await openOriginal(context, request.analysisId, request.intakeId);
	if (!original.ok) return original;
	const { sheet, mapping, figures, row, format } = original.value;
	if (format !== 'xlsx' && format !== 'csv')
		return refuse(problem('export/xls-original', { file: row.file_name }));
	const plan = planFillBack(sheet, mapping.header, figures, row.file, request.choice);
	if (!plan.ok) return plan;
	const { cells, occupied } = plan.value;
	if (occupied.length > 0 && !request.overwrite)
		return refuse(
			problem('export/occupied', { count: String(occupied.length), cells: shownCells(occupied) })
		);
	const stored = await readFile(context.db, row.file);
	if (!stored.ok) return stored;
	const name = filledName(row.file_name);
	if (format === 'csv') return ok({ name, bytes: fillCsv(stored.value.bytes, row.file_name, cells) });
	const filled = fillWorkbook(stored.value.bytes, row.file_name, sheet.name, cells);
	return filled.ok ? ok({ name, bytes: filled.value }) : filled;
}

const SHOWN_CELLS = 8;

function shownCells(cells: readonly string[]): string {
	const shown = cells.slice(0, SHOWN_CELLS).join('、');
	return cells.length > SHOWN_CELLS ? `${shown} 等` : shown;
}

function filledName(fileName: string): string {
	const dot = fileName.lastIndexOf('.');
	return dot < 0 ? `${fileName}（已填回）` : `${fileName.slice(0, dot)}（已填回）${fileName.slice(dot)}`;
}

interface Original extends OpenIntake {
	readonly format: WorkbookFormat;
	readonly sheet: Sheet;
	readonly figures: AnalysisFigures;
}

/** A committed import of this analysis with the cells of its sheet, for whoever may read the analysis. */
async function openOriginal(
	context: Context,
	analysisId: string,
	intakeId: string
): Promise<Result<Original>> {
	const opened = await openIntake(context, intakeId, 'project.read');
	if (!opened.ok) return opened;
	const { row } = opened.value;
	if (row.analysis_id !== analysisId || row.state !== 'committed')
		return refuse(problem('export/no-original', {}));
	const workbook = await askWorkbook(context.db, row.file, row.file_name, { kind: 'workbook' });
	if (!workbook.ok) return workbook;
	const { format, sheets } = workbook.value;
	const sheet = sheets.find(({ name }) => name === row.sheet);
	if (!sheet) return refuse(problem('intake/no-sheet', { sheet: row.sheet }));
	const analysis = await loadAnalysis(context, analysisId);
	if (!analysis.ok) return analysis;
	const figures = analyse(analysis.value.draft);
	return figures.ok ? ok({ ...opened.value, format, sheet, figures: figures.value }) : figures;
}
