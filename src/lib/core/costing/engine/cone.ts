import { AMOUNT, FACTORS, FIRST_YEAR, VERIFIED } from './layout.ts';
import type { Schedule } from './schedule.ts';
import type { Sheet } from './sheet.ts';

/** Everything that follows from a change. */
export interface Cone {
	/** Ranks of the computed nodes, ascending: the order in which they are to be computed. */
	readonly ranks: Int32Array;
	/** Lines with a factor or amount that may change; null where they are so many that columns are faster. */
	readonly lines: ReadonlySet<number> | null;
	/** The first and the last of all these lines. */
	readonly first: number;
	readonly last: number;
}

/** Follows the readers of the given nodes; null when there are more than `most` to compute one by one. */
export function coneOf(
	sheet: Sheet,
	{ ranks, hasRules }: Pick<Schedule, 'ranks' | 'hasRules'>,
	seeds: readonly number[],
	most: number
): Cone | null {
	const { layout, wiring } = sheet;
	const seen = new Set<number>(seeds);
	const lines = new Set<number>();
	let first = layout.lines;
	let last = -1;
	const found: number[] = [];
	const visit = (node: number) => {
		// What has no rank is computed from nothing and read by nothing.
		if ((ranks[node] as number) >= 0) seen.add(node);
	};
	const follow = (node: number) => {
		wiring.eachReader(node, visit);
		if (node >= layout.extras) return;
		if (layout.placeAt(node) < FIRST_YEAR && isAmountOrFactor(sheet, node)) {
			const line = layout.lineAt(node);
			if (line < first) first = line;
			if (line > last) last = line;
			if (lines.size <= most) lines.add(line);
		}
		if (hasRules) eachRuleReader(sheet, node, visit);
	};
	const followCopies = (node: number) => {
		for (let copy = wiring.firstCopy(node); copy >= 0; copy = wiring.nextCopy(copy)) follow(copy);
	};
	for (const node of seen) {
		if (seen.size > most) return null;
		const rank = ranks[node] as number;
		if (rank >= 0) found.push(rank);
		follow(node);
		followCopies(node);
	}
	return { ranks: Int32Array.from(found).sort(), lines: lines.size > most ? null : lines, first, last };
}

/** Everything that reads a node: formulas, cells that copy it, and the rules of the breakdown. */
export function eachReader(sheet: Sheet, node: number, visit: (reader: number) => void): void {
	const { wiring } = sheet;
	wiring.eachReader(node, visit);
	for (let copy = wiring.firstCopy(node); copy >= 0; copy = wiring.nextCopy(copy)) visit(copy);
	if (node < sheet.layout.extras) eachRuleReader(sheet, node, visit);
}

function isAmountOrFactor(sheet: Sheet, node: number): boolean {
	const line = sheet.layout.lineAt(node);
	return line < sheet.layout.lines && (sheet.layout.placeAt(node) < FACTORS || sheet.isLeaf[line] === 1);
}

/** What reads a node by the rules of the breakdown: its line's amount, the sums above it, ranges around it. */
function eachRuleReader(sheet: Sheet, node: number, visit: (reader: number) => void): void {
	const { layout, isLeaf, parents, wiring } = sheet;
	const place = layout.placeAt(node);
	const line = layout.lineAt(node);
	const parent = parents[line] as number;
	if (place < FACTORS) {
		if (isLeaf[line] === 1) visit(layout.node(AMOUNT, line));
	} else {
		if (place === AMOUNT && isLeaf[line] === 1) visit(layout.node(VERIFIED, line));
		if (parent >= 0) visit(layout.node(place, parent));
	}
	if (wiring.ranges.size === 0 || parent < 0) return;
	const around = wiring.rangeNode(parent, 'children', place);
	if (around !== undefined) visit(around);
	if (isLeaf[line] === 0) return;
	for (let up = parent; up >= 0; up = parents[up] as number) {
		const above = wiring.rangeNode(up, 'leaves', place);
		if (above !== undefined) visit(above);
	}
}
