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
	const isWaiting = new Uint8Array(count);
	const waiting: number[] = [];
	const path: number[] = [];
	const done: number[] = [];
	const reads = new Array<readonly number[]>(count);
	const order: number[] = [];
	const rings = new Map<number, readonly number[]>();
	const findRing = ringFinder(count, reads);
	let next = 0;

	function enter(node: number): void {
		index[node] = low[node] = next;
		next += 1;
		waiting.push(node);
		isWaiting[node] = 1;
		reads[node] = dependenciesOf(node);
		path.push(node);
		done.push(0);
	}

	function leave(node: number): void {
		path.pop();
		done.pop();
		const above = path.at(-1);
		if (above !== undefined) low[above] = Math.min(at(low, above), at(low, node));
		if (low[node] !== index[node]) return;
		const members = waiting.splice(waiting.lastIndexOf(node));
		for (const member of members) {
			isWaiting[member] = 0;
			order.push(member);
		}
		if (members.length === 1 && !reads[node]?.includes(node)) return;
		const ring = findRing(node, members);
		for (const member of members) rings.set(member, ring);
	}

	for (let start = 0; start < count; start += 1) {
		if (index[start] !== -1) continue;
		enter(start);
		while (path.length > 0) {
			const top = path.length - 1;
			const node = path[top] as number;
			const dependency = reads[node]?.[done[top] as number];
			done[top] = (done[top] as number) + 1;
			if (dependency === undefined) leave(node);
			else if (index[dependency] === -1) enter(dependency);
			else if (isWaiting[dependency] === 1) low[node] = Math.min(at(low, node), at(index, dependency));
		}
	}
	return { order, rings };
}

/** Finds a path inside a component from one node back to itself, breadth first so that it is the shortest. */
function ringFinder(count: number, reads: readonly (readonly number[])[]) {
	/** From which member each node was reached; itself while it has not been, -1 outside the component. */
	const cameFrom = new Int32Array(count).fill(-1);
	return (start: number, members: readonly number[]): readonly number[] => {
		for (const member of members) cameFrom[member] = member;
		const queue = [start];
		for (const node of queue) {
			for (const dependency of reads[node] ?? []) {
				if (dependency === start) {
					const ring = pathTo(node, start, cameFrom);
					for (const member of members) cameFrom[member] = -1;
					return ring;
				}
				if (cameFrom[dependency] !== dependency) continue;
				cameFrom[dependency] = node;
				queue.push(dependency);
			}
		}
		throw new Error('A component without a ring');
	};
}

function pathTo(end: number, start: number, cameFrom: Int32Array): readonly number[] {
	const path = [end];
	for (let node = end; node !== start;) {
		node = at(cameFrom, node);
		path.push(node);
	}
	return path.reverse();
}

// Typed arrays answer undefined beyond their end; nodes never are.
function at(array: Int32Array, position: number): number {
	return array[position] ?? 0;
}
