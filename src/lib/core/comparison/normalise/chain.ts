import type { Decimal } from '../../decimal/decimal.ts';
import { problem } from '../../problem.ts';
import { unitById } from '../../quantity/units.ts';
import { ok, refuse, type Result } from '../../result.ts';
import type { ParameterSetContent, StepId } from '../comparison-snapshot.ts';
import { labelOf, type Observation } from '../observation.ts';
import { isFlow } from '../../quantity/flow.ts';
import { normaliseGrade } from './grade.ts';
import { normalisePeriod } from './period.ts';
import { normalisePriceYear } from './price-year.ts';
import { normaliseRegion } from './region.ts';
import type { StepOutcome } from './step-outcome.ts';

export type FactorStep = Exclude<StepId, 'period'>;

/** The steps that need a parameter series, in order. */
export const FACTOR_STEPS: readonly FactorStep[] = ['price-year', 'region', 'grade'];

export type SeriesByStep = { readonly [S in FactorStep]?: ParameterSetContent };

/** What a set is normalised to. */
export interface Target {
	readonly unit: string;
	readonly targetYear: number;
	readonly steps: readonly StepId[];
}

/** Which kind of series serves which step. */
export const SERIES_KIND: { readonly [S in FactorStep]: ParameterSetContent['kind'] } = {
	'price-year': 'price-index',
	region: 'region-factor',
	grade: 'grade-factor'
};

/** The chain raw → comparable: every step that is on, in the order of the steps, each on the value of the one before. */
export function normalise(
	raw: Decimal,
	observation: Observation,
	target: Target,
	series: SeriesByStep
): Result<readonly StepOutcome[]> {
	const outcomes = [normalisePeriod(raw, observation.periodMonths, isFlow(unitById(target.unit)))];
	for (const step of FACTOR_STEPS) {
		if (!target.steps.includes(step)) continue;
		const used = series[step];
		if (used?.kind !== SERIES_KIND[step])
			return refuse(problem('comparison/series-needed', { step: STEP_WORDS[step] }));
		// The period step is always first, so there is a last outcome.
		const before = (outcomes.at(-1) as StepOutcome).value;
		const outcome = RULES[step](before, observation, target, used);
		if (!outcome.ok) return outcome;
		outcomes.push(outcome.value);
	}
	return ok(outcomes);
}

/** Names of the steps as the screens' columns carry them. */
export const STEP_WORDS: { readonly [S in StepId]: string } = {
	period: '成本期',
	'price-year': '价格年份',
	region: '地区',
	grade: '服务等级'
};

type Rule = (
	value: Decimal,
	observation: Observation,
	target: Target,
	series: ParameterSetContent
) => Result<StepOutcome>;

const RULES: { readonly [S in FactorStep]: Rule } = {
	'price-year': (value, { basis }, { targetYear }, series) =>
		normalisePriceYear(value, basis.priceYear, targetYear, series),
	region: (value, observation, _, series) =>
		normaliseRegion(value, observation.basis.region, labelOf(observation), series),
	grade: (value, observation, _, series) =>
		normaliseGrade(value, observation.grade, labelOf(observation), series)
};
