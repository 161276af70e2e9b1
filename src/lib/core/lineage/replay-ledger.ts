import type { Hash } from '../address/value-ref.ts';
import type { Result } from '../result.ts';
import type { Method } from '../snapshot/method.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import { faultOf, judge, type Verdict } from './replay.ts';
import { fileTitle, missingTitle, snapshotTitle } from './snapshot-title.ts';

/** The verdicts of a replay that sees one snapshot after the other, inputs first, and keeps none of them. */
export interface Ledger {
	/** Notes an original, or anything else without a method; `fault` says what is wrong with it. */
	original(hash: Hash, fault: string | null): void;
	/**
	 * Judges a snapshot as it was read from the store, whatever it reads having been noted before. `inputs` holds the
	 * snapshots among those; `fault` is what the caller found by means core does not have.
	 */
	snapshot(
		hash: Hash,
		read: Result<Snapshot, string>,
		fault: string | null,
		inputs: ReadonlyMap<Hash, Snapshot>
	): Verdict;
	/** Takes a node as proved by an earlier part of the same replay. */
	proven(hash: Hash): void;
	/** What moved, named with the path down to it. */
	result(hash: Hash): Result<void>;
	/** Everything that is not identical, itself or below, by hash. */
	readonly failing: readonly Hash[];
}

export function replayLedger(methods: ReadonlyMap<string, Method>): Ledger {
	const verdicts = new Map<Hash, Verdict>();
	/** Of what failed only: the rest is never named. */
	const titles = new Map<Hash, string>();

	function set(hash: Hash, verdict: Verdict, title: () => string): Verdict {
		verdicts.set(hash, verdict);
		if (verdict.kind !== 'identical') titles.set(hash, title());
		return verdict;
	}

	return {
		original(hash, fault) {
			const verdict: Verdict = fault === null ? { kind: 'identical' } : { kind: 'broken', reason: fault };
			set(hash, verdict, () => fileTitle(hash));
		},
		snapshot(hash, read, fault, snapshots) {
			if (!read.ok) return set(hash, { kind: 'broken', reason: read.problem }, () => missingTitle(hash));
			const title = () => snapshotTitle(read.value);
			if (fault !== null) return set(hash, { kind: 'broken', reason: fault }, title);
			for (const input of read.value.inputs)
				if (!verdicts.has(input.hash))
					set(input.hash, { kind: 'broken', reason: '输入缺失' }, () => missingTitle(input.hash));
			return set(hash, judge(read.value, { snapshots, verdicts, methods }), title);
		},
		proven(hash) {
			verdicts.set(hash, { kind: 'identical' });
		},
		result: (hash) => faultOf(hash, verdicts, (one) => titles.get(one) ?? missingTitle(one)),
		get failing() {
			return [...titles.keys()].sort();
		}
	};
}
