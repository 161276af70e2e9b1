import { dec } from '../decimal/decimal.ts';
import type { ComparisonResults } from './comparison-snapshot.ts';
import { describeSet } from './describe.ts';

/**
 * The results with other members taken in. What each member comes to and what all of them come to does not depend on who
 * is taken in, so only the statistics of the included ones are made anew: nobody's breakdown is needed for it.
 */
export function withIncluded(results: ComparisonResults, included: readonly boolean[]): ComparisonResults {
	const taken = results.members.filter((_, i) => included[i] === true);
	return {
		...results,
		included: describeSet(
			taken.map(({ project, comparable, output }) => ({
				project,
				value: dec(comparable),
				output: dec(output)
			}))
		)
	};
}
