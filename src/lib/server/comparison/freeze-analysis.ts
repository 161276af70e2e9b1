import type { Hash } from '#lib/core/address/value-ref.ts';
import { SET_ANALYSIS_METHOD } from '#lib/core/comparison/analysis/set-analysis-method.ts';
import { efficiencies } from '#lib/core/comparison/analysis/frontier.ts';
import type {
	FrontierContent,
	SetAnalysisContent,
	SetAnalysisResults
} from '#lib/core/comparison/analysis/set-analysis-snapshot.ts';
import { kept, type KeptSolution } from '#lib/core/comparison/frontier/kept-solutions.ts';
import { CAUSES, type Cause } from '#lib/core/comparison/why-dear.ts';
import { problem } from '#lib/core/problem.ts';
import { ok, refuse, type Result } from '#lib/core/result.ts';
import { may } from '#lib/core/workflow/permission.ts';
import { contentHash, recordAudit } from '../audit/service.ts';
import { timestamp, type Context } from '../context.ts';
import { inTransaction } from '../database/database.ts';
import { recordDecision } from '../decisions/service.ts';
import { getInputs, getSnapshot, putSnapshot } from '../snapshots/service.ts';
import { analysedView, type AnalysedView } from './analysed-draft.ts';
import { readFrontierPlan, readPlan, type PlanInput } from './analysis-plan.ts';
import {
	insertSetAnalysis,
	replaceCauses,
	selectAllCauses,
	selectCauses,
	selectSetAnalyses,
	selectSetAnalysis
} from './analysis-store.ts';
import { openComparison } from './head.ts';
import { linearSolver, SOLVER } from './linear-solver.ts';
import { readableMembers, splitFor } from './set-analysis.ts';

/** A frozen analysis of a comparison, with the causes confirmed on it. */
export interface SavedAnalysis {
	readonly id: string;
	readonly snapshot: Hash;
	readonly at: string;
	readonly content: SetAnalysisContent;
	readonly results: SetAnalysisResults;
	readonly causes: readonly Cause[];
}

/** Saves the analysis of a frozen comparison as a snapshot of its own, which replays and can be cited. Returns its id. */
export async function freezeSetAnalysis(
	context: Context,
	input: PlanInput & { readonly id: string }
): Promise<Result<string>> {
	const opened = await openComparison(context, input.id, 'comparison.freeze');
	if (!opened.ok) return opened;
	const hash = opened.value.head.snapshot;
	if (hash === null) return refuse(problem('analysis-plan/not-frozen', {}));
	const analysed = await analysedView(context, input.id);
	if (!analysed.ok) return analysed;
	const plan = readPlan(analysed.value.set, input);
	if (!plan.ok) return plan;
	if (plan.value.split) {
		const allowed = splitFor(analysed.value, plan.value.split);
		if (!allowed.ok) return allowed;
	}
	const frontier = await frontierContent(analysed.value, input);
	if (!frontier.ok) return frontier;
	const content: SetAnalysisContent = {
		title: opened.value.head.title,
		...plan.value,
		...(frontier.value ? { frontier: frontier.value } : {})
	};
	return inTransaction(context, async (tx) => {
		const frozen = await putSetAnalysis(tx, hash, content);
		if (!frozen.ok) return frozen;
		const id = tx.newId();
		await insertSetAnalysis(tx.db, {
			id,
			comparison_id: input.id,
			snapshot: frozen.value,
			created_by: tx.actor.userId,
			created_at: timestamp(tx)
		});
		await recordAudit(tx, {
			action: 'comparison.freeze-analysis',
			subjectKind: 'comparison',
			subjectId: input.id,
			before: null,
			after: frozen.value
		});
		return ok(id);
	});
}

/** The frontier with the solutions that prove it; the solver runs here, once, and never at replay. */
export async function frontierContent(
	analysed: AnalysedView,
	input: PlanInput
): Promise<Result<FrontierContent | null>> {
	const plan = readFrontierPlan(input);
	if (!plan.ok) return plan;
	if (plan.value === null) return ok(null);
	const solve = await linearSolver();
	const solutions: KeptSolution[] = [];
	const solved = efficiencies(readableMembers(analysed), plan.value, (program) => {
		const solution = solve(program);
		if (solution) solutions.push(kept(solution));
		return solution;
	});
	return solved.ok ? ok({ ...plan.value, solver: SOLVER, solutions }) : solved;
}

async function putSetAnalysis(tx: Context, hash: Hash, content: SetAnalysisContent): Promise<Result<Hash>> {
	const comparison = await getSnapshot(tx.db, hash);
	if (!comparison.ok) return comparison;
	const analyses = comparison.value.inputs.filter(({ role }) => role !== 'parameters');
	const inputs = [{ role: 'comparison', hash }, ...analyses];
	const loaded = await getInputs(tx.db, inputs);
	if (!loaded.ok) return loaded;
	const results = SET_ANALYSIS_METHOD.compute(loaded.value, content);
	if (!results.ok) return results;
	const { id: method, kind } = SET_ANALYSIS_METHOD;
	return ok(await putSnapshot(tx.db, { kind, schema: 1, method, inputs, content, results: results.value }));
}

/** Saved analyses of a comparison, newest first. A split between breakdowns the reader may not see is left out. */
export async function savedAnalyses(context: Context, id: string): Promise<Result<readonly SavedAnalysis[]>> {
	const opened = await openComparison(context, id, 'comparison.read');
	if (!opened.ok) return opened;
	const rows = await selectSetAnalyses(context.db, id);
	// The members of a large set are not read for nothing.
	if (rows.length === 0) return ok([]);
	const analysed = await analysedView(context, id);
	if (!analysed.ok) return analysed;
	const { readable } = analysed.value;
	const found: SavedAnalysis[] = [];
	for (const row of rows) {
		const snapshot = await getSnapshot(context.db, row.snapshot);
		if (!snapshot.ok) return snapshot;
		// The column only ever holds what `freezeSetAnalysis` put there.
		const content = snapshot.value.content as SetAnalysisContent;
		const results = snapshot.value.results as SetAnalysisResults;
		const { split } = content;
		const open = split === null || (readable(split.own) && readable(split.benchmark));
		const { frontier, ...others } = results;
		const measured = content.frontier ? [...content.frontier.inputs, ...content.frontier.outputs] : [];
		// Staff, elements and indicators come from the breakdowns; cost and output stand in the comparison itself.
		const plain = measured.every((measure) => measure === 'cost' || measure === 'output');
		const shown = {
			...others,
			...(frontier && (plain || frontier.every(({ member }) => readable(member))) ? { frontier } : {})
		};
		found.push({
			id: row.id,
			snapshot: row.snapshot,
			at: row.created_at,
			content,
			results: open ? shown : { ...shown, split: null },
			causes: (await selectCauses(context.db, row.id)).map(({ cause }) => cause as Cause)
		});
	}
	return ok(found);
}

/** Confirms what made the cost high (成本偏高原因), of the causes of a saved split. The decision is kept. */
export async function confirmCauses(
	context: Context,
	input: { readonly analysis: string; readonly causes: readonly string[]; readonly opinion: string }
): Promise<Result<true>> {
	const row = await selectSetAnalysis(context.db, input.analysis);
	if (!row) return refuse(problem('analysis-plan/not-found', {}));
	const opened = await openComparison(context, row.comparison_id, 'comparison.freeze');
	if (!opened.ok) return opened;
	const snapshot = await getSnapshot(context.db, row.snapshot);
	if (!snapshot.ok) return snapshot;
	const { split } = snapshot.value.results as SetAnalysisResults;
	const unknown = input.causes.find((cause) => !Object.hasOwn(CAUSES, cause));
	if (unknown !== undefined)
		return refuse(problem('analysis-plan/cause-unknown', { name: unknown.slice(0, 40) }));
	const confirmed = split?.causes.filter(({ cause }) => input.causes.includes(cause)) ?? [];
	if (confirmed.length === 0) return refuse(problem('analysis-plan/nothing-to-confirm', {}));
	return inTransaction(context, async (tx) => {
		const before = await selectCauses(tx.db, row.id);
		const at = timestamp(tx);
		await replaceCauses(
			tx.db,
			row.id,
			confirmed.map(({ cause, effect }) => ({
				analysis_id: row.id,
				cause,
				effect,
				confirmed_by: tx.actor.userId,
				confirmed_at: at
			}))
		);
		const decision = await recordDecision(tx, {
			subjectKind: 'comparison',
			subjectId: row.comparison_id,
			action: 'comparison.confirm-causes',
			from: opened.value.head.state,
			to: opened.value.head.state,
			appointment: opened.value.appointment,
			snapshots: [row.snapshot],
			opinion: input.opinion.trim()
		});
		await recordAudit(tx, {
			action: 'comparison.confirm-causes',
			subjectKind: 'comparison',
			subjectId: row.comparison_id,
			before: contentHash(before.map(({ cause }) => cause)),
			after: contentHash(confirmed.map(({ cause }) => cause)),
			details: { decision }
		});
		return ok(true);
	});
}

/** How often each cause was confirmed, over the comparisons the reader may see, by category. */
export async function countCauses(
	context: Context
): Promise<readonly { readonly category: string; readonly cause: Cause; readonly count: number }[]> {
	const counts = new Map<string, { category: string; cause: Cause; count: number }>();
	for (const { category, cause, path } of await selectAllCauses(context.db)) {
		if (!may(context.actor, 'comparison.read', { path }).ok) continue;
		const key = `${category}|${cause}`;
		const row = counts.get(key) ?? { category, cause: cause as Cause, count: 0 };
		counts.set(key, { ...row, count: row.count + 1 });
	}
	return [...counts.values()];
}
