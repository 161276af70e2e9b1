import type { Hash } from '#lib/core/address/value-ref.ts';
import type { AnalysedSet, Breakdown } from '#lib/core/comparison/analysis/analysed-set.ts';
import type { AnalysisContent, AnalysisResults } from '#lib/core/costing/analysis-snapshot.ts';
import { ok, type Result } from '#lib/core/result.ts';
import type { Context } from '../context.ts';
import { mayReadHash } from '../lineage/access.ts';
import { getSnapshot } from '../snapshots/service.ts';
import { viewComparison, type ComparisonView } from './service.ts';

/** A comparison ready to be analysed, with the breakdowns behind its members. */
export interface AnalysedView {
	readonly view: ComparisonView;
	readonly set: AnalysedSet;
	/** Whether the reader may see the breakdown of the member. */
	readonly readable: (member: number) => boolean;
}

/** The comparison as its reader sees it. A set that cannot be computed yet is refused with the reason. */
export async function analysedView(context: Context, id: string): Promise<Result<AnalysedView>> {
	const view = await viewComparison(context, id);
	if (!view.ok) return view;
	const { members, results, problem } = view.value;
	if (!results) return { ok: false, problem: problem as NonNullable<typeof problem> };
	const breakdowns = new Map<Hash, Breakdown>();
	const readable = new Map<Hash, boolean>();
	for (const { snapshot } of members) {
		if (readable.has(snapshot)) continue;
		const found = await getSnapshot(context.db, snapshot);
		if (!found.ok) return found;
		// An external sample has no breakdown.
		if (found.value.kind === 'analysis')
			breakdowns.set(snapshot, {
				content: found.value.content as AnalysisContent,
				results: found.value.results as AnalysisResults
			});
		readable.set(snapshot, (await mayReadHash(context, snapshot, found.value.kind)).ok);
	}
	return ok({
		view: view.value,
		set: {
			members: members.map(({ observation, included }, member) => {
				const result = results.members[member];
				if (!result) throw new Error('Every member has a result');
				return { member, observation, included, result };
			}),
			breakdownOf: (member) => breakdowns.get(members[member]?.snapshot ?? '')
		},
		readable: (member) => readable.get(members[member]?.snapshot ?? '') === true
	});
}
