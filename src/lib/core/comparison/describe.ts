import { dec, round, toText, type Decimal } from '../decimal/decimal.ts';
import { LIMITS } from '../limits.ts';
import type { SetStatistics } from './comparison-snapshot.ts';
import { averageAdvanced } from './statistics/average-advanced.ts';
import { mean } from './statistics/mean.ts';
import { quantile } from './statistics/quantile.ts';
import { sorted } from './statistics/sorted.ts';
import { standardDeviation } from './statistics/standard-deviation.ts';
import { tukeyFences } from './statistics/tukey-fences.ts';
import { variation } from './statistics/variation.ts';
import { volumeWeighted, type Weighted } from './statistics/volume-weighted.ts';

/** A normalised observation: which project it speaks for, its comparable unit cost and the output behind it. */
export interface Observed extends Weighted {
	readonly project: string;
}

/** Decimals of ratios such as the coefficient of variation. */
const RATIO_SCALE = 6;

/**
 * Every statistic of a set, each rounded once, half-up, from the unrounded observations; null for an empty set.
 * The only place that knows which statistics a comparison holds.
 */
export function describeSet(observations: readonly Observed[]): SetStatistics | null {
	if (observations.length === 0) return null;
	const places = LIMITS.unitCostScale;
	const ascending = sorted(observations.map(({ value }) => value));
	const at = (p: string) => text(quantile(ascending, dec(p)));
	const fences = tukeyFences(ascending);
	return {
		n: observations.length,
		projects: new Set(observations.map(({ project }) => project)).size,
		minimum: at('0'),
		p10: at('0.1'),
		q1: at('0.25'),
		p40: at('0.4'),
		median: at('0.5'),
		q3: at('0.75'),
		p90: at('0.9'),
		maximum: at('1'),
		mean: text(mean(ascending, places)),
		volumeWeighted: text(volumeWeighted(observations, places)),
		averageAdvanced: text(averageAdvanced(ascending, places)),
		standardDeviation: textOrNull(standardDeviation(ascending, places)),
		variation: textOrNull(variation(ascending, RATIO_SCALE)),
		lowFence: textOrNull(fences?.low ?? null),
		highFence: textOrNull(fences?.high ?? null)
	};
}

/** Several projects that come to exactly one figure: most likely written off each other. */
export function isAllEqual(included: SetStatistics | null): boolean {
	return included !== null && included.projects > 1 && included.minimum === included.maximum;
}

function text(value: Decimal): string {
	return toText(round(value, LIMITS.unitCostScale, 'half-up'));
}

function textOrNull(value: Decimal | null): string | null {
	return value === null ? null : text(value);
}
