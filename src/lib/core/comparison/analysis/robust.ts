import { dec, round, toText, type Decimal } from '../../decimal/decimal.ts';
import { LIMITS } from '../../limits.ts';
import type { Observed } from '../describe.ts';
import { leaveOneOut, type Without } from '../statistics/leave-one-out.ts';
import { logFences } from '../statistics/log-fences.ts';
import { mean } from '../statistics/mean.ts';
import { medianAbsoluteDeviation } from '../statistics/median-absolute-deviation.ts';
import { modifiedZ } from '../statistics/modified-z.ts';
import { quantileOfType, type QuantileType } from '../statistics/quantile.ts';
import { sorted } from '../statistics/sorted.ts';
import { outside, tukeyFences } from '../statistics/tukey-fences.ts';
import { variation } from '../statistics/variation.ts';
import { volumeWeighted } from '../statistics/volume-weighted.ts';
import type { RobustStatistics } from './set-analysis-snapshot.ts';

const RATIO_PLACES = 6;
const SCORE_PLACES = 4;

/**
 * Robust description of a set (稳健统计): centres, quantiles of the type chosen, MAD, fences on either scale, and of every
 * observation its modified z and what the centres become without it. Exact decimals throughout, each rounded once, half-up;
 * `members` names the observations. Throws without any.
 */
export function robustStatistics(
	observations: readonly (Observed & { readonly member: number })[],
	type: QuantileType
): RobustStatistics {
	const places = LIMITS.unitCostScale;
	const values = observations.map(({ value }) => value);
	const ascending = sorted(values);
	const at = (p: string) => quantileOfType(ascending, dec(p), type);
	const median = at('0.5');
	const mad = medianAbsoluteDeviation(ascending);
	const fences = tukeyFences(ascending, type);
	const logs = logFences(ascending, places, type);
	const without = leaveOneOut(observations, places);
	const ratio = variation(values, RATIO_PLACES);
	return {
		n: observations.length,
		mean: text(mean(values, places)),
		volumeWeighted: text(volumeWeighted(observations, places)),
		median: text(median),
		p10: text(at('0.1')),
		q1: text(at('0.25')),
		p40: text(at('0.4')),
		q3: text(at('0.75')),
		p90: text(at('0.9')),
		mad: text(mad),
		variation: ratio && toText(ratio),
		lowFence: fences && text(fences.low),
		highFence: fences && text(fences.high),
		logLowFence: logs && text(logs.low),
		logHighFence: logs && text(logs.high),
		members: observations.map(({ member, value }, i) => {
			const score = modifiedZ(value, median, mad, SCORE_PLACES);
			return {
				member,
				modifiedZ: score && toText(score),
				flagged: outside(value, fences),
				logFlagged: outside(value, logs),
				without: withoutText(without[i])
			};
		})
	};
}

function withoutText(without: Without | undefined) {
	if (!without) return null;
	return {
		median: text(without.median),
		mean: text(without.mean),
		volumeWeighted: without.volumeWeighted && text(without.volumeWeighted)
	};
}

function text(value: Decimal): string {
	return toText(round(value, LIMITS.unitCostScale, 'half-up'));
}
