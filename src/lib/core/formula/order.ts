/** In which order cells can be computed, and which wait for each other in a ring. */
export interface EvaluationOrder {
	/** Every node outside rings and every node of a ring, each after all it depends on (rings apart). */
	readonly order: readonly number[];
	/** For each node that waits for itself: the whole ring, in the order in which each reads the next. */
	readonly rings: ReadonlyMap<number, readonly number[]>;
}

/** Tarjan's strongly connected components, iterative: depth is bounded by memory, not by the call stack. */
export function evaluationOrder(
	count: number,
	dependenciesOf: (node: number) => readonly number[]
): EvaluationOrder {
	const index = new Int32Array(count).fill(-1);
	const low = new Int32Array(count);
	const onStack = new Uint8Array(count);
	const stack: number[] = [];
	const order: number[] = [];
	const rings = new Map<number, readonly number[]>();
	let next = 0;

	function enter(node: number): Frame {
		index[node] = low[node] = next;
		next += 1;
		stack.push(node);
		onStack[node] = 1;
		return { node, dependencies: dependenciesOf(node), done: 0 };
	}

	function leave({ node, dependencies }: Frame): void {
		if (low[node] !== index[node]) return;
		const members = stack.splice(stack.lastIndexOf(node));
		for (const member of members) {
			onStack[member] = 0;
			order.push(member);
		}
		if (members.length === 1 && !dependencies.includes(node)) return;
		const ring = ringThrough(node, new Set(members), dependenciesOf);
		for (const member of members) rings.set(member, ring);
	}

	for (let start = 0; start < count; start += 1) {
		if (index[start] !== -1) continue;
		const frames = [enter(start)];
		for (let frame = frames.at(-1); frame; frame = frames.at(-1)) {
			const dependency = frame.dependencies[frame.done];
			frame.done += 1;
			if (dependency === undefined) {
				frames.pop();
				leave(frame);
				const parent = frames.at(-1);
				if (parent) low[parent.node] = Math.min(at(low, parent.node), at(low, frame.node));
			} else if (index[dependency] === -1) {
				frames.push(enter(dependency));
			} else if (onStack[dependency] === 1) {
				low[frame.node] = Math.min(at(low, frame.node), at(index, dependency));
			}
		}
	}
	return { order, rings };
}

interface Frame {
	readonly node: number;
	readonly dependencies: readonly number[];
	done: number;
}

/** A path inside the component from `start` back to itself, found breadth first so that it is the shortest. */
function ringThrough(
	start: number,
	members: ReadonlySet<number>,
	dependenciesOf: (node: number) => readonly number[]
): readonly number[] {
	const cameFrom = new Map<number, number>();
	const queue = [start];
	for (const node of queue) {
		for (const dependency of dependenciesOf(node)) {
			if (dependency === start) return pathTo(node, start, cameFrom);
			if (!members.has(dependency) || cameFrom.has(dependency)) continue;
			cameFrom.set(dependency, node);
			queue.push(dependency);
		}
	}
	throw new Error('A component without a ring');
}

function pathTo(end: number, start: number, cameFrom: ReadonlyMap<number, number>): readonly number[] {
	const path = [end];
	for (let node = end; node !== start;) {
		node = cameFrom.get(node) ?? start;
		path.push(node);
	}
	return path.reverse();
}

// Typed arrays answer undefined beyond their end; nodes never are.
function at(array: Int32Array, position: number): number {
	return array[position] ?? 0;
}
