import type { Hash } from '../address/value-ref.ts';
import { canonicalText, type Json } from './canonical.ts';

export type SnapshotKind =
	| 'source-table'
	| 'sample-table'
	| 'parameter-set'
	| 'recipe'
	| 'analysis'
	| 'comparison'
	| 'comparison-analysis'
	| 'standard'
	| 'budget-check'
	| 'report';

/** One arrow of the Merkle graph: the snapshot (or stored file) read, and the part it plays. */
export type SnapshotInput = { readonly role: string; readonly hash: Hash };

/**
 * A frozen fact. Who froze it and when are not part of it: they live in the workflow record that names the hash, so
 * that the same facts give the same hash on every machine and on both databases.
 */
export interface Snapshot<C extends Json = Json, R extends Json = Json> {
	readonly kind: SnapshotKind;
	readonly schema: number;
	/** "name@version" of the method that turns inputs and content into results; null when there is nothing to compute. */
	readonly method: string | null;
	readonly inputs: readonly SnapshotInput[];
	readonly content: C;
	readonly results: R;
}

/** The text whose UTF-8 bytes are hashed and stored. */
export function snapshotText(snapshot: Snapshot): string {
	return canonicalText({
		kind: snapshot.kind,
		schema: snapshot.schema,
		method: snapshot.method,
		inputs: snapshot.inputs.map(({ role, hash }) => ({ role, hash })),
		content: snapshot.content,
		results: snapshot.results
	});
}

/** Hexadecimal SHA-256 of UTF-8 text; passed in because core has no I/O and browsers on plain http have no crypto.subtle. */
export type Sha256 = (text: string) => Hash;

export function snapshotHash(snapshot: Snapshot, sha256: Sha256): Hash {
	return sha256(snapshotText(snapshot));
}

/** Follows a JSON pointer into a snapshot; undefined where it leads nowhere. */
export function atPointer(snapshot: Snapshot, pointer: string): Json | undefined {
	let here: Json | undefined = { content: snapshot.content, results: snapshot.results };
	for (const token of pointer.split('/').slice(1)) {
		if (here === null || typeof here !== 'object') return undefined;
		here = Object.hasOwn(here, token) ? (here as Record<string, Json>)[token] : undefined;
		if (here === undefined) return undefined;
	}
	return here;
}
