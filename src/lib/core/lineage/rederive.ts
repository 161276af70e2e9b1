import type { Hash } from '../address/value-ref.ts';
import type { Problem } from '../problem.ts';
import type { Json } from '../snapshot/canonical.ts';
import type { InputSnapshots, Method } from '../snapshot/method.ts';
import { snapshotHash, type Sha256, type Snapshot } from '../snapshot/snapshot.ts';
import { followUnits } from './follow-units.ts';

/** A snapshot with the key it is, or would be, stored under. */
export interface Keyed {
	readonly hash: Hash;
	readonly snapshot: Snapshot;
}

/** What a dependent snapshot would become. */
export type Rederived =
	| { readonly kind: 'same' }
	| { readonly kind: 'changed'; readonly next: Keyed }
	/** Its method refuses the new inputs, in the words of the problem. */
	| { readonly kind: 'refused'; readonly cause: Problem }
	/** It names a part of its input that is no longer there, such as a cost unit that was removed. */
	| { readonly kind: 'detached' }
	/** Something below it cannot follow, so it cannot either. */
	| { readonly kind: 'blocked'; readonly by: Hash };

/** Everything that may have to follow, and whatever it reads. */
export interface DependentGraph {
	readonly snapshots: ReadonlyMap<Hash, Snapshot>;
	readonly methods: ReadonlyMap<string, Method>;
	readonly sha256: Sha256;
}

/**
 * What every snapshot that rests on the replaced ones would be if it were computed again from their replacements: the
 * same methods on the same content (cost units found again by name), from the bottom up, each once. Nothing is stored. Impact (改前看影响), staleness and
 * re-derivation all ask this one function, so a prediction and what then happens cannot part.
 */
export function rederive(
	graph: DependentGraph,
	replaced: ReadonlyMap<Hash, Keyed>,
	dependents: readonly Hash[]
): ReadonlyMap<Hash, Rederived> {
	const outcomes = new Map<Hash, Rederived>();
	for (const hash of inputsFirst(graph.snapshots, dependents)) {
		const snapshot = graph.snapshots.get(hash);
		if (snapshot && !replaced.has(hash)) outcomes.set(hash, outcomeOf(graph, replaced, outcomes, snapshot));
	}
	return outcomes;
}

function outcomeOf(
	{ snapshots, methods, sha256 }: DependentGraph,
	replaced: ReadonlyMap<Hash, Keyed>,
	outcomes: ReadonlyMap<Hash, Rederived>,
	snapshot: Snapshot
): Rederived {
	const inputs: InputSnapshots[number][] = [];
	let moved = false;
	for (const { role, hash } of snapshot.inputs) {
		const outcome = outcomes.get(hash);
		if (outcome && outcome.kind !== 'same' && outcome.kind !== 'changed')
			return { kind: 'blocked', by: hash };
		const next = replaced.get(hash) ?? (outcome?.kind === 'changed' ? outcome.next : undefined);
		const here = next?.snapshot ?? snapshots.get(hash);
		moved ||= next !== undefined && next.hash !== hash;
		if (here) inputs.push({ role, hash: next?.hash ?? hash, snapshot: here });
		// An original is an input without a snapshot; what reads one is never recomputed here.
		else if (moved) return { kind: 'blocked', by: hash };
	}
	if (!moved) return { kind: 'same' };
	const method = snapshot.method === null ? undefined : methods.get(snapshot.method);
	if (!method) return { kind: 'detached' };
	const before = snapshot.inputs.map(({ hash }) => snapshots.get(hash));
	const content = followUnits(snapshot, before, inputs);
	const results = content === null ? null : computed(method, inputs, content);
	if (content === null || results === null) return { kind: 'detached' };
	if (!results.ok) return { kind: 'refused', cause: results.problem };
	const next: Snapshot = {
		...snapshot,
		inputs: inputs.map(({ role, hash }) => ({ role, hash })),
		content,
		results: results.value
	};
	return { kind: 'changed', next: { hash: snapshotHash(next, sha256), snapshot: next } };
}

/** Methods throw where content names what its inputs lack: true of a forged store, and of an input that was replaced. */
function computed(method: Method, inputs: InputSnapshots, content: Json) {
	try {
		return method.compute(inputs, content);
	} catch {
		return null;
	}
}

/** The dependents, every one behind those of them that it reads. */
export function inputsFirst(
	snapshots: ReadonlyMap<Hash, Snapshot>,
	dependents: readonly Hash[]
): readonly Hash[] {
	const wanted = new Set(dependents);
	const placed = new Set<Hash>();
	const order: Hash[] = [];
	// On the way down from the root: what is open and read again would be a ring, which only a forged store can have.
	const open = new Set<Hash>();
	const stack = [...dependents].reverse();
	for (let hash = stack.at(-1); hash !== undefined; hash = stack.at(-1)) {
		const waiting =
			placed.has(hash) || open.has(hash)
				? []
				: (snapshots.get(hash)?.inputs ?? [])
						.map((input) => input.hash)
						.filter((input) => wanted.has(input) && !placed.has(input) && !open.has(input));
		open.add(hash);
		if (waiting.length > 0) {
			stack.push(...waiting);
			continue;
		}
		stack.pop();
		if (placed.has(hash)) continue;
		placed.add(hash);
		order.push(hash);
	}
	return order;
}
