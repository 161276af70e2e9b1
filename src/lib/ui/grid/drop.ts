import type { EditCommand } from '#lib/core/costing/edit-command.ts';
import { subtreeEnd, type Tree } from '#lib/core/costing/tree.ts';

/** Where a dragged line lands beside the line under the pointer. */
export type DropZone = 'above' | 'inside' | 'below';

/** The upper and the lower quarter of a row mean beside it, the middle means below it in the tree. */
export function zoneAt(offset: number, height: number): DropZone {
	if (offset < height / 4) return 'above';
	return offset > (height * 3) / 4 ? 'below' : 'inside';
}

/**
 * The command that moves a line to where it was dropped; null where it would go into itself or would not move.
 * "Below" an open parent means before its first child, as it looks on the screen.
 */
export function dropCommand(
	tree: Tree,
	lineId: string,
	overId: string,
	zone: DropZone,
	overIsOpen: boolean
): EditCommand | null {
	const from = tree.indexOf.get(lineId);
	const over = tree.indexOf.get(overId);
	if (from === undefined || over === undefined) return null;
	if (over >= from && over < subtreeEnd(tree, from)) return null;
	const into = zone === 'inside' || (zone === 'below' && overIsOpen && hasChildren(tree, over));
	const parent = into ? over : (tree.parents[over] ?? -1);
	const siblings = siblingsOf(tree, parent).filter((index) => index !== from);
	const position = into
		? zone === 'inside'
			? siblings.length
			: 0
		: siblings.indexOf(over) + (zone === 'below' ? 1 : 0);
	const stays = (tree.parents[from] ?? -1) === parent && tree.lines[from]?.position === position;
	if (stays) return null;
	return { type: 'move', lineId, parentId: tree.lines[parent]?.id ?? null, position };
}

function hasChildren(tree: Tree, index: number): boolean {
	return (tree.children[index]?.length ?? 0) > 0;
}

function siblingsOf(tree: Tree, parent: number): readonly number[] {
	if (parent >= 0) return tree.children[parent] ?? [];
	return tree.parents.flatMap((above, index) => (above === -1 ? [index] : []));
}
