import type { Step } from '../address/step.ts';
import type { Hash, ValueRef } from '../address/value-ref.ts';
import { LIMITS } from '../limits.ts';
import type { Json } from '../snapshot/canonical.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import { explainFrozen } from './explain.ts';
import { headlines } from './headline.ts';
import { inputsFirst } from './rederive.ts';

/** A place in a snapshot: where the walk begins, and what it reaches. */
export interface Place {
	readonly snapshot: Hash;
	readonly pointer: string;
}

/** What rests on the places the walk began with, in one snapshot. */
export interface Reached {
	readonly hash: Hash;
	/** Figures that rest on them, the ones people know the snapshot by first. */
	readonly steps: readonly Step[];
	/** True where the snapshot is too large to be asked figure by figure: all its headlines may rest on them. */
	readonly whole: boolean;
}

/**
 * 被谁引用: every figure that rests on some places, through all snapshots above. It is the inverse of `explain`: a figure
 * rests on another one exactly when its own explanation names that one among what it read, or names one that rests on
 * it. So nothing is logged, and forward and backward cannot part.
 */
export function forward(snapshots: ReadonlyMap<Hash, Snapshot>, from: readonly Place[]): readonly Reached[] {
	const reached = new Set(from.map(keyOf));
	const found: Reached[] = [];
	for (const hash of inputsFirst(snapshots, [...snapshots.keys()].sort())) {
		const snapshot = snapshots.get(hash);
		const here = snapshot && reachedIn(snapshot, hash, reached);
		if (here && here.steps.length > 0) found.push(here);
	}
	return found;
}

function reachedIn(snapshot: Snapshot, hash: Hash, reached: Set<string>): Reached {
	const pointers = placesIn(snapshot);
	if (pointers === null) return wholly(snapshot, hash, reached);
	const steps = new Map<string, Step>();
	const readers = new Map<string, string[]>();
	const waiting: string[] = [];
	for (const pointer of pointers) {
		const step = explainFrozen(snapshot, hash, pointer);
		if (!step) continue;
		steps.set(pointer, step);
		for (const input of step.inputs) {
			if (input.kind !== 'frozen') continue;
			const key = keyOf(input);
			if (reached.has(key)) waiting.push(pointer);
			else if (input.snapshot === hash) readers.set(key, [...(readers.get(key) ?? []), pointer]);
		}
	}
	const above = new Set<string>();
	for (let pointer = waiting.pop(); pointer !== undefined; pointer = waiting.pop()) {
		if (above.has(pointer)) continue;
		above.add(pointer);
		const key = keyOf({ snapshot: hash, pointer });
		reached.add(key);
		waiting.push(...(readers.get(key) ?? []));
	}
	return { hash, steps: ordered(snapshot, above, steps), whole: false };
}

/** Headlines first, in their order; then everything else in the order of the snapshot. */
function ordered(
	snapshot: Snapshot,
	above: ReadonlySet<string>,
	steps: ReadonlyMap<string, Step>
): readonly Step[] {
	const known = headlines(snapshot).map(({ pointer }) => pointer);
	const rest = [...steps.keys()].filter((pointer) => !known.includes(pointer));
	return [...known, ...rest].flatMap((pointer) => (above.has(pointer) ? (steps.get(pointer) ?? []) : []));
}

/** A snapshot too large to be asked: whatever reads one of its inputs may rest on the places, so all headlines count. */
function wholly(snapshot: Snapshot, hash: Hash, reached: Set<string>): Reached {
	const inputs = new Set(snapshot.inputs.map((input) => input.hash));
	const touched = [...reached].some((key) => inputs.has(key.slice(0, key.indexOf('/'))));
	const own = [...reached].some((key) => key.startsWith(`${hash}/`));
	if (!touched && !own) return { hash, steps: [], whole: true };
	const steps = headlines(snapshot).flatMap(({ pointer }) => explainFrozen(snapshot, hash, pointer) ?? []);
	for (const { pointer } of headlines(snapshot)) reached.add(keyOf({ snapshot: hash, pointer }));
	return { hash, steps, whole: true };
}

/** Pointers to everything in a snapshot that might be a figure; null where there are too many. */
function placesIn({ content, results }: Snapshot): readonly string[] | null {
	const found: string[] = [];
	const stack: [string, Json][] = [
		['/results', results],
		['/content', content]
	];
	for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
		const [pointer, value] = next;
		if (found.push(pointer) > LIMITS.forwardPlaces) return null;
		if (typeof value !== 'object' || value === null) continue;
		for (const [key, member] of Object.entries(value).reverse())
			if (member !== undefined) stack.push([`${pointer}/${key}`, member]);
	}
	return found;
}

function keyOf({ snapshot, pointer }: Place | Extract<ValueRef, { kind: 'frozen' }>): string {
	return `${snapshot}${pointer}`;
}
