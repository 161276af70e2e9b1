import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reasonTotals, verifiedLeaves } from '#lib/core/costing/adjustment.ts';
import { AXES, axisWords, crossTable } from '#lib/core/costing/cross-table.ts';
import { analyse } from '#lib/core/costing/figures.ts';
import type { CostElement } from '#lib/core/costing/line.ts';
import { unwrap } from '#lib/core/result.ts';
import { costLine, draftOf, yuan } from '../../support/cost-draft.ts';

const DRAFT = draftOf([
	costLine({ id: 'p' }),
	costLine({ id: 'a', parentId: 'p', element: 'labour', nature: 'direct', statedAmount: yuan(100) }),
	costLine({ id: 'b', parentId: 'p', position: 1, element: 'labour', statedAmount: yuan(30) }),
	costLine({ id: 'c', position: 1, element: 'material', nature: 'direct', statedAmount: yuan(7) })
]);

describe('two axes at once', () => {
	it('put every line without children into one cell', () => {
		const { tree, lines } = unwrap(analyse(DRAFT));
		const { rows, columns, cells, total } = crossTable(tree, lines, 'nature', 'element');
		expect(rows).toEqual(['labour', 'material']);
		expect(columns).toEqual(['direct', '']);
		expect(cells.get('labour')?.get('direct')).toBe(10000n);
		expect(cells.get('labour')?.get('')).toBe(3000n);
		expect(cells.get('material')?.get('')).toBeUndefined();
		expect(total).toBe(13700n);
		expect([axisWords('nature', 'direct'), axisWords('nature', '')]).toEqual(['直接成本', '未填']);
	});

	it('count a line without a funding source as 财政项目支出', () => {
		const { tree, lines } = unwrap(analyse(DRAFT));
		expect(crossTable(tree, lines, 'nature', 'fundingSource').rows).toEqual(['fiscal-project']);
	});

	it('say that a funding source on a parent alone does not count', () => {
		const found = (own: 'own-revenue' | null) =>
			unwrap(
				analyse(
					draftOf([
						costLine({ id: 'p', name: '场馆', fundingSource: 'own-revenue' }),
						costLine({ id: 'a', parentId: 'p', statedAmount: yuan(100), fundingSource: 'own-revenue' }),
						costLine({ id: 'b', parentId: 'p', position: 1, statedAmount: yuan(30), fundingSource: own })
					])
				)
			).findings.filter(({ code }) => code === 'parent-source');
		expect(found(null)).toEqual([
			{
				code: 'parent-source',
				severity: 'warning',
				at: 0,
				values: { line: '场馆', source: '单位自有收入', lines: '1' }
			}
		]);
		expect(found('own-revenue')).toEqual([]);
	});

	it('always come to the verified total, whichever two are chosen', () => {
		const amounts = fc.array(
			fc.record({
				amount: fc.integer({ min: -1_000_000, max: 1_000_000 }),
				element: fc.option(fc.constantFrom<CostElement>('labour', 'material', 'tax'))
			}),
			{ maxLength: 20 }
		);
		fc.assert(
			fc.property(amounts, fc.constantFrom(...AXES), fc.constantFrom(...AXES), (given, across, down) => {
				const draft = draftOf(
					given.map(({ amount, element }, position) =>
						costLine({ id: `l${position}`, position, element, statedAmount: yuan(amount) })
					)
				);
				const { tree, lines, total } = unwrap(analyse(draft));
				const table = crossTable(tree, lines, across, down);
				const sum = [...table.cells.values()]
					.flatMap((row) => [...row.values()])
					.reduce((running, amount) => running + amount, 0n);
				expect(sum).toBe(BigInt(total.verified));
				expect(table.total).toBe(sum);
			})
		);
	});
});

describe('changes by reason', () => {
	it('show cuts and raises apart and add up to those of the review', () => {
		const draft = draftOf([
			costLine({ id: 'a', statedAmount: yuan(100), verifiedAmount: yuan(60), reason: 'over-standard' }),
			costLine({ id: 'b', position: 1, statedAmount: yuan(10), verifiedAmount: yuan(15), reason: 'omitted' }),
			costLine({ id: 'c', position: 2, statedAmount: yuan(8), verifiedAmount: yuan(5) }),
			costLine({ id: 'd', position: 3, statedAmount: yuan(1) })
		]);
		const { tree, lines, total } = unwrap(analyse(draft));
		const reasons = reasonTotals(verifiedLeaves(tree, lines));
		expect(reasons).toEqual([
			{ reason: 'over-standard', lines: 1, cut: 4000n, raise: 0n },
			{ reason: 'omitted', lines: 1, cut: 0n, raise: 500n },
			{ reason: '', lines: 1, cut: 300n, raise: 0n }
		]);
		const sum = (of: 'cut' | 'raise') => reasons.reduce((running, entry) => running + entry[of], 0n);
		expect([sum('cut'), sum('raise')]).toEqual([BigInt(total.cut), BigInt(total.raise)]);
	});
});
