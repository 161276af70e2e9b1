import { describeSet } from '../comparison/describe.ts';
import { dec } from '../decimal/decimal.ts';
import type { ComparisonSnapshot } from './inputs.ts';

/** The comparison as if only those included members were in it that `keep` names: what a rule reads of a part of a sample. */
export function subSample(
	comparison: ComparisonSnapshot,
	keep: (member: number) => boolean
): ComparisonSnapshot {
	const { content, results } = comparison;
	const members = content.members.map((member, i) => (keep(i) ? member : { ...member, included: false }));
	const observed = results.members.flatMap(({ project, comparable, output }, i) =>
		members[i]?.included ? [{ project, value: dec(comparable), output: dec(output) }] : []
	);
	return {
		...comparison,
		content: { ...content, members },
		results: { ...results, included: describeSet(observed) }
	};
}
