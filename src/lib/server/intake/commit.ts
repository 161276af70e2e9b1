import type { Hash } from '#lib/core/address/value-ref.ts';
import type { EditCommand } from '#lib/core/costing/edit-command.ts';
import type { CostLine } from '#lib/core/costing/line.ts';
import type { Sheet, Workbook } from '#lib/core/intake/workbook.ts';
import { LIMITS } from '#lib/core/limits.ts';
import { problem } from '#lib/core/problem.ts';
import { ok, refuse, type Result } from '#lib/core/result.ts';
import type { Snapshot } from '#lib/core/snapshot/snapshot.ts';
import type { SourceTableContent } from '#lib/core/snapshot/source-table.ts';
import { ANALYSIS_MACHINE, editable } from '#lib/core/workflow/states.ts';
import { recordAudit } from '../audit/service.ts';
import type { Context } from '../context.ts';
import { applyCommands } from '../costing/edits.ts';
import { inTransaction } from '../database/database.ts';
import { putSnapshot } from '../snapshots/service.ts';
import { openIntake } from './service.ts';
import { commitPreview, selectRootLines } from './store.ts';

export interface CommittedIntake {
	readonly analysisId: string;
	readonly lines: number;
	readonly snapshot: Hash;
	readonly revision: number;
}

/** Whether imported lines stand behind those that are there, or take their place. */
export type CommitMode = 'append' | 'replace';

/** 确认导入: freezes the sheet as read and writes its lines into the analysis. A second call has no second effect. */
export async function commitIntake(
	context: Context,
	intakeId: string,
	mode: CommitMode = 'append'
): Promise<Result<CommittedIntake>> {
	const opened = await openIntake(context, intakeId, 'analysis.edit');
	if (!opened.ok) return opened;
	const { row, analysis, workbook, sheet, reading } = opened.value;
	if (row.state !== 'preview') return refuse(problem('intake/committed', { file: row.file_name }));
	const open = editable(ANALYSIS_MACHINE, analysis.state, '导入费用表');
	if (!open.ok) return open;
	if (reading.preview.problem) return refuse(reading.preview.problem);
	if (reading.lines.length > LIMITS.linesPerAnalysis)
		return refuse(
			problem('intake/too-many', {
				file: row.file_name,
				what: '费用行数',
				limit: String(LIMITS.linesPerAnalysis)
			})
		);
	return inTransaction(context, async (tx) => {
		const snapshot = await putSnapshot(tx.db, sourceTable(row.file, workbook, sheet));
		const findings = JSON.stringify(reading.preview.findings);
		// Two confirmations at once meet here: one changes the row, the other is refused and leaves nothing behind.
		if (!(await commitPreview(tx.db, row.id, { findings, snapshot })))
			return refuse(problem('intake/committed', { file: row.file_name }));
		const lines = withIds(tx, reading.lines);
		const removals = mode === 'replace' ? await removeAll(tx, analysis.id) : [];
		const commands: EditCommand[] = [...removals, { type: 'add', lines }];
		const edited = await applyCommands(tx, analysis.id, tx.newId(), commands);
		if (!edited.ok) return edited;
		await recordAudit(tx, {
			action: 'intake.commit',
			subjectKind: 'intake',
			subjectId: row.id,
			before: null,
			after: snapshot,
			details: {
				analysis: analysis.id,
				fileName: row.file_name,
				sheet: sheet.name,
				lines: lines.length,
				mode
			}
		});
		return ok({ analysisId: analysis.id, lines: lines.length, snapshot, revision: edited.value.revision });
	});
}

/** Whatever stands there now goes, in the same batch: one step of the history brings it back. */
async function removeAll(tx: Context, analysisId: string): Promise<readonly EditCommand[]> {
	const roots = await selectRootLines(tx.db, analysisId);
	return roots.map((lineId) => ({ type: 'remove', lineId }));
}

/** The sheet as a frozen fact: the same file and sheet give the same hash wherever they are imported. */
function sourceTable(
	file: Hash,
	workbook: Workbook,
	sheet: Sheet
): Snapshot<SourceTableContent, Record<string, never>> {
	const { cells, merges, hiddenRows, hiddenColumns } = sheet;
	return {
		kind: 'source-table',
		schema: 1,
		method: workbook.reader,
		inputs: [{ role: 'file', hash: file }],
		content: { file, sheet: sheet.name, cells, merges, hiddenRows, hiddenColumns },
		results: {}
	};
}

/** Row keys become ids of the product; top lines go behind those already there. */
function withIds(context: Context, lines: readonly CostLine[]): readonly CostLine[] {
	const ids = new Map(lines.map((line) => [line.id, context.newId()]));
	return lines.map((line) => ({
		...line,
		id: ids.get(line.id) ?? line.id,
		parentId: line.parentId === null ? null : (ids.get(line.parentId) ?? null),
		position: line.parentId === null ? LIMITS.linesPerAnalysis + line.position : line.position
	}));
}
