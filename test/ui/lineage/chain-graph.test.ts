import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ExplainedOutline, ExplainedStep } from '#lib/core/lineage/explained-step.ts';
import { chainGraph, MOST_NODES } from '#lib/ui/lineage/graph/chain-graph.ts';

function step(ref: string, method = 'sum@1'): ExplainedStep {
	return {
		ref,
		label: ref,
		value: '1',
		unit: '元',
		method: { id: method, words: '' },
		end: null,
		source: null,
		hash: null,
		signatures: [],
		typed: null,
		cell: null,
		inputs: [],
		more: 0
	};
}

const node = (ref: string, ...children: ExplainedOutline[]): ExplainedOutline => ({
	step: step(ref),
	children,
	cut: null
});

describe('chainGraph', () => {
	it('draws a figure once, one column beyond the farthest that reads it', () => {
		const shared = node('shared');
		const graph = chainGraph(node('top', node('a', node('b', shared)), shared));
		expect(graph.nodes.map(({ id, layer }) => [id, layer])).toEqual([
			['top', 0],
			['a', 1],
			['b', 2],
			['shared', 3]
		]);
		expect(graph.edges).toHaveLength(4);
	});

	it('has every arrow point from a later column to an earlier one', () => {
		// Figure i reads some of the figures after it, as a set of later ones written in the bits of a number.
		const chains = fc.array(fc.nat(127), { minLength: 2, maxLength: 7 }).map((reads) => {
			const grow = (i: number): ExplainedOutline =>
				node(`n${i}`, ...reads.flatMap((_, j) => (j > i && ((reads[i] ?? 0) >> j) & 1 ? [grow(j)] : [])));
			return grow(0);
		});
		fc.assert(
			fc.property(chains, (chain) => {
				const graph = chainGraph(chain);
				const layer = new Map(graph.nodes.map(({ id, layer: at }) => [id, at]));
				for (const { from, to } of graph.edges)
					expect(layer.get(from) ?? -1).toBeGreaterThan(layer.get(to) ?? Infinity);
				const places = new Set(graph.nodes.map(({ layer: at, row }) => `${at}/${row}`));
				expect(places.size).toBe(graph.nodes.length);
			})
		);
	});

	it('draws like figures as one where there are too many', () => {
		const many = Array.from({ length: 3 * MOST_NODES }, (_, i) => node(`line${i}`, node(`cell${i}`)));
		const graph = chainGraph(node('total', ...many));
		expect(graph.figures).toBe(6 * MOST_NODES + 1);
		expect(graph.nodes.map(({ count }) => count)).toEqual([1, 3 * MOST_NODES, 3 * MOST_NODES]);
		expect(graph.edges).toHaveLength(2);
	});
});
