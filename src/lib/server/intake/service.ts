import type { HeaderRows } from '#lib/core/intake/header.ts';
import { finding, type IntakeFinding } from '#lib/core/intake/finding.ts';
import { parseMapping, type Mapping } from '#lib/core/intake/mapping.ts';
import type { SheetPreview } from '#lib/core/intake/preview.ts';
import { LIMITS } from '#lib/core/limits.ts';
import { problem } from '#lib/core/problem.ts';
import { ok, refuse, type Result } from '#lib/core/result.ts';
import { may, type Action } from '#lib/core/workflow/permission.ts';
import { ANALYSIS_MACHINE, editable } from '#lib/core/workflow/states.ts';
import { recordAudit } from '../audit/service.ts';
import { timestamp, type Context } from '../context.ts';
import { inTransaction, type AppDatabase } from '../database/database.ts';
import type { IntakeTable } from '../database/schema.ts';
import { storeFile } from '../files/service.ts';
import { sha256 } from '../hash.ts';
import { habitsOf } from './habits.ts';
import type { Asked, ReadSheet, SheetSummary } from './reading.ts';
import {
	insertIntake,
	selectAnalysisHead,
	selectIntake,
	selectIntakes,
	updatePreview,
	type AnalysisHead
} from './store.ts';
import { askBytes, askWorkbook } from './workbooks.ts';

/** An import as the wizard shows it. */
export interface IntakePreview extends SheetPreview {
	readonly id: string;
	readonly analysisId: string;
	readonly projectName: string;
	readonly file: string;
	readonly fileName: string;
	readonly sender: string;
	readonly state: 'preview' | 'committed';
	readonly sheets: readonly SheetSummary[];
}

export interface Upload {
	readonly analysisId: string;
	readonly fileName: string;
	readonly bytes: Uint8Array;
	/** 报送单位, whose last mapping for the same header is used again; nobody when left out. */
	readonly sender?: string;
}

/** Keeps the original, reads it and proposes how to import it. No line is written. */
export async function previewUpload(context: Context, input: Upload): Promise<Result<IntakePreview>> {
	const analysis = await analysisFor(context, input.analysisId, 'analysis.edit');
	if (!analysis.ok) return analysis;
	const open = editable(ANALYSIS_MACHINE, analysis.value.state, '导入费用表');
	if (!open.ok) return open;
	const fileName = plainFileName(input.fileName);
	const sender = plainSender(input.sender ?? '');
	const asked = askedBy(analysis.value, sha256(input.bytes));
	const habits = await habitsOf(context.db, sender);
	const task = { kind: 'propose', asked, sheet: null, header: null, habits } as const;
	const read = await askBytes(input.bytes, asked.file, fileName, task);
	if (!read.ok) return read;
	return inTransaction(context, async (tx) => {
		const file = await storeFile(tx.db, input.bytes, read.value.format);
		const { preview } = read.value;
		const row: IntakeTable = {
			id: tx.newId(),
			analysis_id: analysis.value.id,
			file,
			file_name: fileName,
			sheet: preview.sheet,
			snapshot: null,
			mapping: JSON.stringify(preview.mapping),
			findings: JSON.stringify(preview.findings),
			state: 'preview',
			sender,
			lines: null,
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
		return ok(await previewOf(tx.db, row, read.value, analysis.value));
	});
}

/** An import as it stands: for the wizard's page, before and after 确认. */
export async function viewIntake(context: Context, intakeId: string): Promise<Result<IntakePreview>> {
	const opened = await openIntake(context, intakeId, 'project.read');
	if (!opened.ok) return opened;
	const { row, analysis, mapping } = opened.value;
	const task = { kind: 'read', asked: askedBy(analysis, row.file), sheet: row.sheet, mapping } as const;
	const read = await askWorkbook(context.db, row.file, row.file_name, task);
	return read.ok ? ok(await previewOf(context.db, row, read.value, analysis)) : read;
}

export interface Remap {
	readonly intakeId: string;
	readonly sheet: string;
	readonly header?: HeaderRows | null;
	readonly mapping?: Mapping | null;
	/** Another 报送单位: without a mapping given, what is remembered of it decides. */
	readonly sender?: string;
}

/**
 * Changes the sheet or how it is read; still nothing is written to lines. Without a mapping one is proposed: the one
 * remembered of the sender, else one for the header rows given, or for those that are found.
 */
export async function remap(context: Context, input: Remap): Promise<Result<IntakePreview>> {
	const opened = await openIntake(context, input.intakeId, 'analysis.edit');
	if (!opened.ok) return opened;
	const { row, analysis } = opened.value;
	const asked = askedBy(analysis, row.file);
	const sender = input.sender === undefined ? row.sender : plainSender(input.sender);
	const { sheet, mapping = null, header = null } = input;
	const task = mapping
		? ({ kind: 'read', asked, sheet, mapping } as const)
		: ({ kind: 'propose', asked, sheet, header, habits: await habitsOf(context.db, sender) } as const);
	const read = await askWorkbook(context.db, row.file, row.file_name, task);
	if (!read.ok) return read;
	const { preview } = read.value;
	const changed = {
		sheet: preview.sheet,
		sender,
		mapping: JSON.stringify(preview.mapping),
		findings: JSON.stringify(preview.findings)
	};
	return inTransaction(context, async (tx) => {
		if (!(await updatePreview(tx.db, row.id, changed)))
			return refuse(problem('intake/committed', { file: row.file_name }));
		await recordAudit(tx, {
			action: 'intake.remap',
			subjectKind: 'intake',
			subjectId: row.id,
			before: sha256(row.mapping),
			after: sha256(changed.mapping),
			details: { sheet: preview.sheet }
		});
		return ok(await previewOf(tx.db, { ...row, ...changed }, read.value, analysis));
	});
}

export interface OpenIntake {
	readonly row: IntakeTable;
	readonly analysis: AnalysisHead;
	readonly mapping: Mapping;
}

/** One import with its analysis, for a person who may do what is asked. */
export async function openIntake(
	context: Context,
	intakeId: string,
	action: Action
): Promise<Result<OpenIntake>> {
	const row = await selectIntake(context.db, intakeId);
	if (!row) return refuse(problem('intake/not-found', {}));
	const analysis = await analysisFor(context, row.analysis_id, action);
	if (!analysis.ok) return analysis;
	const mapping = parseMapping(JSON.parse(row.mapping));
	if (!mapping.ok) throw new Error(`Import ${row.id} holds a mapping that is none`);
	return ok({ row, analysis: analysis.value, mapping: mapping.value });
}

export async function analysisFor(
	context: Context,
	analysisId: string,
	action: Action
): Promise<Result<AnalysisHead>> {
	const analysis = await selectAnalysisHead(context.db, analysisId);
	if (!analysis) return refuse(problem('analysis/not-found', {}));
	const allowed = may(context.actor, action, { path: analysis.path });
	return allowed.ok ? ok(analysis) : allowed;
}

/** What a reading needs to know about the analysis that it goes into. */
export function askedBy(analysis: AnalysisHead, file: string): Asked {
	return { file, fiscalYear: analysis.fiscalYear, months: analysis.periodMonths };
}

export function stateOf(row: IntakeTable): 'preview' | 'committed' {
	return row.state === 'committed' ? 'committed' : 'preview';
}

export function findingsIn(row: IntakeTable): readonly IntakeFinding[] {
	// The column holds exactly what this service wrote into it.
	return JSON.parse(row.findings) as IntakeFinding[];
}

/** The reading with what was noted when it was stored, and the warning that the same sheet is here already. */
async function previewOf(
	db: AppDatabase,
	row: IntakeTable,
	{ preview, sheets }: ReadSheet,
	analysis: AnalysisHead
): Promise<IntakePreview> {
	const state = stateOf(row);
	const again = state === 'preview' ? await importedBefore(db, row) : [];
	return {
		...preview,
		findings: [...again, ...findingsIn(row)],
		id: row.id,
		analysisId: row.analysis_id,
		projectName: analysis.projectName,
		file: row.file,
		fileName: row.file_name,
		sender: row.sender,
		state,
		sheets
	};
}

async function importedBefore(db: AppDatabase, row: IntakeTable): Promise<readonly IntakeFinding[]> {
	const rows = await selectIntakes(db, row.analysis_id);
	const earlier = rows.find(
		(other) => other.state === 'committed' && other.file === row.file && other.sheet === row.sheet
	);
	return earlier ? [finding('imported-before', null, { fileName: earlier.file_name })] : [];
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

/** Typed by hand each time: spaces and forms must not make two senders of one. */
function plainSender(sender: string): string {
	return sender
		.normalize('NFKC')
		.replace(/[\p{Cc}\s]+/gu, ' ')
		.trim()
		.slice(0, LIMITS.nameLength);
}
