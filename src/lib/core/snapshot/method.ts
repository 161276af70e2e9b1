import type { Step } from '../address/step.ts';
import type { Hash } from '../address/value-ref.ts';
import type { Result } from '../result.ts';
import type { Json } from './canonical.ts';
import type { Snapshot, SnapshotKind } from './snapshot.ts';

/** Snapshots a method reads, in the order of `snapshot.inputs`. */
export type InputSnapshots = readonly {
	readonly role: string;
	readonly hash: Hash;
	readonly snapshot: Snapshot;
}[];

/**
 * A versioned pure function: inputs and content in, results out; no clock, no database, no randomness.
 * A changed rule is a new version under a new id; old versions stay callable so that every issued number replays.
 */
export interface Method {
	/** "area/name@version" */
	readonly id: string;
	readonly kind: SnapshotKind;
	/** What it does, in Chinese, for people. */
	readonly words: string;
	/** Where the rule comes from: document, clause, formula. */
	readonly source: string;
	compute(inputs: InputSnapshots, content: Json): Result<Json>;
	/** Explains the figure at `pointer` of a snapshot this method made; undefined where there is no figure. */
	explain(snapshot: Snapshot, hash: Hash, pointer: string): Step | undefined;
}
