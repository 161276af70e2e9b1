import type { Hash } from '#lib/core/address/value-ref.ts';
import { aliasesFor, anonymousResults, WITHHELD, type Aliases } from '#lib/core/comparison/anonymous.ts';
import type { ComparisonContent, ComparisonResults } from '#lib/core/comparison/comparison-snapshot.ts';
import type { Result } from '#lib/core/result.ts';
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

/** The frozen comparison a standard, an analysis of a set or a check rests on, or the snapshot itself; undefined = none. */
export async function comparisonBelow(
	snapshot: Snapshot,
	read: (hash: Hash) => Promise<Result<Snapshot>>
): Promise<Snapshot | undefined> {
	if (snapshot.kind === 'comparison') return snapshot;
	if (!ABOVE_A_SET.includes(snapshot.kind)) return undefined;
	for (const { role, hash } of snapshot.inputs) {
		if (role === 'parameters' || role === 'recipe' || role === 'file') continue;
		const below = await read(hash);
		const found = below.ok ? await comparisonBelow(below.value, read) : undefined;
		if (found) return found;
	}
	return undefined;
}

const ABOVE_A_SET: readonly Snapshot['kind'][] = ['comparison-analysis', 'standard', 'budget-check'];

/** What members are called in a frozen comparison and in whatever was made of it. */
export function namesIn(comparison: Snapshot, hidden: (member: number) => boolean): readonly string[] {
	const { members } = comparison.results as ComparisonResults;
	return [...new Set(members.flatMap(({ label }, i) => (hidden(i) ? [label] : [])))];
}

/** A frozen comparison as this person may read it: the same figures, without names, places and reasons of others. */
export async function readableComparison<S extends Snapshot>(context: Context, comparison: S): Promise<S> {
	const aliases = await frozenAliases(context, comparison);
	if (aliases.size === 0) return comparison;
	// Asked only about snapshots of comparisons.
	const content = comparison.content as ComparisonContent;
	return {
		...comparison,
		content: {
			...content,
			members: content.members.map((member, i) =>
				aliases.has(i) && member.reason !== '' ? { ...member, reason: WITHHELD } : member
			)
		},
		results: anonymousResults(comparison.results as ComparisonResults, aliases)
	};
}
