import type { Hash } from '#lib/core/address/value-ref.ts';
import { aliasesFor, type Aliases } from '#lib/core/comparison/anonymous.ts';
import type { ComparisonContent, ComparisonResults } from '#lib/core/comparison/comparison-snapshot.ts';
import type { Snapshot } from '#lib/core/snapshot/snapshot.ts';
import type { Context } from '../context.ts';
import { mayReadHash } from './access.ts';

/**
 * What members of a set are called to a reader who may see the comparison, but not every breakdown in it (区镇视图): names
 * only by permission. `members` are the analysis and the project of each member, in order.
 */
export async function aliasesOf(
	context: Context,
	members: readonly { readonly analysis: Hash; readonly project: string }[]
): Promise<Aliases> {
	const readable = new Map<Hash, boolean>();
	for (const { analysis } of members)
		if (!readable.has(analysis))
			readable.set(analysis, (await mayReadHash(context, analysis, 'analysis')).ok);
	return aliasesFor(
		members.map(({ project }) => project),
		(i) => readable.get(members[i]?.analysis ?? '') !== true
	);
}

/** The same for a frozen comparison. */
export async function frozenAliases(context: Context, comparison: Snapshot): Promise<Aliases> {
	// Asked only about snapshots of comparisons.
	const content = comparison.content as ComparisonContent;
	const { members } = comparison.results as ComparisonResults;
	return aliasesOf(
		context,
		content.members.map(({ analysis }, i) => ({
			analysis: comparison.inputs[analysis]?.hash ?? '',
			project: members[i]?.project ?? ''
		}))
	);
}

/** Names as the snapshot has them → aliases. */
export function hiddenLabels(comparison: Snapshot, aliases: Aliases): ReadonlyMap<string, string> {
	const { members } = comparison.results as ComparisonResults;
	return new Map([...aliases].map(([i, alias]) => [members[i]?.label ?? '', alias]));
}
