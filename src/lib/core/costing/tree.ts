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
	const tree = treeInOrder(lines) ?? treeInOrder(preOrder(lines));
	if (!tree) throw new Error('Cost lines do not form a tree');
	return tree;
}

/** Drafts nearly always come in pre-order; then the tree is read off in one pass. Undefined where they do not. */
function treeInOrder(lines: readonly CostLine[]): Tree | undefined {
	const count = lines.length;
	const parents = new Array<number>(count).fill(-1);
	const children = new Array<number[]>(count).fill(NONE);
	const depths = new Array<number>(count).fill(0);
	const indexOf = new Map<string, number>();
	/** The line last read and those above it. */
	const open = new Int32Array(count);
	let height = 0;
	let lastRoot = -Infinity;
	for (let index = 0; index < count; index += 1) {
		const line = lines[index] as CostLine;
		while (height > 0 && (lines[open[height - 1] as number] as CostLine).id !== line.parentId) height -= 1;
		const parent = height > 0 ? (open[height - 1] as number) : -1;
		if (parent < 0 && line.parentId !== null) return undefined;
		const siblings = parent < 0 ? NONE : (children[parent] as number[]);
		if (line.position < (parent < 0 ? lastRoot : lastPosition(lines, siblings))) return undefined;
		if (parent < 0) lastRoot = line.position;
		else if (siblings === NONE) children[parent] = [index];
		else siblings.push(index);
		indexOf.set(line.id, index);
		parents[index] = parent;
		depths[index] = height;
		open[height] = index;
		height += 1;
	}
	return { lines, parents, children, depths, indexOf };
}

/** Shared by all lines without children, and never changed. */
const NONE: number[] = [];

function lastPosition(lines: readonly CostLine[], siblings: readonly number[]): number {
	return siblings.length === 0 ? -Infinity : (lines[siblings.at(-1) as number] as CostLine).position;
}

function preOrder(lines: readonly CostLine[]): readonly CostLine[] {
	const below = new Map<string | null, CostLine[]>();
	for (const line of lines) {
		const siblings = below.get(line.parentId);
		if (siblings) siblings.push(line);
		else below.set(line.parentId, [line]);
	}
	for (const siblings of below.values()) siblings.sort((a, b) => a.position - b.position).reverse();
	const ordered: CostLine[] = [];
	const waiting = [...(below.get(null) ?? [])];
	for (let line = waiting.pop(); line; line = waiting.pop()) {
		ordered.push(line);
		for (const child of below.get(line.id) ?? []) waiting.push(child);
	}
	if (ordered.length !== lines.length) throw new Error('Cost lines do not form a tree');
	return ordered;
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
