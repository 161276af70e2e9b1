import type { ExplainedOutline, ExplainedStep } from '#lib/core/lineage/explained-step.ts';

/** A chain as a graph: every figure once, or a group of like figures where there are too many to draw. */
export interface ChainNode {
	readonly id: string;
	/** The figure; of a group, the first of its figures. */
	readonly step: ExplainedStep;
	/** Figures drawn as one; 1 for a figure of its own. */
	readonly count: number;
	/** Columns from the figure asked about, which stands in column 0. */
	readonly layer: number;
	/** Place in its column, from the top. */
	readonly row: number;
}

export interface ChainEdge {
	/** What was read, and by whom. */
	readonly from: string;
	readonly to: string;
}

export interface ChainGraph {
	readonly nodes: readonly ChainNode[];
	readonly edges: readonly ChainEdge[];
	/** Figures in the chain, drawn one by one or in groups. */
	readonly figures: number;
}

/** Above this many figures, like ones are drawn as one. */
export const MOST_NODES = 200;

/**
 * Lays a chain out in columns: each figure stands one column beyond the farthest figure that reads it (the longest path),
 * so every arrow points the same way. Within a column figures keep near those that read them.
 */
export function chainGraph(chain: ExplainedOutline): ChainGraph {
	const steps = new Map<string, ExplainedStep>();
	const readers = new Map<string, Set<string>>();
	collect(chain, steps, readers);
	const layers = layersOf(chain.step.ref, readers);
	const groupOf = groups(steps, layers, readers);
	const members = Map.groupBy(steps.keys(), (ref) => groupOf.get(ref) ?? ref);
	const edges = new Map<string, ChainEdge>();
	for (const [read, by] of readers)
		for (const reader of by) {
			const [from, to] = [groupOf.get(read) ?? read, groupOf.get(reader) ?? reader];
			if (from !== to) edges.set(`${from} ${to}`, { from, to });
		}
	const nodes = placed(members, steps, layers, [...edges.values()]);
	return { nodes, edges: [...edges.values()], figures: steps.size };
}

function collect(
	{ step, children }: ExplainedOutline,
	steps: Map<string, ExplainedStep>,
	readers: Map<string, Set<string>>
): void {
	if (!steps.has(step.ref)) steps.set(step.ref, step);
	for (const child of children) {
		const by = readers.get(child.step.ref) ?? new Set();
		readers.set(child.step.ref, by.add(step.ref));
		collect(child, steps, readers);
	}
}

/** The longest way from the root to each figure. What a figure read cannot read the figure, so there are no rings. */
function layersOf(
	root: string,
	readers: ReadonlyMap<string, ReadonlySet<string>>
): ReadonlyMap<string, number> {
	const known = new Map<string, number>([[root, 0]]);
	const layerOf = (ref: string): number => {
		const found = known.get(ref);
		if (found !== undefined) return found;
		// Set before going on, so that even a chain that is none ends.
		known.set(ref, 0);
		const layer = Math.max(-1, ...[...(readers.get(ref) ?? [])].map(layerOf)) + 1;
		known.set(ref, layer);
		return layer;
	};
	for (const ref of readers.keys()) layerOf(ref);
	return known;
}

/** Figures of one rule in one column that the same figures read are drawn as one, where the chain is too large. */
function groups(
	steps: ReadonlyMap<string, ExplainedStep>,
	layers: ReadonlyMap<string, number>,
	readers: ReadonlyMap<string, ReadonlySet<string>>
): ReadonlyMap<string, string> {
	const group = new Map<string, string>();
	if (steps.size <= MOST_NODES) return group;
	const inLayer = [...steps.values()].sort((a, b) => (layers.get(a.ref) ?? 0) - (layers.get(b.ref) ?? 0));
	const firstOf = new Map<string, string>();
	for (const step of inLayer) {
		const by = [...(readers.get(step.ref) ?? [])].map((reader) => group.get(reader) ?? reader).sort();
		const likeness = [layers.get(step.ref), step.method?.id ?? step.end, step.unit, ...new Set(by)].join(
			'\n'
		);
		const first = firstOf.get(likeness);
		if (first === undefined) firstOf.set(likeness, step.ref);
		group.set(step.ref, first ?? step.ref);
	}
	return group;
}

function placed(
	members: ReadonlyMap<string, readonly string[]>,
	steps: ReadonlyMap<string, ExplainedStep>,
	layers: ReadonlyMap<string, number>,
	edges: readonly ChainEdge[]
): readonly ChainNode[] {
	const readersOf = Map.groupBy(edges, ({ from }) => from);
	const rows = new Map<string, number>();
	const columns = Map.groupBy(members.keys(), (id) => layers.get(id) ?? 0);
	const nodes: ChainNode[] = [];
	for (const [layer, ids] of [...columns].sort(([a], [b]) => a - b)) {
		const middle = (id: string) => {
			const by = (readersOf.get(id) ?? []).flatMap(({ to }) => rows.get(to) ?? []);
			return by.length === 0 ? 0 : by.reduce((sum, row) => sum + row, 0) / by.length;
		};
		const ordered = ids.map((id) => ({ id, at: middle(id) })).sort((a, b) => a.at - b.at);
		for (const [row, { id }] of ordered.entries()) {
			rows.set(id, row);
			const step = steps.get(id);
			if (step) nodes.push({ id, step, count: members.get(id)?.length ?? 1, layer, row });
		}
	}
	return nodes;
}
