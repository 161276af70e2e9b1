import { evaluationOrder } from '../../formula/order.ts';
import { IntegerList } from './integer-list.ts';
import { NO_MORE, SKIPPED, type Readings } from './readings.ts';

/** In which order computed nodes are computed: level by level, and within a level shape by shape. */
export interface Schedule {
	readonly order: Int32Array;
	/** Which nodes of `order` may be computed together: those of one run follow each other. */
	readonly runs: Int32Array;
	/** Place of each node in `order`, -1 for nodes that are not computed. */
	readonly ranks: Int32Array;
	/** Whether formulas read amounts, sums or ranges, which have no formula themselves. */
	readonly hasRules: boolean;
	/** For each node that waits for itself: the ring. */
	readonly rings: ReadonlyMap<number, readonly number[]>;
}

/**
 * Orders what the given nodes read, and the nodes themselves; cells that copy another node stand and fall with it and are
 * not listed. `kindOf` says which nodes of a level can be computed together. Depth is bounded by memory, not by the call
 * stack.
 */
export function scheduleOf(
	count: number,
	wanted: Wanted,
	kindOf: (node: number) => number,
	inPlace: (nodes: Int32Array) => Int32Array
): Schedule {
	const first = levelsOf(count, wanted, NO_RINGS);
	if (first.closing.length === 0) return { ...inOrder(count, first, kindOf), rings: NO_RINGS };
	const rings = ringsThrough(count, first.closing, wanted, inPlace);
	return { ...inOrder(count, levelsOf(count, wanted, rings), kindOf), rings };
}

export interface Wanted {
	/** Nodes with a formula of their own. */
	readonly wanted: Int32Array;
	/** Whether a node is a cell or parameter that follows a formula, its own or one it copies. */
	readonly isShown: (node: number) => boolean;
	/** Calls `visit` with everything that reads a node, by its formula, as its copy or by the rules of the breakdown. */
	readonly eachReader: (node: number, visit: (reader: number) => void) => void;
	readonly readings: Readings;
}

const NO_RINGS: ReadonlyMap<number, readonly number[]> = new Map();
/** Kinds of nodes without a formula; formulas have higher ones, one for each shape. */
export const RANGE = 0;
export const RULE = 1;

const UNSEEN = -1;
const OPEN = -2;

interface Levels {
	/** Computed nodes, each after all it reads. */
	readonly found: IntegerList;
	/** 0 for what is typed or waits for itself, else one more than the highest level read. */
	readonly levels: Int32Array;
	/** Nodes that were read while they waited: every ring goes through one of them. */
	readonly closing: IntegerList;
}

/** Levels by a walk in depth; what is in a ring counts as typed. */
function levelsOf(
	count: number,
	{ wanted, readings }: Wanted,
	rings: ReadonlyMap<number, readonly number[]>
): Levels {
	const levels = new Int32Array(count).fill(UNSEEN);
	const found = new IntegerList(1024);
	const closing = new IntegerList();
	const path = new IntegerList();
	const next = new IntegerList();
	const highest = new IntegerList();

	function settle(node: number, level: number): void {
		levels[node] = level;
		found.push(node);
	}

	/** Begins with a node; false where it is settled at once. */
	function enter(node: number): boolean {
		if (rings.has(node) || !readings.isComputed(node)) {
			levels[node] = 0;
			return false;
		}
		const level = readings.levelOfAmount(node, levels);
		if (level > 0) {
			settle(node, level);
			return false;
		}
		levels[node] = OPEN;
		path.push(node);
		next.push(0);
		highest.push(0);
		return true;
	}

	for (const start of wanted) {
		if (levels[start] === UNSEEN) enter(start);
		while (path.length > 0) {
			const top = path.length - 1;
			const node = path.at(top);
			const k = readings.nextRead(node, next.at(top), true);
			const read = readings.readThrough(node, k);
			if (read === NO_MORE) {
				settle(node, highest.at(top) + 1);
				path.length = next.length = highest.length = top;
				continue;
			}
			// What is typed is settled at once; what is computed is on the path then and will be met again.
			if (read !== SKIPPED && levels[read] === UNSEEN && enter(read)) {
				next.data[top] = k;
				continue;
			}
			next.data[top] = k + 1;
			if (read === SKIPPED) continue;
			if (levels[read] === OPEN) closing.push(read);
			else if ((levels[read] as number) > highest.at(top)) highest.data[top] = levels[read] as number;
		}
	}
	return { found, levels, closing };
}

/** Sorts by level and kind, counting; within one run nodes stand as they were found. */
function inOrder(
	count: number,
	{ found, levels }: Levels,
	kindOf: (node: number) => number
): Omit<Schedule, 'rings'> {
	const nodes = found.data.slice(0, found.length);
	const kinds = Int32Array.from(nodes, kindOf);
	const byKind = counted(nodes.length, (at) => kinds[at] as number);
	const levelAt = (at: number) => levels[nodes[byKind[at] as number] as number] as number;
	const byLevel = counted(nodes.length, levelAt);
	const order = new Int32Array(nodes.length);
	const ranks = new Int32Array(count).fill(-1);
	const runs = new Int32Array(nodes.length);
	let run = -1;
	let lastKind = -1;
	let lastLevel = -1;
	for (let rank = 0; rank < order.length; rank += 1) {
		const at = byKind[byLevel[rank] as number] as number;
		const node = nodes[at] as number;
		order[rank] = node;
		ranks[node] = rank;
		const kind = kinds[at] as number;
		const level = levels[node] as number;
		if (kind !== lastKind || level !== lastLevel) run += 1;
		runs[rank] = run;
		lastKind = kind;
		lastLevel = level;
	}
	return { order, ranks, runs, hasRules: kinds.some((kind) => kind <= RULE) };
}

/** The indices 0 … count − 1 sorted by a small key, those of equal keys in order. */
function counted(count: number, keyAt: (index: number) => number): Int32Array {
	let largest = 0;
	for (let index = 0; index < count; index += 1) largest = Math.max(largest, keyAt(index));
	const begins = new Int32Array(largest + 2);
	for (let index = 0; index < count; index += 1) begins[keyAt(index) + 1] = at(begins, keyAt(index) + 1) + 1;
	for (let key = 0; key <= largest; key += 1) begins[key + 1] = at(begins, key + 1) + at(begins, key);
	const sorted = new Int32Array(count);
	for (let index = 0; index < count; index += 1) {
		const key = keyAt(index);
		sorted[at(begins, key)] = index;
		begins[key] = at(begins, key) + 1;
	}
	return sorted;
}

function at(array: Int32Array, index: number): number {
	return array[index] as number;
}

/**
 * The rings that go through given nodes. Only what reads them, directly or not, can be in one: the rest of the breakdown
 * is left alone. Walked in the order of lines and columns, so that the same breakdown always names the same ring; named
 * by its cells, so that copies count here.
 */
function ringsThrough(
	count: number,
	closing: IntegerList,
	{ readings, isShown, eachReader }: Wanted,
	inPlace: (nodes: Int32Array) => Int32Array
): ReadonlyMap<number, readonly number[]> {
	const above = closure(count, closing, eachReader);
	const known = new Map<number, readonly number[]>();
	const readsOf = (node: number): readonly number[] => {
		const found = known.get(node);
		if (found) return found;
		const reads: number[] = [];
		known.set(node, reads);
		for (let k = readings.nextRead(node, 0, false); ; k = readings.nextRead(node, k + 1, false)) {
			const read = readings.read(node, k);
			if (read === NO_MORE) return reads;
			if (read !== SKIPPED && above.marks[read] === 1) reads.push(read);
		}
	};
	const starts = new IntegerList();
	for (let at = 0; at < above.found.length; at += 1)
		if (isShown(above.found.at(at))) starts.push(above.found.at(at));
	const { found } = closure(count, starts, (node, visit) => readsOf(node).forEach(visit));
	return ringsAmong(count, inPlace(found.data.slice(0, found.length)), readsOf);
}

/** Everything that is reached from given nodes, themselves included. */
function closure(
	count: number,
	from: IntegerList,
	eachNext: (node: number, visit: (next: number) => void) => void
): { readonly found: IntegerList; readonly marks: Uint8Array } {
	const marks = new Uint8Array(count);
	const found = new IntegerList();
	const visit = (node: number) => {
		if (marks[node] === 1) return;
		marks[node] = 1;
		found.push(node);
	};
	for (let at = 0; at < from.length; at += 1) visit(from.at(at));
	for (let at = 0; at < found.length; at += 1) eachNext(found.at(at), visit);
	return { found, marks };
}

function ringsAmong(
	count: number,
	sorted: Int32Array,
	readsOf: (node: number) => readonly number[]
): ReadonlyMap<number, readonly number[]> {
	const numbers = new Int32Array(count).fill(-1);
	sorted.forEach((node, number) => (numbers[node] = number));
	const { rings } = evaluationOrder(sorted.length, (number) => {
		const reads: number[] = [];
		for (const node of readsOf(at(sorted, number))) if (at(numbers, node) >= 0) reads.push(at(numbers, node));
		return reads;
	});
	const named = new Map<readonly number[], readonly number[]>();
	const found = new Map<number, readonly number[]>();
	for (const [number, ring] of rings) {
		let nodesOfRing = named.get(ring);
		if (!nodesOfRing) named.set(ring, (nodesOfRing = ring.map((member) => at(sorted, member))));
		found.set(at(sorted, number), nodesOfRing);
	}
	return found;
}
