import type { Hash } from '#lib/core/address/value-ref.ts';
import type { AppDatabase } from '../database/database.ts';
import { selectInputsAfter, selectSizesAfter } from './replay-store.ts';

/** A snapshot to be replayed, and how long its text is. */
export interface Queued {
	readonly hash: Hash;
	readonly bytes: number;
}

const PAGE = 5_000;

/**
 * Every snapshot, each behind those it reads, by the arrows the store keeps; the same order on both databases. Numbers
 * stand for hashes meanwhile, so that a graph of a million arrows takes a few megabytes. Snapshots on a ring, which only
 * a forged store can have, come last.
 */
export async function inputsFirst(db: AppDatabase): Promise<readonly Queued[]> {
	const nodes: Queued[] = [];
	const numbers = new Map<Hash, number>();
	for (let page = await selectSizesAfter(db, '', PAGE); page.length > 0;) {
		for (const node of page) {
			numbers.set(node.hash, nodes.length);
			nodes.push(node);
		}
		page = await selectSizesAfter(db, page.at(-1)?.hash ?? '', PAGE);
	}
	const { readers, waiting } = await arrowsOf(db, numbers);
	const order = nodes.flatMap((_, number) => (waiting[number] === 0 ? [number] : []));
	// The list grows while it is walked.
	for (const number of order)
		for (let arrow = readers.first[number] ?? -1; arrow >= 0; arrow = readers.next[arrow] ?? -1) {
			const reader = readers.of[arrow] ?? 0;
			waiting[reader] = (waiting[reader] ?? 0) - 1;
			if (waiting[reader] === 0) order.push(reader);
		}
	const placed = new Set(order);
	const rest = nodes.flatMap((_, number) => (placed.has(number) ? [] : [number]));
	return [...order, ...rest].flatMap((number) => nodes[number] ?? []);
}

/** Per snapshot the chain of those that read it, and how many it waits for itself. */
async function arrowsOf(db: AppDatabase, numbers: ReadonlyMap<Hash, number>) {
	const first: number[] = new Array<number>(numbers.size).fill(-1);
	const waiting: number[] = new Array<number>(numbers.size).fill(0);
	const [of, next]: [number[], number[]] = [[], []];
	let after = { snapshot: '', position: -1 };
	for (let page = await selectInputsAfter(db, after, PAGE); page.length > 0;) {
		for (const { snapshot, position, input } of page) {
			after = { snapshot, position };
			const [reader, read] = [numbers.get(snapshot), numbers.get(input)];
			// An original is no snapshot: nothing waits for it here.
			if (reader === undefined || read === undefined) continue;
			waiting[reader] = (waiting[reader] ?? 0) + 1;
			next.push(first[read] ?? -1);
			of.push(reader);
			first[read] = of.length - 1;
		}
		page = await selectInputsAfter(db, after, PAGE);
	}
	return { readers: { first, next, of }, waiting };
}
