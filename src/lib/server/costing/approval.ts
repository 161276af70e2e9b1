import type { Hash } from '#lib/core/address/value-ref.ts';
import { freezeAnalysis, type AnalysisSnapshot } from '#lib/core/costing/freeze.ts';
import { ANALYSIS_METHOD } from '#lib/core/costing/method.ts';
import { buildTree } from '#lib/core/costing/tree.ts';
import type { AnalysisDraft } from '#lib/core/costing/line.ts';
import { LIMITS } from '#lib/core/limits.ts';
import { problem } from '#lib/core/problem.ts';
import { ok, refuse, type Result } from '#lib/core/result.ts';
import { may } from '#lib/core/workflow/permission.ts';
import { ANALYSIS_MACHINE, nextState, transitionOf } from '#lib/core/workflow/states.ts';
import { recordAudit } from '../audit/service.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../database/database.ts';
import { recordDecision } from '../decisions/service.ts';
import { getInputs, putSnapshot } from '../snapshots/service.ts';
import { handsOn, loadDraft, readableAnalysis } from './analyses.ts';
import {
	insertFrozenLines,
	lockAnalysis,
	selectSourceTables,
	updateAnalysis,
	type AnalysisRow
} from './store.ts';

export interface DecisionRequest {
	readonly analysisId: string;
	/** The revision the person looked at: what was changed since has not been seen and cannot be signed. */
	readonly revision: number;
	readonly opinion: string;
}

/** 提交: puts the analysis before the department head, once nothing blocks it and every figure equals its cell. */
export async function submitAnalysis(context: Context, input: DecisionRequest): Promise<Result<string>> {
	return decide(context, input, 'analysis.submit', async (tx, row) => {
		const snapshot = await provedSnapshot(tx, row, await loadDraft(tx.db, row));
		return snapshot.ok ? ok(null) : snapshot;
	});
}

/** 撤回: takes it back before anybody decided. */
export async function withdrawAnalysis(context: Context, input: DecisionRequest): Promise<Result<string>> {
	return decide(context, input, 'analysis.withdraw');
}

/** 退回: sends it back with an opinion that says what to change. */
export async function returnAnalysis(context: Context, input: DecisionRequest): Promise<Result<string>> {
	return needsOpinion(input) ?? decide(context, input, 'analysis.return');
}

/** 确认: freezes what was reviewed as a snapshot and signs it, all in one transaction. */
export async function approveAnalysis(context: Context, input: DecisionRequest): Promise<Result<string>> {
	return decide(context, input, 'analysis.approve', async (tx, row) => {
		const draft = await loadDraft(tx.db, row);
		const snapshot = await provedSnapshot(tx, row, draft);
		if (!snapshot.ok) return snapshot;
		const hash = await putSnapshot(tx.db, snapshot.value);
		await insertFrozenLines(
			tx.db,
			hash,
			buildTree(draft.lines).lines.map((line) => line.id)
		);
		return ok(hash);
	});
}

/** 重新打开: begins a new version; the confirmed snapshot stays what it is and what others use. */
export async function reopenAnalysis(context: Context, input: DecisionRequest): Promise<Result<string>> {
	return needsOpinion(input) ?? decide(context, input, 'analysis.reopen');
}

/** The snapshot the draft makes now, after recomputing it from its inputs as replay would. */
async function provedSnapshot(
	tx: Context,
	row: AnalysisRow,
	draft: AnalysisDraft
): Promise<Result<AnalysisSnapshot>> {
	const snapshot = freezeAnalysis(draft, await selectSourceTables(tx.db, row.id));
	if (!snapshot.ok) return snapshot;
	const inputs = await getInputs(tx.db, snapshot.value.inputs);
	if (!inputs.ok) return inputs;
	const replayed = ANALYSIS_METHOD.compute(inputs.value, snapshot.value.content);
	return replayed.ok ? snapshot : replayed;
}

type Signed = (tx: Context, row: AnalysisRow) => Promise<Result<Hash | null>>;

/** One step of the state machine: permission, state, work, decision, audit. Returns the new state. */
async function decide(
	context: Context,
	input: DecisionRequest,
	action: string,
	work: Signed = () => Promise.resolve(ok(null))
): Promise<Result<string>> {
	if (input.opinion.length > LIMITS.remarkLength)
		return refuse(
			problem('analysis/malformed', { field: '意见', expected: `最多 ${LIMITS.remarkLength} 个字` })
		);
	return inTransaction(context, async (tx) => {
		await lockAnalysis(tx.db, input.analysisId);
		const read = await readableAnalysis(tx, input.analysisId);
		if (!read.ok) return read;
		const row = read.value;
		const subject = { path: row.path, hands: await handsOn(tx.db, row) };
		const appointment = may(tx.actor, transitionOf(ANALYSIS_MACHINE, action).permission, subject);
		if (!appointment.ok) return appointment;
		const to = nextState(ANALYSIS_MACHINE, row.state, action);
		if (!to.ok) return to;
		if (input.revision !== row.revision) return refuse(problem('analysis/changed-since', {}));
		const signed = await work(tx, row);
		if (!signed.ok) return signed;
		const snapshot = signed.value ?? row.snapshot;
		await updateAnalysis(tx.db, row.id, { state: to.value, snapshot });
		const decision = await recordDecision(tx, {
			subjectKind: 'analysis',
			subjectId: row.id,
			action,
			from: row.state,
			to: to.value,
			appointment: appointment.value,
			snapshots: signed.value === null ? [] : [signed.value],
			opinion: input.opinion.trim()
		});
		const details = { from: row.state, to: to.value, revision: row.revision, decision };
		const fact = {
			action,
			subjectKind: 'analysis',
			subjectId: row.id,
			before: row.snapshot,
			after: snapshot
		};
		await recordAudit(tx, { ...fact, details });
		return ok(to.value);
	});
}

function needsOpinion(input: DecisionRequest): Result<never> | undefined {
	return input.opinion.trim() === '' ? refuse(problem('analysis/opinion-needed', {})) : undefined;
}
