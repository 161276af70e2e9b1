import { BLANK_LINE } from '#lib/core/costing/blank-line.ts';
import type { EditCommand } from '#lib/core/costing/edit-command.ts';
import type { CostLine } from '#lib/core/costing/line.ts';
import { subtreeEnd, type Tree } from '#lib/core/costing/tree.ts';

export type Movement = 'up' | 'down' | 'indent' | 'outdent';

/** The command that moves a line one step among its relatives; null where it cannot go that way. */
export function moveLine(tree: Tree, id: string, movement: Movement): EditCommand | null {
	const place = placeOf(tree, id);
	if (!place) return null;
	const { parent, siblings, position } = place;
	switch (movement) {
		case 'up':
			return position === 0
				? null
				: { type: 'move', lineId: id, parentId: idAt(tree, parent), position: position - 1 };
		case 'down':
			if (position === siblings.length - 1) return null;
			return { type: 'move', lineId: id, parentId: idAt(tree, parent), position: position + 1 };
		case 'indent': {
			const above = siblings[position - 1];
			if (above === undefined) return null;
			return {
				type: 'move',
				lineId: id,
				parentId: idAt(tree, above),
				position: tree.children[above]?.length ?? 0
			};
		}
		case 'outdent': {
			if (parent < 0) return null;
			const grandparent = tree.parents[parent] ?? -1;
			const beside = siblingsBelow(tree, grandparent).indexOf(parent);
			return { type: 'move', lineId: id, parentId: idAt(tree, grandparent), position: beside + 1 };
		}
	}
}

/** A new empty line below `id` at the same level; at the end of the roots where `id` is null. */
export function addSibling(tree: Tree, id: string | null, given: NewLine): EditCommand {
	const place = id === null ? undefined : placeOf(tree, id);
	if (!place) return added(given, null, siblingsBelow(tree, -1).length, '');
	const grade = tree.lines[tree.indexOf.get(id ?? '') ?? -1]?.grade ?? '';
	return added(given, idAt(tree, place.parent), place.position + 1, grade);
}

/** A new empty line as the last child of `id`. */
export function addChild(tree: Tree, id: string, given: NewLine): EditCommand {
	const index = tree.indexOf.get(id) ?? -1;
	return added(given, id, tree.children[index]?.length ?? 0, tree.lines[index]?.grade ?? '');
}

/** How many lines go when `id` is removed, itself included. */
export function removedCount(tree: Tree, id: string): number {
	const index = tree.indexOf.get(id);
	return index === undefined ? 0 : subtreeEnd(tree, index) - index;
}

/** The line to stand on after `id` and everything below it have gone: the next one, or else the one before. */
export function lineAfterRemoval(tree: Tree, id: string): string | null {
	const index = tree.indexOf.get(id);
	if (index === undefined) return null;
	return (tree.lines[subtreeEnd(tree, index)] ?? tree.lines[index - 1])?.id ?? null;
}

export interface NewLine {
	readonly id: string;
	readonly periodMonths: number;
}

function added(
	{ id, periodMonths }: NewLine,
	parentId: string | null,
	position: number,
	grade: string
): EditCommand {
	const line: CostLine = { ...BLANK_LINE, id, parentId, position, grade, periodMonths };
	return { type: 'add', lines: [line] };
}

interface PlaceInTree {
	/** Index of the parent, -1 for roots. */
	readonly parent: number;
	readonly siblings: readonly number[];
	readonly position: number;
}

function placeOf(tree: Tree, id: string): PlaceInTree | undefined {
	const index = tree.indexOf.get(id);
	if (index === undefined) return undefined;
	const parent = tree.parents[index] ?? -1;
	const siblings = siblingsBelow(tree, parent);
	return { parent, siblings, position: siblings.indexOf(index) };
}

function siblingsBelow(tree: Tree, parent: number): readonly number[] {
	if (parent >= 0) return tree.children[parent] ?? [];
	return tree.parents.flatMap((above, index) => (above === -1 ? [index] : []));
}

function idAt(tree: Tree, index: number): string | null {
	return tree.lines[index]?.id ?? null;
}
