import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyCommands } from '#lib/core/costing/edit.ts';
import { analyse, type AnalysisFigures } from '#lib/core/costing/figures.ts';
import type { AnalysisDraft, CostLine } from '#lib/core/costing/line.ts';
import { unwrap } from '#lib/core/result.ts';
import { allRows, collapsedToLevel, revealed, visibleRows, type SheetRow } from '#lib/ui/grid/flatten.ts';
import {
	addChild,
	addSibling,
	lineAfterRemoval,
	moveLine,
	removedCount,
	type Movement
} from '#lib/ui/grid/structure.ts';
import { costLine, draftOf, yuan } from '../../support/cost-draft.ts';

/** a(b(c, d), e), f: three levels. */
const draft = draftOf([
	costLine({ id: 'a' }),
	costLine({ id: 'b', parentId: 'a' }),
	costLine({ id: 'c', parentId: 'b', statedAmount: yuan(10) }),
	costLine({ id: 'd', parentId: 'b', position: 1, statedAmount: yuan(20), periodMonths: 9 }),
	costLine({ id: 'e', parentId: 'a', position: 1, statedAmount: yuan(30) }),
	costLine({ id: 'f', position: 1, statedAmount: yuan(40), unit: '坨' })
]);
const figures = unwrap(analyse(draft));

function rowsOf(
	of: AnalysisDraft,
	{ figures, collapsed = new Set() }: { figures: AnalysisFigures; collapsed?: ReadonlySet<string> },
	before: readonly SheetRow[] = []
): readonly SheetRow[] {
	return visibleRows(allRows(of, figures, collapsed, before), figures.tree);
}

function shown(of: AnalysisDraft, collapsed: ReadonlySet<string>): string {
	return rowsOf(of, { figures: unwrap(analyse(of)), collapsed })
		.map((row) => row.id)
		.join('');
}

describe('visible rows', () => {
	it('are the tree in order, with depth, line number and what is below', () => {
		const rows = rowsOf(draft, { figures });
		expect(rows.map(({ id, index, depth, isParent }) => [id, index, depth, isParent])).toEqual([
			['a', 0, 0, true],
			['b', 1, 1, true],
			['c', 2, 2, false],
			['d', 3, 2, false],
			['e', 4, 1, false],
			['f', 5, 0, false]
		]);
		expect(rows.filter((row) => row.otherPeriod).map((row) => row.id)).toEqual(['d']);
		expect(rows[5]?.findings.map((finding) => finding.code)).toContain('unknown-unit');
	});

	it('leave out everything below a collapsed line and keep the numbers of the others', () => {
		const rows = rowsOf(draft, { figures, collapsed: new Set(['b', 'f']) });
		expect(rows.map(({ id, index, collapsed }) => [id, index, collapsed])).toEqual([
			['a', 0, false],
			['b', 1, true],
			['e', 4, false],
			['f', 5, false]
		]);
	});

	it('collapse to a level', () => {
		expect(shown(draft, collapsedToLevel(figures.tree, 1))).toBe('af');
		expect(shown(draft, collapsedToLevel(figures.tree, 2))).toBe('abef');
		expect(shown(draft, collapsedToLevel(figures.tree, 3))).toBe('abcdef');
		expect(shown(draft, collapsedToLevel(figures.tree, Infinity))).toBe('abcdef');
	});

	it('open above a line that is to be seen, and nothing else', () => {
		const collapsed = collapsedToLevel(figures.tree, 1);
		expect(revealed(figures.tree, collapsed, 'c')).toEqual(new Set());
		expect(revealed(figures.tree, collapsed, 'b')).toEqual(new Set(['b']));
		expect(revealed(figures.tree, collapsed, 'f')).toBe(collapsed);
	});

	it('are the same objects where an edit changed nothing, so that only the others are drawn again', () => {
		const before = rowsOf(draft, { figures });
		const edited = unwrap(
			applyCommands(draft, [{ type: 'set', lineId: 'd', field: 'statedAmount', value: '21' }])
		).draft;
		// f is a lump whose finding names its share of the total.
		const after = rowsOf(edited, { figures: unwrap(analyse(edited)) }, before);
		expect(after.filter((row, index) => row !== before[index]).map((row) => row.id)).toEqual([
			'a',
			'b',
			'd',
			'f'
		]);
	});
});

describe('moving a line', () => {
	function moved(id: string, movement: Movement): string | null {
		const command = moveLine(figures.tree, id, movement);
		if (!command) return null;
		return outline(unwrap(analyse(unwrap(applyCommands(draft, [command])).draft)));
	}

	it.each([
		['e', 'up', 'a(eb(cd))f'],
		['b', 'down', 'a(eb(cd))f'],
		['d', 'indent', 'a(b(c(d))e)f'],
		['f', 'indent', 'a(b(cd)ef)'],
		['c', 'outdent', 'a(b(d)ce)f'],
		['b', 'outdent', 'a(e)b(cd)f'],
		['a', 'up', null],
		['f', 'down', null],
		['c', 'indent', null],
		['f', 'outdent', null],
		['gone', 'up', null]
	] as const)('%s %s gives %s', (id, movement, after) => {
		expect(moved(id, movement)).toBe(after);
	});

	it('goes back where it came from: up and down, and indent and outdent, undo each other', () => {
		const pairs: readonly (readonly [Movement, Movement])[] = [
			['up', 'down'],
			['down', 'up'],
			['indent', 'outdent']
		];
		fc.assert(
			fc.property(
				fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
				fc.constantFrom(...pairs),
				(id, [there, back]) => {
					const first = moveLine(figures.tree, id, there);
					if (!first) return;
					const between = unwrap(applyCommands(draft, [first])).draft;
					const second = moveLine(unwrap(analyse(between)).tree, id, back);
					expect(second).not.toBeNull();
					const after = unwrap(applyCommands(between, second ? [second] : [])).draft;
					expect(outline(unwrap(analyse(after)))).toBe(outline(figures));
				}
			)
		);
	});
});

describe('adding and removing', () => {
	const line = { id: 'n', periodMonths: 12 };

	it('adds below the current line at its level, with its grade, or as its last child', () => {
		expect(added(addSibling(figures.tree, 'c', line))).toBe('a(b(cnd)e)f');
		expect(added(addSibling(figures.tree, 'a', line))).toBe('a(b(cd)e)nf');
		expect(added(addSibling(figures.tree, null, line))).toBe('a(b(cd)e)fn');
		expect(added(addChild(figures.tree, 'a', line))).toBe('a(b(cd)en)f');
		expect(added(addChild(figures.tree, 'f', line))).toBe('a(b(cd)e)f(n)');
	});

	it('counts what goes with a line and finds the next one to stand on', () => {
		expect([...'abcf'].map((id) => removedCount(figures.tree, id))).toEqual([5, 3, 1, 1]);
		expect([...'abdf'].map((id) => lineAfterRemoval(figures.tree, id))).toEqual(['f', 'e', 'e', 'e']);
		expect(removedCount(figures.tree, 'gone')).toBe(0);
	});

	function added(command: ReturnType<typeof addChild>): string {
		return outline(unwrap(analyse(unwrap(applyCommands(draft, [command])).draft)));
	}
});

/** "a(b(cd)e)f" */
function outline({ tree }: AnalysisFigures): string {
	const text = (indices: readonly number[]): string =>
		indices
			.map((index) => {
				const below = tree.children[index] ?? [];
				return (tree.lines[index] as CostLine).id + (below.length > 0 ? `(${text(below)})` : '');
			})
			.join('');
	return text(tree.parents.flatMap((parent, index) => (parent === -1 ? [index] : [])));
}
