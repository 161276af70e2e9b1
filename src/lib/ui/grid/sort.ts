import type { Tree } from '#lib/core/costing/tree.ts';
import { compare, type Decimal } from '#lib/core/decimal/decimal.ts';
import type { SheetColumn } from './column-sets.ts';
import { collator } from './filter.ts';
import { numberIn } from './status-figures.ts';

/** How the lines are put in order for the eye: only among siblings, and never in what is stored. */
export interface Sorting {
	readonly column: SheetColumn;
	readonly direction: 'ascending' | 'descending';
}

/** The place of every line in the sorted display, counted once: lines added later stand behind their predecessor. */
export type Ranks = ReadonlyMap<string, number>;

/** Numbers before texts, and empty cells at the end in both directions, as Excel sorts; equal ones keep their order. */
export function ranksOf(tree: Tree, { direction }: Sorting, textAt: (index: number) => string): Ranks {
	const keys = tree.lines.map((_, index) => keyOf(textAt(index)));
	const order = tree.lines.map((_, index) => index);
	const sign = direction === 'ascending' ? 1 : -1;
	order.sort((a, b) => compareKeys(keys[a] as Key, keys[b] as Key, sign) || a - b);
	return new Map(order.map((index, rank) => [tree.lines[index]?.id ?? '', rank]));
}

/** Siblings, given in their stored order, as they are shown. */
export function sortedSiblings(siblings: readonly number[], tree: Tree, ranks: Ranks): readonly number[] {
	if (siblings.length < 2) return siblings;
	let before = -1;
	const placed = siblings.map((index) => {
		const rank = ranks.get(tree.lines[index]?.id ?? '');
		if (rank !== undefined) before = rank;
		return { index, rank: rank ?? before };
	});
	return placed.sort((a, b) => a.rank - b.rank || a.index - b.index).map(({ index }) => index);
}

interface Key {
	readonly text: string;
	readonly number: Decimal | null;
}

function keyOf(text: string): Key {
	return { text, number: numberIn(text) };
}

function compareKeys(a: Key, b: Key, sign: 1 | -1): number {
	const empty = Number(a.text === '') - Number(b.text === '');
	if (empty !== 0) return empty;
	if (a.number && b.number) return sign * compare(a.number, b.number);
	const kind = Number(b.number !== null) - Number(a.number !== null);
	return sign * (kind !== 0 ? kind : collator.compare(a.text, b.text));
}
