import type { Hash } from '#lib/core/address/value-ref.ts';
import type { ParameterSetContent } from '#lib/core/comparison/comparison-snapshot.ts';
import { movedHeadlines, type Moved } from '#lib/core/lineage/headline.ts';
import { rederive, type Keyed } from '#lib/core/lineage/rederive.ts';
import type { Problem } from '#lib/core/problem.ts';
import { snapshotHash, type Snapshot } from '#lib/core/snapshot/snapshot.ts';
import { may } from '#lib/core/workflow/permission.ts';
import type { Context } from '../context.ts';
import { sha256 } from '../hash.ts';
import { seriesContent } from '../parameters/service.ts';
import { getSnapshot } from '../snapshots/service.ts';
import { graphOf } from './graph.ts';
import { selectAnalysesOf } from './holders-store.ts';
import { selectClosureNodes } from './store.ts';

/** Newer confirmed versions of what a frozen result rests on. Worked out from the graph each time, never stored. */
export interface Staleness {
	/** The result itself, in which the figures stand that would move. */
	readonly snapshot: Hash;
	/** Analyses that were confirmed anew since, by name where the actor may see them. */
	readonly analyses: readonly { readonly title: string; readonly href: string }[];
	/** Analyses beyond those that the actor may not see. */
	readonly hidden: number;
	/** Series that have other values by now. */
	readonly series: readonly { readonly title: string; readonly href: string }[];
	/** What would be different if it were computed again from the newer versions. */
	readonly moved: readonly Moved[];
	/** Why it could not be; null where it can. */
	readonly problem: Problem | 'detached' | 'blocked' | null;
}

/** Where a chain begins for this purpose: these are replaced by their newer versions, everything above follows. */
const BEGINNINGS = ['source-table', 'parameter-set', 'recipe', 'analysis'];

/**
 * Whether a frozen result is out of date, and what it would be by now; null where it rests on the newest of everything.
 * The caller has asked who may see the result.
 */
export async function stalenessOf(context: Context, hash: Hash): Promise<Staleness | null> {
	const nodes = await selectClosureNodes(context.db, [hash]);
	const newer = await newerAnalyses(context, hashesOf(nodes, 'analysis'));
	const series = await newerSeries(context, hashesOf(nodes, 'parameter-set'));
	if (newer.length === 0 && series.length === 0) return null;
	const replaced = new Map<Hash, Keyed>();
	for (const { old, current } of newer) {
		const snapshot = await getSnapshot(context.db, current);
		if (snapshot.ok) replaced.set(old, { hash: current, snapshot: snapshot.value });
	}
	for (const { old, next } of series) replaced.set(old, next);
	const seen = newer.filter(({ readable }) => readable);
	return {
		snapshot: hash,
		analyses: seen.map(({ title, href }) => ({ title, href })),
		hidden: newer.length - seen.length,
		series: series.map(({ title, href }) => ({ title, href })),
		...(await again(context, hash, nodes, replaced))
	};
}

/** Which of these results rest on something that has a newer version. */
export async function staleAmong(context: Context, hashes: readonly Hash[]): Promise<ReadonlySet<Hash>> {
	const stale = new Set<Hash>();
	for (const hash of hashes) {
		const nodes = await selectClosureNodes(context.db, [hash]);
		const newer = await newerAnalyses(context, hashesOf(nodes, 'analysis'));
		if (newer.length > 0 || (await newerSeries(context, hashesOf(nodes, 'parameter-set'))).length > 0)
			stale.add(hash);
	}
	return stale;
}

interface NewerAnalysis {
	readonly old: Hash;
	readonly current: Hash;
	readonly title: string;
	readonly href: string;
	readonly readable: boolean;
}

/** Analyses whose version of these is no longer the one confirmed last. */
export async function newerAnalyses(
	context: Context,
	hashes: readonly Hash[]
): Promise<readonly NewerAnalysis[]> {
	if (hashes.length === 0) return [];
	const rows = await selectAnalysesOf(context.db, hashes);
	const versions = new Set(rows.map(({ id, snapshot }) => `${id} ${snapshot}`));
	return rows.flatMap(({ id, title, path, snapshot, current }) => {
		// The same version may have been signed twice: reopened and confirmed again without a change.
		const first = versions.delete(`${id} ${snapshot}`);
		const readable = may(context.actor, 'project.read', { path }).ok;
		return first && current !== null && current !== snapshot
			? [{ old: snapshot, current, title, href: `/analyses/${id}`, readable }]
			: [];
	});
}

async function newerSeries(context: Context, hashes: readonly Hash[]) {
	const found: { old: Hash; next: Keyed; title: string; href: string }[] = [];
	for (const old of hashes) {
		const snapshot = await getSnapshot(context.db, old);
		if (!snapshot.ok) continue;
		// Snapshots of this kind have this content.
		const { code, name } = snapshot.value.content as ParameterSetContent;
		const content = await seriesContent(context, code);
		if (!content.ok) continue;
		const now: Snapshot = { ...snapshot.value, content: content.value };
		const hash = snapshotHash(now, sha256);
		if (hash !== old)
			found.push({ old, next: { hash, snapshot: now }, title: name, href: `/parameters/${code}` });
	}
	return found;
}

async function again(
	context: Context,
	hash: Hash,
	nodes: readonly { readonly hash: Hash; readonly kind: string }[],
	replaced: ReadonlyMap<Hash, Keyed>
): Promise<Pick<Staleness, 'moved' | 'problem'>> {
	const between = nodes.filter(({ kind }) => !BEGINNINGS.includes(kind)).map((node) => node.hash);
	const graph = await graphOf(context.db, between);
	const outcome = rederive(graph, replaced, between).get(hash);
	const before = graph.snapshots.get(hash);
	switch (outcome?.kind) {
		case 'changed':
			return { moved: before ? movedHeadlines(before, outcome.next.snapshot) : [], problem: null };
		case 'refused':
			return { moved: [], problem: outcome.cause };
		case 'same':
			return { moved: [], problem: null };
		default:
			return { moved: [], problem: outcome?.kind ?? 'blocked' };
	}
}

function hashesOf(
	nodes: readonly { readonly hash: Hash; readonly kind: string }[],
	kind: string
): readonly Hash[] {
	return nodes.filter((node) => node.kind === kind).map((node) => node.hash);
}
