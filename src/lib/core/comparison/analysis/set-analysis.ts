import { absolute, compare, dec, subtract, toText } from '../../decimal/decimal.ts';
import { LIMITS } from '../../limits.ts';
import { problem } from '../../problem.ts';
import { ok, refuse, type Result } from '../../result.ts';
import { bootstrap } from '../numeric/bootstrap.ts';
import { fromDecimal } from '../numeric/decimal-column.ts';
import { toDouble } from '../numeric/two-double.ts';
import { quantile } from '../statistics/quantile.ts';
import { sorted } from '../statistics/sorted.ts';
import { waterfall } from '../waterfall.ts';
import { includedMembers, type AnalysedSet } from './analysed-set.ts';
import { doubleText } from './double-text.ts';
import { frozenFrontier } from './frontier.ts';
import { regress, regressionFigures } from './regression.ts';
import { robustStatistics } from './robust.ts';
import type {
	IntervalFigures,
	RegressionFigures,
	RegressionPlan,
	SetAnalysisContent,
	SetAnalysisResults
} from './set-analysis-snapshot.ts';
import { splitMembers } from './split.ts';

/** Confidence of the intervals. */
export const LEVEL = 0.95;

/** What is asked of an analysis: its content without the title, which comes from the comparison. */
export type SetAnalysisPlan = Omit<SetAnalysisContent, 'title'>;

/**
 * The whole analysis of a set (比对分析), one function for the screen, the snapshot and replay. `unit` is the unit of the
 * comparable unit cost in words. Refuses a set without included members, and whatever part of the plan is refused.
 */
export function analyseSet(
	set: AnalysedSet,
	plan: SetAnalysisPlan,
	unit: string
): Result<SetAnalysisResults> {
	const described = describeMembers(set, plan);
	if (!described.ok) return described;
	const regression = plan.regression && regressIncluded(set, plan.regression);
	if (regression && !regression.ok) return regression;
	const split = plan.split && splitMembers(set, plan.split, unit);
	if (split && !split.ok) return split;
	const frontier = plan.frontier && frozenFrontier(set, plan.frontier);
	if (frontier && !frontier.ok) return frontier;
	return ok({
		...described.value,
		waterfalls: set.members.map(({ member, result }) => ({
			member,
			bars: waterfall(result).map(({ step, effect }) => ({ step, effect: toText(effect) }))
		})),
		regression: regression && regression.value,
		split: split && split.value,
		...(frontier ? { frontier: frontier.value } : {})
	});
}

/** The part of an analysis that only an empty set refuses. */
export function describeMembers(
	set: AnalysedSet,
	plan: Pick<SetAnalysisPlan, 'quantileType' | 'centre' | 'replicates' | 'seed'>
): Result<Pick<SetAnalysisResults, 'robust' | 'interval'>> {
	const observations = includedMembers(set);
	if (observations.length === 0) return refuse(problem('comparison/nothing-included', {}));
	if (plan.replicates > LIMITS.bootstrapReplicates || plan.replicates < 100)
		return refuse(
			problem('analysis-plan/replicates', {
				given: String(plan.replicates),
				limit: String(LIMITS.bootstrapReplicates)
			})
		);
	return ok({
		robust: robustStatistics(observations, plan.quantileType),
		interval: intervalOf(observations, plan)
	});
}

export function regressIncluded({ members }: AnalysedSet, plan: RegressionPlan): Result<RegressionFigures> {
	const fit = regress(
		members.filter(({ included }) => included),
		plan
	);
	return fit.ok ? ok(regressionFigures(fit.value)) : fit;
}

/** The included member nearest the median of the included; the first in order where two are as near. */
export function nearestToMedian(set: AnalysedSet, except?: number): number | undefined {
	const observations = includedMembers(set);
	if (observations.length === 0) return undefined;
	const median = quantile(sorted(observations.map(({ value }) => value)), dec('0.5'));
	const apart = observations
		.filter(({ member }) => member !== except)
		.map(({ member, value }) => ({ member, distance: absolute(subtract(value, median)) }));
	return apart.sort((a, b) => compare(a.distance, b.distance) || a.member - b.member)[0]?.member;
}

function intervalOf(
	observations: ReturnType<typeof includedMembers>,
	{ centre, replicates, seed }: Pick<SetAnalysisPlan, 'centre' | 'replicates' | 'seed'>
): IntervalFigures {
	const sample = {
		values: Float64Array.from(observations, ({ value }) => toDouble(fromDecimal(value))),
		outputs: Float64Array.from(observations, ({ output }) => toDouble(fromDecimal(output)))
	};
	const found = bootstrap(sample, { statistic: centre, replicates, seed, level: LEVEL });
	return {
		estimate: text(found.estimate),
		standardError: text(found.standardError),
		percentileLow: text(found.percentile.low),
		percentileHigh: text(found.percentile.high),
		bcaLow: found.bca && text(found.bca.low),
		bcaHigh: found.bca && text(found.bca.high)
	};
}

function text(value: number): string {
	const written = doubleText(value);
	if (written === null) throw new Error('Statistics of finite values are finite');
	return written;
}
