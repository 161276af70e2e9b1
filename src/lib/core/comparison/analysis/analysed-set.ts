import type { AnalysisContent, AnalysisResults } from '../../costing/analysis-snapshot.ts';
import { dec } from '../../decimal/decimal.ts';
import type { ComparisonResults } from '../comparison-snapshot.ts';
import type { Observed } from '../describe.ts';
import type { Observation } from '../observation.ts';

/** One member with what its comparison made of it. */
export interface AnalysedMember {
	/** Index of the member in the comparison. */
	readonly member: number;
	readonly observation: Observation;
	readonly included: boolean;
	readonly result: ComparisonResults['members'][number];
}

/** A comparison as its analysis reads it, whether drafted or frozen. */
export interface AnalysedSet {
	readonly members: readonly AnalysedMember[];
	/** The breakdown a member was taken from, where it is at hand. */
	readonly breakdownOf: (member: number) => Breakdown | undefined;
}

export interface Breakdown {
	readonly content: AnalysisContent;
	readonly results: AnalysisResults;
}

/** The included members as observations, each with its index in the comparison. */
export function includedMembers({
	members
}: AnalysedSet): readonly (Observed & { readonly member: number })[] {
	return members.flatMap(({ member, included, result }) =>
		included
			? [
					{
						member,
						project: result.project,
						value: dec(result.comparable),
						output: dec(result.output)
					}
				]
			: []
	);
}
