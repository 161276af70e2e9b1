import type { Hash } from '#lib/core/address/value-ref.ts';
import type { EditCommand } from '#lib/core/costing/edit-command.ts';
import type { CostLine } from '#lib/core/costing/line.ts';
import { unpackedLines, type PackedLines } from '#lib/core/costing/packed-lines.ts';
import { isFormula } from '#lib/core/formula/references.ts';
import { LIMITS } from '#lib/core/limits.ts';
import { problem } from '#lib/core/problem.ts';
import { ok, refuse, type Result } from '#lib/core/result.ts';
import { ANALYSIS_MACHINE, editable } from '#lib/core/workflow/states.ts';
import { recordAudit } from '../audit/service.ts';
import type { Context } from '../context.ts';
import { applyCommands } from '../costing/edits.ts';
import { inTransaction } from '../database/database.ts';
import { putSnapshotText } from '../snapshots/service.ts';
import { rememberHabit } from './habits.ts';
import type { ReadTask } from './reading.ts';
import { askedBy, openIntake, type OpenIntake } from './service.ts';
import { commitPreview, selectRootLines } from './store.ts';
import { askWorkbook } from './workbooks.ts';

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
	const { row, analysis, mapping } = opened.value;
	if (row.state !== 'preview') return refuse(problem('intake/committed', { file: row.file_name }));
	const open = editable(ANALYSIS_MACHINE, analysis.state, '导入费用表');
	if (!open.ok) return open;
	const task = { kind: 'take', asked: askedBy(analysis, row.file), sheet: row.sheet, mapping } as const;
	const taken = await linesTaken(context, row, task);
	if (!taken.ok) return taken;
	const { lines, table, headerHash } = taken.value;
	return inTransaction(context, async (tx) => {
		const inputs = [{ role: 'file', hash: row.file }];
		const snapshot = await putSnapshotText(tx.db, 'source-table', table, inputs);
		// Two confirmations at once meet here: one changes the row, the other is refused and leaves nothing behind.
		const kept = { findings: row.findings, snapshot, lines: lines.length };
		if (!(await commitPreview(tx.db, row.id, kept)))
			return refuse(problem('intake/committed', { file: row.file_name }));
		await rememberHabit(tx, row.sender, headerHash, mapping);
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
				revision: edited.value.revision,
				edit: edited.value.edit,
				fileName: row.file_name,
				sheet: row.sheet,
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
	// From the end: nothing that is left has to move up, now or when it is undone.
	return roots.toReversed().map((lineId) => ({ type: 'remove', lineId }));
}

/** The lines as they are to be written, and what is kept beside them. */
async function linesTaken(
	context: Context,
	{ file, file_name }: OpenIntake['row'],
	task: Extract<ReadTask, { kind: 'take' }>
) {
	const taken = await askWorkbook(context.db, file, file_name, task);
	if (!taken.ok) return taken;
	const { packed, table, headerHash } = taken.value;
	// The reading process packed lines that it had just made itself.
	const lines = unpackedLines(JSON.parse(new TextDecoder().decode(packed)) as PackedLines);
	return ok({ lines: withIds(context, lines), table, headerHash });
}

/** Row keys become ids of the product, also inside formulas; top lines go behind those already there. */
function withIds(context: Context, lines: readonly CostLine[]): readonly CostLine[] {
	const ids = new Map(lines.map((line) => [line.id, context.newId()]));
	const named = (formula: string | null) =>
		isFormula(formula)
			? formula.replace(/\[#([rg]\d+)\]/g, (whole, key: string) => {
					const id = ids.get(key);
					return id === undefined ? whole : `[#${id}]`;
				})
			: formula;
	return lines.map((line) => ({
		...line,
		id: ids.get(line.id) ?? line.id,
		parentId: line.parentId === null ? null : (ids.get(line.parentId) ?? null),
		position: line.parentId === null ? LIMITS.linesPerAnalysis + line.position : line.position,
		quantity: named(line.quantity),
		unitPrice: named(line.unitPrice),
		frequency: named(line.frequency),
		months: named(line.months),
		coefficient: named(line.coefficient)
	}));
}
