import { gridOf } from '#lib/core/intake/grid.ts';
import { findHeader, type HeaderRows } from '#lib/core/intake/header.ts';
import { finding, type IntakeFinding } from '#lib/core/intake/finding.ts';
import {
	checkHeader,
	mappingFor,
	parseMapping,
	proposeMapping,
	type Mapping
} from '#lib/core/intake/mapping.ts';
import { readSheetBy, type SheetPreview, type SheetReading } from '#lib/core/intake/preview.ts';
import type { Sheet, Workbook } from '#lib/core/intake/workbook.ts';
import { LIMITS } from '#lib/core/limits.ts';
import { problem } from '#lib/core/problem.ts';
import { ok, refuse, type Result } from '#lib/core/result.ts';
import { may, type Action } from '#lib/core/workflow/permission.ts';
import { ANALYSIS_MACHINE, editable } from '#lib/core/workflow/states.ts';
import { recordAudit } from '../audit/service.ts';
import { timestamp, type Context } from '../context.ts';
import { inTransaction } from '../database/database.ts';
import type { IntakeTable } from '../database/schema.ts';
import { storeFile } from '../files/service.ts';
import { sha256 } from '../hash.ts';
import { readWorkbook } from './reader.ts';
import {
	countLines,
	insertIntake,
	selectAnalysisHead,
	selectIntake,
	selectIntakes,
	updatePreview,
	type AnalysisHead
} from './store.ts';
import { rememberWorkbook, workbookOf } from './workbooks.ts';

/** An import as the wizard shows it. */
export interface IntakePreview extends SheetPreview {
	readonly id: string;
	readonly analysisId: string;
	readonly projectName: string;
	readonly file: string;
	readonly fileName: string;
	readonly state: 'preview' | 'committed';
	readonly sheets: readonly { readonly name: string; readonly hidden: boolean; readonly cells: number }[];
}

/** Keeps the original, reads it and proposes how to import it. No line is written. */
export async function previewUpload(
	context: Context,
	input: { readonly analysisId: string; readonly fileName: string; readonly bytes: Uint8Array }
): Promise<Result<IntakePreview>> {
	const analysis = await analysisFor(context, input.analysisId, 'analysis.edit');
	if (!analysis.ok) return analysis;
	const open = editable(ANALYSIS_MACHINE, analysis.value.state, '导入费用表');
	if (!open.ok) return open;
	const fileName = plainFileName(input.fileName);
	const workbook = await readWorkbook(input.bytes, fileName);
	if (!workbook.ok) return workbook;
	const sheet = sheetToPropose(workbook.value);
	const { mapping } = proposal(sheet, analysis.value.fiscalYear);
	return inTransaction(context, async (tx) => {
		const file = await storeFile(tx.db, input.bytes, workbook.value.format);
		rememberWorkbook(file, workbook.value);
		const reading = readSheetBy(sheet, mapping, file, analysis.value.periodMonths);
		const findings = await withEarlierImports(tx, analysis.value.id, file, reading.preview);
		const row: IntakeTable = {
			id: tx.newId(),
			analysis_id: analysis.value.id,
			file,
			file_name: fileName,
			sheet: sheet.name,
			snapshot: null,
			mapping: JSON.stringify(mapping),
			findings: JSON.stringify(findings),
			state: 'preview',
			created_by: tx.actor.userId,
			created_at: timestamp(tx)
		};
		await insertIntake(tx.db, row);
		await recordAudit(tx, {
			action: 'intake.upload',
			subjectKind: 'intake',
			subjectId: row.id,
			before: null,
			after: file,
			details: { analysis: analysis.value.id, fileName }
		});
		return ok(previewOf(row, workbook.value, { ...reading.preview, findings }, analysis.value));
	});
}

/** An import as it stands: for the wizard's page, before and after 确认. */
export async function viewIntake(context: Context, intakeId: string): Promise<Result<IntakePreview>> {
	const opened = await openIntake(context, intakeId, 'project.read');
	if (!opened.ok) return opened;
	const { row, analysis, workbook, reading } = opened.value;
	const findings =
		row.state === 'preview'
			? await withEarlierImports(context, analysis.id, row.file, reading.preview)
			: reading.preview.findings;
	return ok(previewOf(row, workbook, { ...reading.preview, findings }, analysis));
}

/**
 * Changes the sheet or how it is read; still nothing is written to lines. Without a mapping one is proposed: for the
 * header rows given, or for those that are found.
 */
export async function remap(
	context: Context,
	input: {
		readonly intakeId: string;
		readonly sheet: string;
		readonly header?: HeaderRows | null;
		readonly mapping?: Mapping | null;
	}
): Promise<Result<IntakePreview>> {
	const opened = await openIntake(context, input.intakeId, 'analysis.edit');
	if (!opened.ok) return opened;
	const { row, analysis, workbook } = opened.value;
	const sheet = workbook.sheets.find((candidate) => candidate.name === input.sheet);
	if (!sheet) return refuse(problem('intake/no-sheet', { sheet: input.sheet.slice(0, LIMITS.nameLength) }));
	const header = input.header ?? undefined;
	// A mapping may be incomplete while somebody works on it, but what is kept must be readable again.
	const asked = input.mapping?.header ?? header;
	const inside = asked === undefined ? ok(true as const) : checkHeader(asked, gridOf(sheet));
	if (!inside.ok) return inside;
	const proposed = header
		? { mapping: mappingFor(gridOf(sheet), header, analysis.fiscalYear) }
		: proposal(sheet, analysis.fiscalYear);
	const mapping = input.mapping ?? proposed.mapping;
	const { preview } = readSheetBy(sheet, mapping, row.file, analysis.periodMonths);
	const findings = await withEarlierImports(context, analysis.id, row.file, preview);
	const changed = { sheet: sheet.name, mapping: JSON.stringify(mapping), findings: JSON.stringify(findings) };
	return inTransaction(context, async (tx) => {
		if (!(await updatePreview(tx.db, row.id, changed)))
			return refuse(problem('intake/committed', { file: row.file_name }));
		await recordAudit(tx, {
			action: 'intake.remap',
			subjectKind: 'intake',
			subjectId: row.id,
			before: sha256(row.mapping),
			after: sha256(changed.mapping),
			details: { sheet: sheet.name }
		});
		return ok(previewOf({ ...row, ...changed }, workbook, { ...preview, findings }, analysis));
	});
}

export interface IntakeSummary {
	readonly id: string;
	readonly file: string;
	readonly fileName: string;
	readonly sheet: string;
	readonly state: 'preview' | 'committed';
	readonly findings: readonly IntakeFinding[];
	readonly createdAt: string;
}

/** Every import of an analysis with its report, oldest first. */
export async function intakesOf(
	context: Context,
	analysisId: string
): Promise<Result<readonly IntakeSummary[]>> {
	const analysis = await analysisFor(context, analysisId, 'project.read');
	if (!analysis.ok) return analysis;
	const rows = await selectIntakes(context.db, analysisId);
	return ok(
		rows.map((row) => ({
			id: row.id,
			file: row.file,
			fileName: row.file_name,
			sheet: row.sheet,
			state: stateOf(row),
			findings: findingsIn(row),
			createdAt: row.created_at
		}))
	);
}

/** What the import page of an analysis shows: the analysis, its imports so far, and the one that is being looked at. */
export interface IntakeDesk {
	readonly projectName: string;
	readonly fiscalYear: number;
	readonly intakes: readonly IntakeSummary[];
	readonly preview: IntakePreview | null;
	/** Cost lines that the analysis has already: an import must say what becomes of them. */
	readonly presentLines: number;
}

export async function intakeDesk(
	context: Context,
	analysisId: string,
	intakeId: string | null
): Promise<Result<IntakeDesk>> {
	const analysis = await analysisFor(context, analysisId, 'project.read');
	if (!analysis.ok) return analysis;
	const intakes = await intakesOf(context, analysisId);
	if (!intakes.ok) return intakes;
	const { projectName, fiscalYear } = analysis.value;
	const presentLines = await countLines(context.db, analysisId);
	const desk = { projectName, fiscalYear, presentLines, intakes: intakes.value };
	if (intakeId === null) return ok({ ...desk, preview: null });
	const preview = await viewIntake(context, intakeId);
	if (!preview.ok) return preview;
	if (preview.value.analysisId !== analysisId) return refuse(problem('intake/not-found', {}));
	return ok({ ...desk, preview: preview.value });
}

/** Everything about one import that its next step needs, for a person who may do that step. */
export async function openIntake(
	context: Context,
	intakeId: string,
	action: Action
): Promise<Result<OpenIntake>> {
	const row = await selectIntake(context.db, intakeId);
	if (!row) return refuse(problem('intake/not-found', {}));
	const analysis = await analysisFor(context, row.analysis_id, action);
	if (!analysis.ok) return analysis;
	const workbook = await workbookOf(context.db, row.file, row.file_name);
	if (!workbook.ok) return workbook;
	const sheet = workbook.value.sheets.find((candidate) => candidate.name === row.sheet);
	const mapping = parseMapping(JSON.parse(row.mapping));
	if (!sheet || !mapping.ok)
		throw new Error(`Import ${row.id} names a sheet or mapping that its file does not have`);
	const reading = readSheetBy(sheet, mapping.value, row.file, analysis.value.periodMonths);
	return ok({ row, analysis: analysis.value, workbook: workbook.value, sheet, reading });
}

export interface OpenIntake {
	readonly row: IntakeTable;
	readonly analysis: AnalysisHead;
	readonly workbook: Workbook;
	readonly sheet: Sheet;
	readonly reading: SheetReading;
}

async function analysisFor(
	context: Context,
	analysisId: string,
	action: Action
): Promise<Result<AnalysisHead>> {
	const analysis = await selectAnalysisHead(context.db, analysisId);
	if (!analysis) return refuse(problem('analysis/not-found', {}));
	const allowed = may(context.actor, action, { path: analysis.path });
	return allowed.ok ? ok(analysis) : allowed;
}

/** The first sheet the sender shows that has a header, else the first that has anything. */
function sheetToPropose(workbook: Workbook): Sheet {
	const filled = workbook.sheets.filter((sheet) => sheet.cells.length > 0);
	const shown = filled.filter((sheet) => !sheet.hidden);
	const sheet = shown.find((candidate) => findHeader(gridOf(candidate))) ?? shown[0] ?? filled[0];
	if (!sheet) throw new Error('A workbook without cells was not refused');
	return sheet;
}

/** A sheet whose header nobody recognises is shown all the same, with nothing mapped, for the person to say. */
function proposal(sheet: Sheet, fiscalYear: number): { mapping: Mapping } {
	const proposed = proposeMapping(gridOf(sheet), sheet.name, fiscalYear);
	const unmapped = {
		header: { first: 1, last: 1 },
		columns: {},
		amountFactor: '1',
		priceFactor: '1',
		skippedRows: []
	};
	return { mapping: proposed.ok ? proposed.value : unmapped };
}

async function withEarlierImports(
	context: Context,
	analysisId: string,
	file: string,
	preview: SheetPreview
): Promise<readonly IntakeFinding[]> {
	const rows = await selectIntakes(context.db, analysisId);
	const earlier = rows.find(
		(row) => row.state === 'committed' && row.file === file && row.sheet === preview.sheet
	);
	return earlier
		? [finding('imported-before', null, { fileName: earlier.file_name }), ...preview.findings]
		: preview.findings;
}

function previewOf(
	row: IntakeTable,
	workbook: Workbook,
	preview: SheetPreview,
	analysis: AnalysisHead
): IntakePreview {
	return {
		...preview,
		id: row.id,
		analysisId: row.analysis_id,
		projectName: analysis.projectName,
		file: row.file,
		fileName: row.file_name,
		state: stateOf(row),
		sheets: workbook.sheets.map(({ name, hidden, cells }) => ({ name, hidden, cells: cells.length }))
	};
}

/** Browsers on Windows once sent whole paths, and a name is only shown, never used: the last part is enough. */
function plainFileName(name: string): string {
	const last =
		name
			.split(/[\\/]/)
			.at(-1)
			?.replace(/\p{Cc}/gu, '')
			.trim() ?? '';
	return last === '' ? '未命名文件' : last.slice(0, LIMITS.nameLength);
}

function stateOf(row: IntakeTable): 'preview' | 'committed' {
	return row.state === 'committed' ? 'committed' : 'preview';
}

function findingsIn(row: IntakeTable): readonly IntakeFinding[] {
	// The column holds exactly what this service wrote into it.
	return JSON.parse(row.findings) as IntakeFinding[];
}
