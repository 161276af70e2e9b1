import type { Hash } from '#lib/core/address/value-ref.ts';
import { SNAPSHOT_KINDS } from '#lib/core/lineage/snapshot-title.ts';
import { readStoredText } from '#lib/core/lineage/stored-text.ts';
import { problem, type Problem } from '#lib/core/problem.ts';
import type { SnapshotKind } from '#lib/core/snapshot/snapshot.ts';
import type { AppDatabase } from '../database/database.ts';
import { fileFault } from '../files/service.ts';
import { sha256 } from '../hash.ts';
import { columnFault } from './column-fault.ts';
import { selectInputsOf, selectLostEnds } from './replay-store.ts';
import type { restingStandards } from './resting-standards.ts';
import { selectFileKeys, selectSnapshotsAfter } from './store.ts';

const PAGE = 500;

type Resting = ReturnType<typeof restingStandards>;

/** Every snapshot is the hash it is stored under, with the kind and the inputs that its text states. */
export async function verifySnapshots(
	db: AppDatabase,
	resting: Resting
): Promise<{ readonly hashes: ReadonlySet<Hash>; readonly faults: readonly Problem[] }> {
	const hashes = new Set<Hash>();
	const faults: Problem[] = [];
	for (let after = ''; ;) {
		const page = await selectSnapshotsAfter(db, after, PAGE);
		const keys = page.map(({ hash }) => hash);
		const arrows = Map.groupBy(
			keys.length > 0 ? await selectInputsOf(db, keys) : [],
			({ snapshot }) => snapshot
		);
		for (const row of page) {
			hashes.add(row.hash);
			const read = readStoredText(row.hash, row.body, sha256);
			const fault = read.ok ? columnFault(row, read.value, arrows.get(row.hash) ?? []) : null;
			if (read.ok && fault === null) continue;
			const standards = await resting.on({ kind: 'snapshots', hashes: [row.hash] });
			const kind = Object.hasOwn(SNAPSHOT_KINDS, row.kind)
				? SNAPSHOT_KINDS[row.kind as SnapshotKind]
				: row.kind;
			faults.push(
				fault === null
					? problem('audit/snapshot-altered', { hash: row.hash, kind, standards })
					: problem('audit/snapshot-columns', { hash: row.hash, kind, fault, standards })
			);
		}
		const last = page.at(-1);
		if (!last || page.length < PAGE) break;
		after = last.hash;
	}
	for (const hash of await selectLostEnds(db)) {
		const standards = await resting.on({ kind: 'snapshots', hashes: [hash] });
		faults.push(problem('audit/input-missing', { hash, standards }));
	}
	return { hashes, faults };
}

/** Every stored original is the hash it is stored under, and as large as it was. */
export async function verifyFiles(db: AppDatabase, resting: Resting): Promise<readonly Problem[]> {
	const faults: Problem[] = [];
	for (const hash of await selectFileKeys(db)) {
		const fault = await fileFault(db, hash);
		if (fault === null) continue;
		const standards = await resting.on({ kind: 'snapshots', hashes: [hash] });
		faults.push(problem('audit/file-altered', { hash, fault, standards }));
	}
	return faults;
}
