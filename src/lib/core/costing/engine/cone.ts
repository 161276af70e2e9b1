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
	const lines = new LineList(layout.lines, most);
	const found: number[] = [];
	const visit = (node: number) => {
		// What has no rank is computed from nothing and read by nothing.
		if ((ranks[node] as number) >= 0) seen.add(node);
	};
	const follow = (node: number, line: number) => {
		wiring.eachReader(node, visit);
		if (layout.node(FIRST_YEAR, 0) > node && isAmountOrFactor(sheet, node, line)) lines.add(line);
		if (hasRules) eachRuleReader(sheet, node, visit);
	};
	const followCopies = (node: number) => {
		// Most copies stand in one column: what a column begins with is found once.
		let column = layout.extras;
		for (let copy = wiring.firstCopy(node); copy >= 0; copy = wiring.nextCopy(copy)) {
			if (copy >= layout.extras) wiring.eachReader(copy, visit);
			else {
				if (copy < column || copy >= column + layout.stride) column = layout.node(layout.placeAt(copy), 0);
				follow(copy, copy - column);
			}
		}
	};
	for (const node of seen) {
		if (seen.size > most) return null;
		const rank = ranks[node] as number;
		if (rank >= 0) found.push(rank);
		if (node >= layout.extras) wiring.eachReader(node, visit);
		else follow(node, layout.lineAt(node));
		followCopies(node);
	}
	const { first, last } = lines;
	return { ranks: Int32Array.from(found).sort(), lines: lines.few(), first, last };
}

/** The lines that may change: the span of all, and each of them as long as they are not many. */
class LineList {
	first: number;
	last = -1;
	readonly #most: number;
	readonly #each: number[] = [];

	constructor(lines: number, most: number) {
		this.first = lines;
		this.#most = most;
	}

	add(line: number): void {
		if (line < this.first) this.first = line;
		if (line > this.last) this.last = line;
		if (this.#each.length <= this.#most) this.#each.push(line);
	}

	/** Null where there are more than are followed one by one. */
	few(): ReadonlySet<number> | null {
		return this.#each.length > this.#most ? null : new Set(this.#each);
	}
}

/** Everything that reads a node: formulas, cells that copy it, and the rules of the breakdown. */
export function eachReader(sheet: Sheet, node: number, visit: (reader: number) => void): void {
	const { wiring } = sheet;
	wiring.eachReader(node, visit);
	for (let copy = wiring.firstCopy(node); copy >= 0; copy = wiring.nextCopy(copy)) visit(copy);
	if (node < sheet.layout.extras) eachRuleReader(sheet, node, visit);
}

function isAmountOrFactor({ layout, isLeaf }: Sheet, node: number, line: number): boolean {
	return line < layout.lines && (node < layout.node(FACTORS, 0) || isLeaf[line] === 1);
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
