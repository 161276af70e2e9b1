import type { Hash } from '#lib/core/address/value-ref.ts';
import { METHODS } from '#lib/core/lineage/registry.ts';
import type { DependentGraph } from '#lib/core/lineage/rederive.ts';
import { readStoredText } from '#lib/core/lineage/stored-text.ts';
import { LIMITS } from '#lib/core/limits.ts';
import type { Snapshot } from '#lib/core/snapshot/snapshot.ts';
import type { AppDatabase } from '../database/database.ts';
import { sha256 } from '../hash.ts';
import { selectAbove, selectBodies } from './store.ts';

export interface LoadedGraph extends DependentGraph {
	/** Everything that rests on the snapshots asked about, as far as the limit goes. */
	readonly dependents: readonly Hash[];
	/** Dependents beyond the limit. */
	readonly beyond: number;
}

/** Everything that rests on these snapshots together with whatever it reads, proved and ready to be derived again. */
export async function graphAbove(db: AppDatabase, versions: readonly Hash[]): Promise<LoadedGraph> {
	const above = new Set<Hash>();
	for (const version of versions) for (const hash of await selectAbove(db, version)) above.add(hash);
	for (const version of versions) above.delete(version);
	const all = [...above].sort();
	const dependents = all.slice(0, LIMITS.impactSnapshots);
	return { ...(await graphOf(db, dependents, versions)), dependents, beyond: all.length - dependents.length };
}

/** The snapshots named and those they read; one whose stored text was altered is missing, as for replay. */
export async function graphOf(
	db: AppDatabase,
	hashes: readonly Hash[],
	also: readonly Hash[] = []
): Promise<DependentGraph> {
	const snapshots = new Map<Hash, Snapshot>();
	await read(db, [...hashes, ...also], snapshots);
	const inputs = hashes.flatMap((hash) => snapshots.get(hash)?.inputs.map((input) => input.hash) ?? []);
	await read(
		db,
		[...new Set(inputs)].filter((hash) => !snapshots.has(hash)),
		snapshots
	);
	return { snapshots, methods: METHODS, sha256 };
}

async function read(db: AppDatabase, hashes: readonly Hash[], into: Map<Hash, Snapshot>): Promise<void> {
	for (const { hash, body } of await selectBodies(db, hashes)) {
		const snapshot = readStoredText(hash, body, sha256);
		if (snapshot.ok) into.set(hash, snapshot.value);
	}
}
