import type { ComparisonResults, StepId } from '#lib/core/comparison/comparison-snapshot.ts';
import type { Observation } from '#lib/core/comparison/observation.ts';
import type { TrendData } from '#lib/ui/charts/bars.ts';

type MemberResult = ComparisonResults['members'][number];

interface Placed {
	readonly key: string;
	readonly observation: Observation;
	readonly result: MemberResult;
}

/** Steps that take the movement of prices, and months not worked, out of a unit cost; the others compare places and services. */
const OVER_TIME: ReadonlySet<StepId> = new Set<StepId>(['period', 'exchange', 'price-year']);
/** Other money cannot stand in one picture with 元. */
const RAW: ReadonlySet<StepId> = new Set<StepId>(['exchange']);

/**
 * Unit cost of each cost unit that is seen in more than one year, as it was and with the price index removed; what the
 * other steps do is left out of either. In doubles, because pixels are.
 */
export function trendOf(
	members: readonly Placed[],
	unit: string,
	shown: (text: string) => string
): TrendData {
	const byName = Map.groupBy(members, ({ observation }) => `${observation.projectName} ${observation.name}`);
	const repeated = [...byName].filter(
		([, rows]) => new Set(rows.map(({ observation }) => observation.fiscalYear)).size > 1
	);
	const series = repeated.flatMap(([name, rows]) =>
		[true, false].map((raw) => ({
			name,
			raw,
			points: rows
				.toSorted((a, b) => a.observation.fiscalYear - b.observation.fiscalYear)
				.map(({ key, observation, result }) => {
					const value = over(result, raw ? RAW : OVER_TIME);
					return {
						key,
						year: String(observation.fiscalYear),
						value,
						figure: raw ? rawFigure(result) : wholeFigure(result),
						text: shown(
							raw && result.money === undefined ? result.raw : String(Number(value.toPrecision(12)))
						)
					};
				})
		}))
	);
	const years = [...new Set(series.flatMap(({ points }) => points.map(({ year }) => year)))].sort();
	return { years, series, unit };
}

/** The unit cost as it was is a figure of the member unless it was exchanged for the picture. */
function rawFigure({ money }: MemberResult): 'raw' | null {
	return money === undefined ? 'raw' : null;
}

/** Where no step compares places or services, what is left without the index is the comparable unit cost. */
function wholeFigure({ steps }: MemberResult): 'comparable' | null {
	return steps.every(({ step }) => OVER_TIME.has(step)) ? 'comparable' : null;
}

/** The raw unit cost after these steps alone. */
function over({ raw, steps }: MemberResult, counted: ReadonlySet<StepId>): number {
	let before = Number(raw);
	let value = before;
	for (const step of steps) {
		const after = Number(step.value);
		if (counted.has(step.step) && before !== 0) value *= after / before;
		before = after;
	}
	return value;
}
