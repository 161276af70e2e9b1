import type { Edge, Node } from '@xyflow/svelte';
import type { ChainGraph, ChainNode } from './chain-graph.ts';

export type ChainFlowNode = Node<{ node: ChainNode; hasInputs: boolean }, 'figure'>;

const COLUMN = 300;
const ROW = 104;

/** The graph in Svelte Flow's own form: the figure asked about stands on the right, what it came from to its left. */
export function flowNodes({ nodes, edges }: ChainGraph): ChainFlowNode[] {
	const reading = new Set(edges.map(({ to }) => to));
	const heights = Map.groupBy(nodes, ({ layer }) => layer);
	return nodes.map((node) => {
		const column = heights.get(node.layer)?.length ?? 1;
		return {
			id: node.id,
			type: 'figure',
			// Columns stand centred on one line, so that the arrows fan out evenly.
			position: { x: -node.layer * COLUMN, y: (node.row - (column - 1) / 2) * ROW },
			data: { node, hasInputs: reading.has(node.id) }
		};
	});
}

export function flowEdges({ edges }: ChainGraph): Edge[] {
	return edges.map(({ from, to }) => ({ id: `${from} ${to}`, source: from, target: to, focusable: false }));
}
