import type { Step } from '../../address/step.ts';
import type { Hash, ValueRef } from '../../address/value-ref.ts';
import { compare, dec, decimal, multiply, toText } from '../../decimal/decimal.ts';
import { powerOfTen } from '../../decimal/rounding.ts';
import { moneyName, YUAN } from '../currency.ts';
import { QUANTILE_TYPES, quantile } from '../statistics/quantile.ts';
import { observeSample } from './observe-sample.ts';
import type { SampleContent, SampleResults } from './sample-table.ts';

/** How the unit costs of a sample lie: figures that are read off its rows and stand in no snapshot. */
export const SPREAD_FIGURES = {
	p25: { label: '单位成本下四分位数', share: dec('0.25') },
	median: { label: '单位成本中位数', share: dec('0.5') },
	p75: { label: '单位成本上四分位数', share: dec('0.75') }
} as const;
export type SpreadFigure = keyof typeof SPREAD_FIGURES;

/**
 * Explains `/described/<figure>` of a sample, exactly and from the one or two rows it lies on or between; lists of
 * samples show it in five digits. Undefined where the figure is none of these or the sample has no rows.
 */
export function explainSpread(
	content: SampleContent,
	results: SampleResults,
	hash: Hash,
	pointer: string
): Step | undefined {
	const figure = pointer.slice('/described/'.length);
	if (!Object.hasOwn(SPREAD_FIGURES, figure) || results.rows.length === 0) return undefined;
	const { label, share } = SPREAD_FIGURES[figure as SpreadFigure];
	const ascending = results.rows
		.map((_, at) => ({ at, cost: dec(observeSample(content, results, at)?.unitCost ?? '0') }))
		.sort((a, b) => compare(a.cost, b.cost));
	const { name, unit, currency, rate } = content.facts;
	const converted = currency !== '' && rate !== '';
	const exchange = converted ? `，按 1 ${moneyName(currency)} = ${rate} 元折算` : '';
	const place = multiply(decimal(BigInt(ascending.length - 1)), share);
	const below = Number(place.coefficient / powerOfTen(place.scale));
	const between = ascending.slice(below, place.scale === 0 ? below + 1 : below + 2);
	const { label: type, position } = QUANTILE_TYPES['7'];
	return {
		ref: { kind: 'frozen', snapshot: hash, pointer },
		label: `${name} ${label}`,
		value: toText(
			quantile(
				ascending.map(({ cost }) => cost),
				share
			)
		),
		unit: `${converted || currency === '' ? YUAN : moneyName(currency)}/${unit}`,
		method: {
			id: 'samples/read@1',
			words: `${ascending.length} 个观测的单位成本从低到高排列${exchange}，${type}，${position}；未归一化，供挑选样本时参考`
		},
		inputs: between.map(({ at }): ValueRef => {
			return { kind: 'frozen', snapshot: hash, pointer: `/results/rows/${at}/unitCost` };
		})
	};
}
