import type { EditCommand } from '#lib/core/costing/edit-command.ts';
import { ownChanges, type OwnChanges } from '#lib/core/intake/own-changes.ts';
import type { OwnRemark } from '#lib/core/intake/own-lines.ts';
import { LIMITS } from '#lib/core/limits.ts';
import { problem } from '#lib/core/problem.ts';
import { BREAKDOWN_SHEET } from '#lib/core/reporting/workbook/breakdown-place.ts';
import { OWN_SHEET } from '#lib/core/reporting/workbook/own-sheet.ts';
import { ok, refuse, type Result } from '#lib/core/result.ts';
import { ANALYSIS_MACHINE, editable } from '#lib/core/workflow/states.ts';
import { recordAudit } from '../audit/service.ts';
import type { Context } from '../context.ts';
import { loadAnalysis } from '../costing/analyses.ts';
import { parseEditBatch } from '../costing/edit-schema.ts';
import { applyCommands } from '../costing/edits.ts';
import { inTransaction } from '../database/database.ts';
import { putSnapshotText } from '../snapshots/service.ts';
import { openIntake, type OpenIntake } from './service.ts';
import { commitPreview, updatePreview } from './store.ts';
import { askWorkbook } from './workbooks.ts';

/** What 按原结构导入 would do, before anybody confirms it. */
export interface OwnPreview {
	readonly changed: number;
	readonly added: number;
	readonly missing: number;
	/** Whether the workbook was exported from this very analysis. */
	readonly sameAnalysis: boolean;
	readonly remarks: readonly OwnRemark[];
}

/** Whether the file of an import is one of our own workbooks; the wizard knows its sheets. */
export function isOwnExport(sheets: readonly { readonly name: string }[]): boolean {
	return sheets.some(({ name }) => name === OWN_SHEET);
}

/** What the workbook would change; a refusal says why it cannot be taken by its own structure. */
export async function previewOwnImport(context: Context, intakeId: string): Promise<Result<OwnPreview>> {
	const read = await readOwn(context, intakeId);
	if (!read.ok) return read;
	const { changes, remarks, sameAnalysis } = read.value;
	const { changed, added, missing } = changes;
	return ok({ changed, added, missing, sameAnalysis, remarks });
}

/** 按原结构导入: brings the analysis to what the workbook says, as one batch of edits. A second call has no second effect. */
export async function commitOwnImport(
	context: Context,
	intakeId: string
): Promise<Result<{ readonly revision: number; readonly changed: number; readonly added: number }>> {
	const read = await readOwn(context, intakeId);
	if (!read.ok) return read;
	const { opened, table, changes, revision } = read.value;
	const { row, analysis } = opened;
	if (row.state !== 'preview') return refuse(problem('intake/committed', { file: row.file_name }));
	const open = editable(ANALYSIS_MACHINE, analysis.state, '导入费用表');
	if (!open.ok) return open;
	const checked = checkCommands(analysis.id, changes.commands);
	if (!checked.ok) return checked;
	return inTransaction(context, async (tx) => {
		const inputs = [{ role: 'file', hash: row.file }];
		const snapshot = await putSnapshotText(tx.db, 'source-table', table, inputs);
		const { sender, mapping, findings } = row;
		await updatePreview(tx.db, row.id, { sheet: BREAKDOWN_SHEET, sender, mapping, findings });
		const kept = { findings: '[]', snapshot, lines: changes.added + changes.changed };
		if (!(await commitPreview(tx.db, row.id, kept)))
			return refuse(problem('intake/committed', { file: row.file_name }));
		const edited =
			checked.value.length === 0
				? ok({ revision, edit: '' })
				: await applyCommands(tx, analysis.id, tx.newId(), checked.value);
		if (!edited.ok) return edited;
		const { changed, added } = changes;
		await recordAudit(tx, {
			action: 'intake.commit',
			subjectKind: 'intake',
			subjectId: row.id,
			before: null,
			after: snapshot,
			details: {
				analysis: analysis.id,
				revision: edited.value.revision,
				edit: edited.value.edit,
				fileName: row.file_name,
				sheet: BREAKDOWN_SHEET,
				lines: changed + added,
				mode: 'own'
			}
		});
		return ok({ revision: edited.value.revision, changed, added });
	});
}

interface ReadOwn {
	readonly opened: OpenIntake;
	readonly table: Uint8Array;
	readonly revision: number;
	readonly changes: OwnChanges;
	readonly remarks: readonly OwnRemark[];
	readonly sameAnalysis: boolean;
}

async function readOwn(context: Context, intakeId: string): Promise<Result<ReadOwn>> {
	const opened = await openIntake(context, intakeId, 'analysis.edit');
	if (!opened.ok) return opened;
	const { row, analysis } = opened.value;
	const task = { kind: 'own', file: row.file } as const;
	const read = await askWorkbook(context.db, row.file, row.file_name, task);
	if (!read.ok) return read;
	const { own, table } = read.value;
	if (own.fiscalYear !== analysis.fiscalYear)
		return refuse(problem('intake/own-other-year', { year: String(own.fiscalYear) }));
	const current = await loadAnalysis(context, analysis.id);
	if (!current.ok) return current;
	const { draft, revision } = current.value;
	const changes = ownChanges(own, draft, analysis.id, row.file, context.newId);
	const sameAnalysis = own.analysisId === analysis.id;
	return ok({ opened: opened.value, table, revision, changes, remarks: own.remarks, sameAnalysis });
}

/** The workbook came from outside: its commands must have the very form that the browser's have. */
function checkCommands(analysisId: string, commands: readonly EditCommand[]): Result<readonly EditCommand[]> {
	const checked: EditCommand[] = [];
	for (let from = 0; from < commands.length; from += LIMITS.commandsPerBatch) {
		const part = commands.slice(from, from + LIMITS.commandsPerBatch);
		const batch = parseEditBatch(analysisId, { batchId: 'own-workbook', revision: 0, commands: part });
		if (!batch.ok) return refuse(problem('intake/own-damaged', { detail: '有的内容不合格式' }));
		checked.push(...batch.value.commands);
	}
	return ok(checked);
}
