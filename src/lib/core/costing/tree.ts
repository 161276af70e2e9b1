import type { CostLine } from './line.ts';

/** The tree of an analysis in pre-order: a line stands before its children, and these in their order. */
export interface Tree {
	readonly lines: readonly CostLine[];
	/** Index of each line's parent, -1 for roots; always smaller than the line's own index. */
	readonly parents: readonly number[];
	readonly children: readonly (readonly number[])[];
	/** 0 for roots. */
	readonly depths: readonly number[];
	readonly indexOf: ReadonlyMap<string, number>;
}

/** Orders lines by parent and position. Lines that hang on nothing or on themselves are a broken invariant. */
export function buildTree(lines: readonly CostLine[]): Tree {
	const below = new Map<string | null, CostLine[]>();
	for (const line of lines) {
		const siblings = below.get(line.parentId);
		if (siblings) siblings.push(line);
		else below.set(line.parentId, [line]);
	}
	for (const siblings of below.values()) siblings.sort((a, b) => a.position - b.position);

	const ordered: CostLine[] = [];
	const parents: number[] = [];
	const children: number[][] = [];
	const depths: number[] = [];
	const indexOf = new Map<string, number>();
	const waiting = [...(below.get(null) ?? [])].reverse();
	for (let line = waiting.pop(); line; line = waiting.pop()) {
		const index = ordered.length;
		const parent = line.parentId === null ? -1 : (indexOf.get(line.parentId) ?? -1);
		ordered.push(line);
		parents.push(parent);
		children.push([]);
		depths.push(parent < 0 ? 0 : (depths[parent] ?? 0) + 1);
		children[parent]?.push(index);
		indexOf.set(line.id, index);
		waiting.push(...[...(below.get(line.id) ?? [])].reverse());
	}
	if (ordered.length !== lines.length) throw new Error('Cost lines do not form a tree');
	return { lines: ordered, parents, children, depths, indexOf };
}

/** In pre-order a subtree is one run of lines; answers the index after its last. */
export function subtreeEnd(tree: Tree, index: number): number {
	const depth = tree.depths[index] ?? 0;
	let end = index + 1;
	while (end < tree.lines.length && (tree.depths[end] ?? 0) > depth) end += 1;
	return end;
}

export function isLeaf(tree: Tree, index: number): boolean {
	return tree.children[index]?.length === 0;
}

/** "8.1 桥梁路面清扫保洁": how sentences name a line; by its number in the list where it has neither. */
export function lineLabel(line: CostLine, index: number): string {
	return [line.code, line.name].filter((part) => part !== '').join(' ') || `第 ${index + 1} 行`;
}
