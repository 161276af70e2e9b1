import type { Hash } from '../address/value-ref.ts';
import { problem, type Problem } from '../problem.ts';
import { ok, refuse, type Result } from '../result.ts';
import type { InputSnapshots, Method } from '../snapshot/method.ts';
import type { Sha256, Snapshot, SnapshotInput } from '../snapshot/snapshot.ts';
import { firstDifference } from './first-difference.ts';
import { fileTitle, missingTitle, snapshotTitle } from './snapshot-title.ts';
import { readStoredText } from './stored-text.ts';

/** Everything below the snapshots to be replayed, as it stands in the database. */
export interface StoredGraph {
	/** Key of each row → the text stored under it. */
	readonly texts: ReadonlyMap<Hash, string>;
	/** Key of each stored original → the hash of its bytes as they are now. */
	readonly files: ReadonlyMap<Hash, Hash>;
	/** What the caller already found wrong with a node by means core does not have (the original read again). */
	readonly faults?: ReadonlyMap<Hash, string>;
	/** What lies below but may not be handed out (evidence pack): taken as right, and what reads it is proved by its hash alone. */
	readonly withheld?: ReadonlySet<Hash>;
}

/** How one node fared: identical, wrong itself, or resting on an input that is wrong. */
export type Verdict =
	| { readonly kind: 'identical' }
	| { readonly kind: 'broken'; readonly reason: string }
	| {
			readonly kind: 'differs';
			readonly pointer: string;
			readonly stored: string;
			readonly recomputed: string;
	  }
	| { readonly kind: 'refused'; readonly method: string; readonly cause: Problem }
	| { readonly kind: 'below'; readonly input: Hash };

export interface Replay {
	/** Recomputes a snapshot and everything below it, each node once however many rest on it. */
	check(root: Hash): Verdict;
	/** The same as a Result: what moved, named with the path down to it. */
	result(root: Hash): Result<void>;
	/** Snapshots and originals checked so far. */
	readonly checked: number;
}

/**
 * Replays (复算) snapshots: a node is identical when its text has the hash it is stored under, all its inputs are
 * identical, and its method turns inputs and content into the stored results again. Pure and iterative: depth is
 * bounded by memory, not by the stack, and no garbage in the store makes it throw.
 */
export function replayer(graph: StoredGraph, methods: ReadonlyMap<string, Method>, sha256: Sha256): Replay {
	const verdicts = new Map<Hash, Verdict>();
	const snapshots = new Map<Hash, Snapshot>();

	/** Reads a node; the inputs still to be checked come back first, so that the caller can do them before it. */
	function open(hash: Hash): readonly SnapshotInput[] {
		const fault = graph.faults?.get(hash);
		const text = graph.texts.get(hash);
		if (text === undefined) {
			const withheld = graph.withheld?.has(hash) === true;
			verdicts.set(hash, withheld ? { kind: 'identical' } : fileVerdict(graph, hash, fault));
			return [];
		}
		const read = readStoredText(hash, text, sha256);
		if (!read.ok) {
			verdicts.set(hash, { kind: 'broken', reason: read.problem });
			return [];
		}
		snapshots.set(hash, read.value);
		if (fault !== undefined) verdicts.set(hash, { kind: 'broken', reason: fault });
		return fault === undefined ? read.value.inputs : [];
	}

	function check(root: Hash): Verdict {
		const stack: Hash[] = [root];
		const opened = new Set<Hash>();
		for (let hash = stack.at(-1); hash !== undefined; hash = stack.at(-1)) {
			if (!verdicts.has(hash) && !opened.has(hash)) {
				opened.add(hash);
				const waiting = open(hash).filter((input) => !verdicts.has(input.hash));
				// A hash cannot contain itself, so an input that is already open can only be a forged store.
				if (waiting.some((input) => opened.has(input.hash) && stack.includes(input.hash)))
					verdicts.set(hash, { kind: 'broken', reason: '输入形成了环' });
				else stack.push(...waiting.map((input) => input.hash).reverse());
				continue;
			}
			stack.pop();
			const snapshot = snapshots.get(hash);
			if (!verdicts.has(hash) && snapshot)
				verdicts.set(hash, judge(snapshot, { snapshots, verdicts, methods, withheld: graph.withheld }));
		}
		// Every node pushed gets a verdict before it is popped.
		return verdicts.get(root) as Verdict;
	}

	return {
		check,
		result: (root) => {
			check(root);
			return faultOf(root, verdicts, (hash) => title(hash, snapshots, graph));
		},
		get checked() {
			return verdicts.size;
		}
	};
}

function fileVerdict(graph: StoredGraph, hash: Hash, fault: string | undefined): Verdict {
	const actual = graph.files.get(hash);
	if (actual === undefined) return { kind: 'broken', reason: '输入缺失' };
	if (actual !== hash) return { kind: 'broken', reason: '原始文件的内容与哈希不符，已被改动' };
	return fault === undefined ? { kind: 'identical' } : { kind: 'broken', reason: fault };
}

/** What a snapshot is judged by. */
export interface Grounds {
	/** The snapshots it reads, proved. */
	readonly snapshots: ReadonlyMap<Hash, Snapshot>;
	readonly verdicts: ReadonlyMap<Hash, Verdict>;
	readonly methods: ReadonlyMap<string, Method>;
	readonly withheld?: ReadonlySet<Hash> | undefined;
}

/** The verdict on a snapshot whose text has the right hash, once everything it reads has one. */
export function judge(snapshot: Snapshot, { snapshots, verdicts, methods, withheld }: Grounds): Verdict {
	const wrong = snapshot.inputs.find((input) => verdicts.get(input.hash)?.kind !== 'identical');
	if (wrong) return { kind: 'below', input: wrong.hash };
	// A source table's method names the reader that made it; reading is I/O, so the server compares those itself.
	if (snapshot.method === null || snapshot.kind === 'source-table') return { kind: 'identical' };
	if (snapshot.inputs.some((input) => withheld?.has(input.hash))) return { kind: 'identical' };
	const method = methods.get(snapshot.method);
	if (!method) return { kind: 'broken', reason: `不认识计算方法 ${snapshot.method}` };
	if (method.kind !== snapshot.kind)
		return { kind: 'broken', reason: `计算方法 ${method.id} 不用于此类快照` };
	return recompute(snapshot, method, inputsOf(snapshot, snapshots));
}

function recompute(snapshot: Snapshot, method: Method, inputs: InputSnapshots): Verdict {
	try {
		const results = method.compute(inputs, snapshot.content);
		if (!results.ok) return { kind: 'refused', method: method.id, cause: results.problem };
		const difference = firstDifference(snapshot.results, results.value, ['results']);
		return difference ? { kind: 'differs', ...difference } : { kind: 'identical' };
	} catch {
		// Content of the right hash but the wrong shape: forged, or written by a program that is not ours.
		return { kind: 'broken', reason: `计算方法 ${method.id} 读不懂其内容` };
	}
}

function inputsOf(snapshot: Snapshot, snapshots: ReadonlyMap<Hash, Snapshot>): InputSnapshots {
	return snapshot.inputs.flatMap(({ role, hash }) => {
		const input = snapshots.get(hash);
		return input ? [{ role, hash, snapshot: input }] : [];
	});
}

/** What moved below a root that has a verdict, named with the path down to it. */
export function faultOf(
	root: Hash,
	verdicts: ReadonlyMap<Hash, Verdict>,
	titleOf: (hash: Hash) => string
): Result<void> {
	const path = [titleOf(root)];
	let hash = root;
	let here = verdicts.get(root);
	while (here?.kind === 'below') {
		hash = here.input;
		path.push(titleOf(hash));
		here = verdicts.get(hash);
	}
	if (!here || here.kind === 'identical') return ok(undefined);
	return refuse(fault(hash, here, path.join(' → ')));
}

function fault(
	hash: Hash,
	verdict: Exclude<Verdict, { kind: 'below' | 'identical' }>,
	path: string
): Problem {
	if (verdict.kind === 'broken')
		return problem('lineage/replay-broken', { hash, reason: verdict.reason, path });
	if (verdict.kind === 'refused')
		return problem('lineage/replay-refused', { hash, method: verdict.method, path, cause: verdict.cause });
	const { pointer, stored, recomputed } = verdict;
	return problem('lineage/replay-mismatch', { hash, pointer, stored, recomputed, path });
}

function title(hash: Hash, snapshots: ReadonlyMap<Hash, Snapshot>, graph: StoredGraph): string {
	const snapshot = snapshots.get(hash);
	if (snapshot) return snapshotTitle(snapshot);
	return graph.files.has(hash) ? fileTitle(hash) : missingTitle(hash);
}
