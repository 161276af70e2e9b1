import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluationOrder } from '#lib/core/formula/order.ts';

describe('evaluation order', () => {
	it('puts dependencies first and names whole rings', () => {
		const edges: readonly (readonly number[])[] = [[1], [2], [0], [0], [], [5]];
		const { order, rings } = evaluationOrder(6, (node) => edges[node] ?? []);
		expect([...order].sort()).toEqual([0, 1, 2, 3, 4, 5]);
		expect(order.indexOf(3)).toBeGreaterThan(order.indexOf(0));
		expect(rings.get(1)).toHaveLength(3);
		expect(rings.get(5)).toEqual([5]);
		expect(rings.has(3)).toBe(false);
	});

	it('orders a chain of a hundred thousand cells without a deep stack', () => {
		const n = 100_000;
		const { order, rings } = evaluationOrder(n, (node) => (node + 1 < n ? [node + 1] : []));
		expect(order[0]).toBe(n - 1);
		expect(rings.size).toBe(0);
	});

	it('is a topological order on every graph without rings', () => {
		const graph = fc
			.integer({ min: 1, max: 30 })
			.chain((n) => fc.array(fc.array(fc.nat(29), { maxLength: 4 }), { minLength: n, maxLength: n }));
		fc.assert(
			fc.property(graph, (lists) => {
				const edges = lists.map((list, node) => list.filter((to) => to < node));
				const place = new Map(
					evaluationOrder(edges.length, (node) => edges[node] ?? []).order.map((node, i) => [node, i])
				);
				edges.forEach((list, node) =>
					list.forEach((to) => expect(place.get(to) ?? 0).toBeLessThan(place.get(node) ?? 0))
				);
			})
		);
	});
});
