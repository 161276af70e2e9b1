import type { Hash } from '#lib/core/address/value-ref.ts';
import { comparableRate } from '#lib/core/comparison/rate.ts';
import type { ReportedComparison } from '#lib/core/reporting/set-analysis-part.ts';
import type { Context } from '../context.ts';
import { restsOn } from '../lineage/rests-on.ts';
import { selectSetAnalysesOf } from './analysis-store.ts';
import type { Member } from './draft.ts';
import { savedAnalyses } from './freeze-analysis.ts';
import { viewComparison } from './service.ts';

/**
 * What the report of a confirmed analysis says of comparisons: the newest saved analysis of each comparison it takes part
 * in. What the reader may not see of a comparison is left out of it, and so is a comparison that is not theirs to read.
 */
export async function reportedComparisons(
	context: Context,
	hash: Hash
): Promise<readonly ReportedComparison[]> {
	const above = [...(await restsOn(context.db, hash))];
	const newest = new Map<string, Hash>();
	for (const { comparison_id: comparison, snapshot } of await selectSetAnalysesOf(context.db, above))
		if (!newest.has(comparison)) newest.set(comparison, snapshot);
	const reported: ReportedComparison[] = [];
	for (const [comparison, snapshot] of newest) {
		const view = await viewComparison(context, comparison);
		const saved = await savedAnalyses(context, comparison);
		const found = saved.ok ? saved.value.find((one) => one.snapshot === snapshot) : undefined;
		if (!view.ok || !found || view.value.head.snapshot === null) continue;
		const { head, members, money, results } = view.value;
		reported.push({
			comparison: view.value.head.snapshot,
			analysis: snapshot,
			content: found.content,
			results: found.results,
			unit: comparableRate(head.unit, money),
			members: members.map(({ snapshot: from, included }, i) => ({
				value: results?.members[i]?.comparable ?? '0',
				own: from === hash,
				included
			})),
			samples: samplesOf(members)
		});
	}
	return reported;
}

/** The external samples among the included members: who published them, how far to trust them, how many they are. */
function samplesOf(members: readonly Member[]): ReportedComparison['samples'] {
	const external = members.filter(({ included, observation }) => included && observation.external);
	return [...Map.groupBy(external, ({ snapshot }) => snapshot).values()].flatMap((taken) => {
		const { observation } = taken[0] ?? {};
		return observation?.external
			? [
					{
						name: observation.name,
						source: observation.sourceNote,
						credibility: observation.external.credibility,
						count: taken.length
					}
				]
			: [];
	});
}
