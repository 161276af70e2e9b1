import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyse } from '#lib/core/costing/figures.ts';
import { buildTree } from '#lib/core/costing/tree.ts';
import { dec, toText } from '#lib/core/decimal/decimal.ts';
import { unwrap } from '#lib/core/result.ts';
import { choicesOf, conditionValue, filtered, passes, type Filters } from '#lib/ui/grid/filter.ts';
import { allRows, NOTHING_COLLAPSED, visibleRows } from '#lib/ui/grid/flatten.ts';
import { ranksOf } from '#lib/ui/grid/sort.ts';
import { costLine, draftOf } from '../../support/cost-draft.ts';

const LINES = [
	costLine({ id: 'a', name: '清扫', position: 0 }),
	costLine({ id: 'a1', name: '人工', parentId: 'a', position: 0, quantity: '30' }),
	costLine({ id: 'a2', name: '机械', parentId: 'a', position: 1, quantity: '4' }),
	costLine({ id: 'b', name: '绿化', position: 1 }),
	costLine({ id: 'b1', name: '人工', parentId: 'b', position: 0, quantity: '100' }),
	costLine({ id: 'c', name: '其他', position: 2, quantity: null })
];
const DRAFT = draftOf(LINES);
const FIGURES = unwrap(analyse(DRAFT));
const TREE = FIGURES.tree;

function names(index: number): string {
	return TREE.lines[index]?.name ?? '';
}

function quantities(index: number): string {
	return TREE.lines[index]?.quantity ?? '';
}

describe('filtering', () => {
	it('keeps the lines above what matches, and says which are there only for that', () => {
		const filters: Filters = new Map([['name', { kind: 'contains', text: '人工' }]]);
		const { hidden, context, matches } = filtered(TREE, filters, names);
		expect([...hidden].sort()).toEqual(['a2', 'c']);
		expect([...context].sort()).toEqual(['a', 'b']);
		expect(matches).toBe(2);
	});

	it('asks all columns together', () => {
		const filters: Filters = new Map([
			['name', { kind: 'contains', text: '人工' }],
			['quantity', { kind: 'number', test: '>', value: dec('50') }]
		]);
		const { hidden } = filtered(TREE, filters, (index, column) =>
			column === 'name' ? names(index) : quantities(index)
		);
		expect([...hidden].sort()).toEqual(['a', 'a1', 'a2', 'c']);
	});

	it('compares numbers as numbers, and never takes a word for one', () => {
		const above = (text: string) => passes({ kind: 'number', test: '>=', value: dec('1234.5') }, text);
		expect(above('1,234.50')).toBe(true);
		expect(above('-9,999.00')).toBe(false);
		expect(above('不计入')).toBe(false);
		expect(above('')).toBe(false);
	});

	it('reads conditions in the unit of the head, or in their own', () => {
		expect(toText(conditionValue('12.5', '万元') ?? dec('0'))).toBe('125000');
		expect(toText(conditionValue('10万', '') ?? dec('0'))).toBe('100000');
		expect(conditionValue('很多', '')).toBeNull();
	});

	it('lists the different texts, unless there are too many', () => {
		expect([...(choicesOf(['乙', '甲', '乙', ''], 10) ?? [])]).toEqual([
			['', 1],
			['甲', 1],
			['乙', 2]
		]);
		expect(choicesOf(['a', 'b', 'c'], 2)).toBeNull();
	});
});

describe('sorting', () => {
	const rows = allRows(DRAFT, FIGURES, NOTHING_COLLAPSED);
	const shown = (direction: 'ascending' | 'descending', textAt: (index: number) => string) =>
		visibleRows(rows, TREE, {
			hidden: null,
			ranks: ranksOf(TREE, { column: 'quantity', direction }, textAt)
		}).map(({ id }) => id);

	it('puts siblings in order and leaves every line below its parent', () => {
		expect(shown('ascending', quantities)).toEqual(['a', 'a2', 'a1', 'b', 'b1', 'c']);
		expect(shown('descending', quantities)).toEqual(['a', 'a1', 'a2', 'b', 'b1', 'c']);
		// By pinyin: lvhua, qita, qingsao; below the last: jixie, rengong.
		expect(shown('ascending', names)).toEqual(['b', 'b1', 'c', 'a', 'a2', 'a1']);
	});

	it('changes nothing that is stored', () => {
		const before = JSON.stringify(DRAFT.lines);
		shown('descending', quantities);
		expect(JSON.stringify(DRAFT.lines)).toBe(before);
	});

	it('puts a line that came later behind the one it was added after', () => {
		const ranks = ranksOf(TREE, { column: 'quantity', direction: 'ascending' }, quantities);
		const added = draftOf([...LINES, costLine({ id: 'a3', parentId: 'a', position: 2, quantity: '1' })]);
		const figures = unwrap(analyse(added));
		const order = visibleRows(allRows(added, figures, NOTHING_COLLAPSED), figures.tree, {
			hidden: null,
			ranks
		});
		expect(order.map(({ id }) => id)).toEqual(['a', 'a2', 'a3', 'a1', 'b', 'b1', 'c']);
	});

	it('shows every line exactly once, whatever the texts', () => {
		fc.assert(
			fc.property(fc.array(fc.string(), { minLength: 6, maxLength: 6 }), (texts) => {
				const order = shown('descending', (index) => texts[index] ?? '');
				expect([...order].sort()).toEqual(LINES.map(({ id }) => id).sort());
				const tree = buildTree(LINES);
				for (const id of order) {
					const parent = tree.lines[tree.indexOf.get(id) ?? -1]?.parentId ?? null;
					if (parent !== null) expect(order.indexOf(parent)).toBeLessThan(order.indexOf(id));
				}
			})
		);
	});
});
