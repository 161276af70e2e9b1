import type {
	ComparisonContent,
	ComparisonResults,
	SetStatistics
} from '#lib/core/comparison/comparison-snapshot.ts';
import { describeSet } from '#lib/core/comparison/describe.ts';
import { dec, divide, multiply, toText } from '#lib/core/decimal/decimal.ts';
import type { Snapshot } from '#lib/core/snapshot/snapshot.ts';

export type SetMember = {
	readonly project: string;
	readonly comparable: string;
	readonly output: string;
	readonly included?: boolean;
	readonly priceYear?: number;
};

/**
 * A frozen comparison with the members given, as the comparison area would have written it (no analyses behind it, no
 * method: nothing below it to replay). Statistics come from the real core function.
 */
export function comparisonSet(
	members: readonly SetMember[],
	basis: { readonly targetYear?: number; readonly unit?: string } = {}
): Snapshot<ComparisonContent, ComparisonResults> {
	const targetYear = basis.targetYear ?? 2025;
	return {
		kind: 'comparison',
		schema: 1,
		method: null,
		inputs: [],
		content: {
			title: '道路保洁一级',
			purpose: '编制道路保洁成本定额',
			category: '城市运维/环卫保洁',
			unit: basis.unit ?? 'm2',
			targetYear,
			steps: ['period'],
			parameters: {},
			members: members.map((member, unit) => ({
				analysis: 0,
				unit,
				included: member.included ?? true,
				reason: ''
			}))
		},
		results: {
			members: members.map(({ project, comparable, output, priceYear }) => ({
				label: `${project} 一级`,
				project,
				priceYear: priceYear ?? targetYear,
				output,
				raw: comparable,
				rawWords: '',
				steps: [],
				comparable,
				flagged: null,
				warnings: []
			})),
			// A set with no member at all has no statistics; tests of that case read only `included`.
			all: statistics(members) as SetStatistics,
			included: statistics(members.filter((member) => member.included ?? true))
		}
	};
}

function statistics(members: readonly SetMember[]): SetStatistics | null {
	return describeSet(
		members.map(({ project, comparable, output }) => ({
			project,
			value: dec(comparable),
			output: dec(output)
		}))
	);
}

/**
 * Golden test A (同口径可比单位成本, target year 2025): comparable unit costs of seven projects to six decimals, recomputed
 * from cost / area × index / (region × grade); P7 is the outlier a person takes out.
 */
export const GOLDEN_A: readonly SetMember[] = (
	[
		['P1', '1450000', '180000', '1.010030772', '1', '1', 2022],
		['P2', '2310000', '260000', '1.00701', '1', '1', 2023],
		['P3', '684000', '95000', '1.002', '0.95', '0.85', 2024],
		['P4', '3990000', '420000', '1', '1.05', '1', 2025],
		['P5', '1176000', '150000', '1.002', '0.95', '1', 2024],
		['P6', '540000', '72000', '1.00701', '0.9', '0.85', 2023],
		['P7', '2665000', '205000', '1', '1', '1', 2025],
		['P8', '498000', '60000', '1.010030772', '0.9', '0.85', 2022]
	] as const
).map(([project, cost, output, index, region, grade, priceYear]) => ({
	project,
	output,
	priceYear,
	included: project !== 'P7',
	comparable: comparable(cost, output, index, region, grade)
}));

function comparable(cost: string, output: string, index: string, region: string, grade: string): string {
	const above = multiply(dec(cost), dec(index));
	const below = multiply(multiply(dec(output), dec(region)), dec(grade));
	return toText(divide(above, below, 'half-up', 6));
}
