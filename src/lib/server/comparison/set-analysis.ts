import {
	efficiencies,
	measuredMembers,
	type EfficientMember
} from '#lib/core/comparison/analysis/frontier.ts';
import {
	describeMembers,
	regressIncluded,
	type SetAnalysisPlan
} from '#lib/core/comparison/analysis/set-analysis.ts';
import type {
	FrontierPlan,
	SetAnalysisResults,
	SplitFigures
} from '#lib/core/comparison/analysis/set-analysis-snapshot.ts';
import { splitMembers } from '#lib/core/comparison/analysis/split.ts';
import { frontierWords } from '#lib/core/comparison/frontier/frontier-words.ts';
import {
	measuresOf,
	performancesOf,
	type Measure,
	type MeasuredMember,
	type Performance
} from '#lib/core/comparison/frontier/measures.ts';
import { comparableRate } from '#lib/core/comparison/rate.ts';
import { problem, type Problem } from '#lib/core/problem.ts';
import { ok, refuse, type Result } from '#lib/core/result.ts';
import type { Context } from '../context.ts';
import { analysedView, type AnalysedView } from './analysed-draft.ts';
import { readFrontierPlan, readPlan, type PlanInput } from './analysis-plan.ts';
import { linearSolver } from './linear-solver.ts';
import type { ComparisonView } from './service.ts';

/** A part of the page: not asked for, refused with its reason, or there. */
export type Part<T> = { readonly value: T | null; readonly problem: Problem | null };

export interface EfficiencyRow extends EfficientMember {
	readonly words: string;
}

export interface SetAnalysisView {
	readonly comparison: ComparisonView;
	readonly plan: SetAnalysisPlan;
	readonly frontierPlan: FrontierPlan | null;
	/** Members whose breakdown the reader may see, by index. */
	readonly readable: readonly boolean[];
	readonly described: Pick<SetAnalysisResults, 'robust' | 'interval'>;
	readonly regression: Part<NonNullable<SetAnalysisResults['regression']>>;
	readonly split: Part<SplitFigures>;
	readonly measures: readonly Measure[];
	readonly frontier: Part<readonly EfficiencyRow[]>;
	/** What the members achieved, for the quadrant of cost and performance. */
	readonly performances: readonly Performance[];
}

/**
 * A comparison looked at as the plan asks (比对分析). A part that cannot be computed says why and leaves the others alone;
 * only a set without included members refuses the whole.
 */
export async function viewSetAnalysis(
	context: Context,
	id: string,
	input: PlanInput
): Promise<Result<SetAnalysisView>> {
	const analysed = await analysedView(context, id);
	if (!analysed.ok) return analysed;
	const { view, set, readable } = analysed.value;
	const plan = readPlan(set, input);
	if (!plan.ok) return plan;
	const frontierPlan = readFrontierPlan(input);
	if (!frontierPlan.ok) return frontierPlan;
	const described = describeMembers(set, plan.value);
	if (!described.ok) return described;
	const measured = readableMembers(analysed.value);
	return ok({
		comparison: view,
		plan: plan.value,
		frontierPlan: frontierPlan.value,
		readable: set.members.map(({ member }) => readable(member)),
		described: described.value,
		regression: part(plan.value.regression && regressIncluded(set, plan.value.regression)),
		split: part(plan.value.split && splitFor(analysed.value, plan.value.split)),
		measures: measuresOf(measured),
		performances: performancesOf(measured),
		frontier: part(frontierPlan.value && (await frontierOf(measured, frontierPlan.value)))
	});
}

/** The split, refused where the reader may not see both breakdowns: it names their lines. */
export function splitFor(
	{ view, set, readable }: AnalysedView,
	split: NonNullable<SetAnalysisPlan['split']>
): Result<SplitFigures> {
	if (!readable(split.own) || !readable(split.benchmark))
		return refuse(problem('analysis-plan/not-yours', {}));
	return splitMembers(set, split, comparableRate(view.head.unit, view.money));
}

/** Included members with their breakdown, where the reader may see it. */
export function readableMembers({ set, readable }: AnalysedView): readonly MeasuredMember[] {
	return measuredMembers({
		members: set.members,
		breakdownOf: (member) => (readable(member) ? set.breakdownOf(member) : undefined)
	});
}

async function frontierOf(
	members: readonly MeasuredMember[],
	plan: FrontierPlan
): Promise<Result<readonly EfficiencyRow[]>> {
	const solved = efficiencies(members, plan, await linearSolver());
	if (!solved.ok) return solved;
	return ok(solved.value.map((row) => ({ ...row, words: frontierWords(row, plan.orientation) })));
}

function part<T>(result: Result<T> | null): Part<T> {
	if (result === null) return { value: null, problem: null };
	return result.ok ? { value: result.value, problem: null } : { value: null, problem: result.problem };
}
