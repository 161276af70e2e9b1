import type { Hash } from '#lib/core/address/value-ref.ts';
import { problem } from '#lib/core/problem.ts';
import { ok, refuse, type Result } from '#lib/core/result.ts';
import type { InputSnapshots } from '#lib/core/snapshot/method.ts';
import { snapshotText, type Snapshot, type SnapshotKind } from '#lib/core/snapshot/snapshot.ts';
import type { AppDatabase } from '../database/database.ts';
import { sha256 } from '../hash.ts';
import { insertSnapshot, selectHashesByPrefix, selectSnapshot } from './store.ts';

/** Stores a snapshot under the hash of its canonical bytes and returns the hash. Storing the same facts again changes nothing. */
export async function putSnapshot(db: AppDatabase, snapshot: Snapshot): Promise<Hash> {
	const body = snapshotText(snapshot);
	const hash = sha256(body);
	await insertSnapshot(db, { hash, kind: snapshot.kind, body }, snapshot.inputs);
	return hash;
}

/**
 * Stores a snapshot whose canonical bytes were made elsewhere: those of a large sheet by the process that read it. They
 * are stored under their hash like any other; who reads them back proves them the same way.
 */
export async function putSnapshotText(
	db: AppDatabase,
	kind: SnapshotKind,
	text: Uint8Array,
	inputs: Snapshot['inputs']
): Promise<Hash> {
	const hash = sha256(text);
	await insertSnapshot(db, { hash, kind, body: new TextDecoder().decode(text) }, inputs);
	return hash;
}

/** Reads a snapshot by its full hash and proves the stored bytes still are that hash. */
export async function getSnapshot(db: AppDatabase, hash: Hash): Promise<Result<Snapshot>> {
	const row = await selectSnapshot(db, hash);
	if (!row) return refuse(problem('lineage/not-found', { ref: hash }));
	if (sha256(row.body) !== hash)
		return refuse(
			problem('lineage/replay-broken', {
				hash,
				reason: '存储内容与哈希不符，已被改动',
				path: hash.slice(0, 12)
			})
		);
	// The bytes are exactly those that `putSnapshot` wrote from a Snapshot.
	return ok(JSON.parse(row.body) as Snapshot);
}

/** The snapshots named by `inputs`, in order, ready for a method. */
export async function getInputs(
	db: AppDatabase,
	inputs: Snapshot['inputs']
): Promise<Result<InputSnapshots>> {
	const found: InputSnapshots[number][] = [];
	for (const { role, hash } of inputs) {
		const snapshot = await getSnapshot(db, hash);
		if (!snapshot.ok) return snapshot;
		found.push({ role, hash, snapshot: snapshot.value });
	}
	return ok(found);
}

/** Turns the beginning of a hash (from an address) into the full one. */
export async function resolveHash(db: AppDatabase, prefix: string): Promise<Result<Hash>> {
	const [first, second] = await selectHashesByPrefix(db, prefix);
	if (first === undefined) return refuse(problem('lineage/not-found', { ref: prefix }));
	if (second !== undefined) return refuse(problem('lineage/ambiguous', { ref: prefix }));
	return ok(first);
}
