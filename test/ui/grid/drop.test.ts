import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyCommands } from '#lib/core/costing/edit.ts';
import { buildTree } from '#lib/core/costing/tree.ts';
import { unwrap } from '#lib/core/result.ts';
import { dropCommand, zoneAt } from '#lib/ui/grid/drop.ts';
import { costLine, draftOf } from '../../support/cost-draft.ts';

const LINES = [
	costLine({ id: 'a', position: 0 }),
	costLine({ id: 'a1', parentId: 'a', position: 0 }),
	costLine({ id: 'a2', parentId: 'a', position: 1 }),
	costLine({ id: 'b', position: 1 }),
	costLine({ id: 'c', position: 2 })
];
const TREE = buildTree(LINES);

/** The order of the lines after a drop, "parent/line". */
function after(lineId: string, overId: string, zone: 'above' | 'inside' | 'below', open = true) {
	const command = dropCommand(TREE, lineId, overId, zone, open);
	if (!command) return null;
	const { draft } = unwrap(applyCommands(draftOf(LINES), [command]));
	return buildTree(draft.lines).lines.map(({ id, parentId }) => (parentId ? `${parentId}/${id}` : id));
}

describe('dropping a line', () => {
	it('lands above, below or inside the line under the pointer', () => {
		expect(after('c', 'a', 'above')).toEqual(['c', 'a', 'a/a1', 'a/a2', 'b']);
		expect(after('a', 'b', 'below')).toEqual(['b', 'a', 'a/a1', 'a/a2', 'c']);
		expect(after('c', 'a', 'inside')).toEqual(['a', 'a/a1', 'a/a2', 'a/c', 'b']);
		expect(after('b', 'a2', 'above')).toEqual(['a', 'a/a1', 'a/b', 'a/a2', 'c']);
	});

	it('below an open parent means before its first child, below a folded one behind it', () => {
		expect(after('c', 'a', 'below')).toEqual(['a', 'a/c', 'a/a1', 'a/a2', 'b']);
		expect(after('c', 'a', 'below', false)).toEqual(['a', 'a/a1', 'a/a2', 'c', 'b']);
	});

	it('never goes into itself or what is below it, and does nothing where it stands', () => {
		expect(after('a', 'a1', 'inside')).toBeNull();
		expect(after('a', 'a', 'below')).toBeNull();
		expect(after('b', 'a', 'below', false)).toBeNull();
		expect(after('b', 'c', 'above')).toBeNull();
	});

	it('always keeps every line', () => {
		const ids = LINES.map(({ id }) => id);
		fc.assert(
			fc.property(
				fc.constantFrom(...ids),
				fc.constantFrom(...ids),
				fc.constantFrom('above', 'inside', 'below'),
				fc.boolean(),
				(line, over, zone, open) => {
					const order = after(line, over, zone as 'above', open);
					if (order) expect(order.map((path) => path.split('/').at(-1)).sort()).toEqual([...ids].sort());
				}
			)
		);
	});

	it('takes the quarter at each edge for beside, and the middle for inside', () => {
		expect([zoneAt(2, 30), zoneAt(15, 30), zoneAt(28, 30)]).toEqual(['above', 'inside', 'below']);
	});
});
