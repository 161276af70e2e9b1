import type { Decimal } from '../../decimal/decimal.ts';
import { problem } from '../../problem.ts';
import { unitById } from '../../quantity/units.ts';
import { ok, refuse, type Result } from '../../result.ts';
import type { ParameterSetContent, SeriesKind, StepId } from '../comparison-snapshot.ts';
import type { Admitted } from '../gate.ts';
import { labelOf, type Observation } from '../observation.ts';
import { isFlow } from '../../quantity/flow.ts';
import { normaliseExchange } from './exchange.ts';
import { normaliseGrade } from './grade.ts';
import { normalisePeriod } from './period.ts';
import { normalisePriceYear } from './price-year.ts';
import { priceByElement } from './price-by-element.ts';
import { normaliseRegion } from './region.ts';
import { normaliseScale } from './scale.ts';
import { normaliseScope } from './scope.ts';
import type { StepOutcome } from './step-outcome.ts';
import { normaliseTax } from './tax.ts';

export type FactorStep = Exclude<StepId, 'period'>;

/** The steps that need a parameter series, in order. */
export const FACTOR_STEPS: readonly FactorStep[] = [
	'exchange',
	'tax',
	'price-year',
	'region',
	'grade',
	'scale',
	'scope'
];

export type SeriesByStep = { readonly [S in FactorStep]?: ParameterSetContent };

/** What a set is normalised to. */
export interface Target {
	readonly unit: string;
	readonly targetYear: number;
	readonly steps: readonly StepId[];
}

/** Which kinds of series serve which step. */
export const SERIES_KINDS_OF: { readonly [S in FactorStep]: readonly SeriesKind[] } = {
	exchange: ['exchange-rate'],
	tax: ['tax-factor'],
	'price-year': ['price-index', 'element-index'],
	region: ['region-factor'],
	grade: ['grade-factor'],
	scale: ['scale-factor', 'scale-exponent'],
	scope: ['scope-adjustment']
};

/** The chain raw → comparable: every step that is on, in the order of the steps, each on the value of the one before. */
export function normalise(
	{ raw, output }: Pick<Admitted, 'raw' | 'output'>,
	observation: Observation,
	target: Target,
	series: SeriesByStep
): Result<readonly StepOutcome[]> {
	const outcomes = [normalisePeriod(raw, observation.periodMonths, isFlow(unitById(target.unit)))];
	for (const step of FACTOR_STEPS) {
		if (!target.steps.includes(step)) continue;
		const used = series[step];
		if (!used || !SERIES_KINDS_OF[step].includes(used.kind))
			return refuse(problem('comparison/series-needed', { step: STEP_WORDS[step] }));
		// The period step is always first, so there is a last outcome.
		const before = (outcomes.at(-1) as StepOutcome).value;
		const outcome = RULES[step]({ value: before, output, observation, target, series: used });
		if (!outcome.ok) return outcome;
		outcomes.push(outcome.value);
	}
	return ok(outcomes);
}

/** Names of the steps as the screens' columns carry them. */
export const STEP_WORDS: { readonly [S in StepId]: string } = {
	period: '成本期',
	exchange: '汇率',
	tax: '税口径',
	'price-year': '价格年份',
	region: '地区',
	grade: '服务等级',
	scale: '规模',
	scope: '成本范围'
};

interface Case {
	readonly value: Decimal;
	/** Output in the unit of the set. */
	readonly output: Decimal;
	readonly observation: Observation;
	readonly target: Target;
	readonly series: ParameterSetContent;
}

const RULES: { readonly [S in FactorStep]: (given: Case) => Result<StepOutcome> } = {
	exchange: ({ value, observation, series }) => normaliseExchange(value, observation, series),
	tax: ({ value, observation, series }) => normaliseTax(value, observation, series),
	'price-year': ({ value, observation, target: { targetYear }, series }) =>
		series.kind === 'element-index'
			? priceByElement(value, observation, targetYear, series)
			: normalisePriceYear(value, observation.basis.priceYear, targetYear, series),
	region: ({ value, observation, series }) =>
		normaliseRegion(value, observation.basis.region, labelOf(observation), series),
	grade: ({ value, observation, series }) =>
		normaliseGrade(value, observation.grade, labelOf(observation), series),
	scale: ({ value, output, observation, series }) =>
		normaliseScale(value, output, labelOf(observation), series),
	scope: ({ value, observation, series }) => normaliseScope(value, observation, series)
};
