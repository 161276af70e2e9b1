import { columnNumber } from '#lib/core/address/cell-address.ts';
import { fieldWords } from '#lib/core/intake/field.ts';
import type { IntakeFinding } from '#lib/core/intake/finding.ts';
import { MONEY_FACTORS } from '#lib/core/intake/mapping.ts';
import { problem } from '#lib/core/problem.ts';
import { ok, refuse, type Result } from '#lib/core/result.ts';
import type { Context } from '../context.ts';
import { analysisFor, findingsIn, openIntake, stateOf, viewIntake, type IntakePreview } from './service.ts';
import { countLines, selectIntakes, selectSenders, selectUserName } from './store.ts';

export interface IntakeSummary {
	readonly id: string;
	readonly file: string;
	readonly fileName: string;
	readonly sheet: string;
	readonly sender: string;
	readonly state: 'preview' | 'committed';
	/** Lines that were written; null while it is a preview. */
	readonly lines: number | null;
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
			sender: row.sender,
			state: stateOf(row),
			lines: row.lines,
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
	/** 报送单位 that sent something to this department before. */
	readonly senders: readonly string[];
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
	const senders = await selectSenders(context.db, analysis.value.path);
	const desk = { projectName, fiscalYear, presentLines, senders, intakes: intakes.value };
	if (intakeId === null) return ok({ ...desk, preview: null });
	const preview = await viewIntake(context, intakeId);
	if (!preview.ok) return preview;
	if (preview.value.analysisId !== analysisId) return refuse(problem('intake/not-found', {}));
	return ok({ ...desk, preview: preview.value });
}

/** The kept report of one import: what was read, how, and every cell that was changed, dropped or guessed. */
export interface IntakeReport extends IntakeSummary {
	readonly analysisId: string;
	readonly projectName: string;
	readonly fiscalYear: number;
	readonly by: string;
	readonly headerRows: string;
	readonly columns: readonly { readonly letters: string; readonly words: string }[];
	/** What amounts and prices of the sheet were in, "万元". */
	readonly amountUnit: string;
	readonly priceUnit: string;
	readonly skippedRows: readonly number[];
}

export async function intakeReport(
	context: Context,
	analysisId: string,
	intakeId: string
): Promise<Result<IntakeReport>> {
	const opened = await openIntake(context, intakeId, 'project.read');
	if (!opened.ok) return opened;
	const { row, analysis, mapping } = opened.value;
	if (analysis.id !== analysisId) return refuse(problem('intake/not-found', {}));
	const { first, last } = mapping.header;
	return ok({
		id: row.id,
		analysisId,
		projectName: analysis.projectName,
		fiscalYear: analysis.fiscalYear,
		file: row.file,
		fileName: row.file_name,
		sheet: row.sheet,
		sender: row.sender,
		state: stateOf(row),
		lines: row.lines,
		findings: findingsIn(row),
		createdAt: row.created_at,
		by: await selectUserName(context.db, row.created_by),
		headerRows: first === last ? String(first) : `${first}-${last}`,
		columns: Object.entries(mapping.columns)
			.sort(([a], [b]) => columnNumber(a) - columnNumber(b))
			.map(([letters, field]) => ({ letters, words: fieldWords(field) })),
		amountUnit: MONEY_FACTORS[mapping.amountFactor] ?? mapping.amountFactor,
		priceUnit: MONEY_FACTORS[mapping.priceFactor] ?? mapping.priceFactor,
		skippedRows: mapping.skippedRows
	});
}
