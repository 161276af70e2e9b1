import { columnRun, runsOf } from './areas.ts';
import type { BreakdownLayout } from './breakdown-place.ts';
import { subtreeEnd } from '../../costing/tree.ts';

/** More areas than this make a formula nobody can read, and in the end one that is too long. */
const MOST_AREAS = 12;

/**
 * The sum of one column over sibling lines. Where they stand in many places, the rows between are told apart by their
 * level. With errors below, AGGREGATE and the test for a number leave them out, as sums of ours do.
 */
export function sumFormula(
	layout: BreakdownLayout,
	letter: string,
	siblings: readonly number[],
	broken: boolean
): string {
	const rows = siblings.flatMap((index) => layout.rows[index] ?? []);
	const runs = runsOf(rows);
	if (runs.length <= MOST_AREAS) {
		const areas = runs.map((run) => columnRun(letter, run)).join(',');
		return broken ? `AGGREGATE(9,6,${areas})` : `SUM(${areas})`;
	}
	const { tree, letters } = layout;
	const [first = 0, last = 0] = [siblings[0], siblings.at(-1)];
	const [from = 0, to = 0] = [layout.rows[first], layout.rows[subtreeEnd(tree, last) - 1]];
	const level = letters.get('level') ?? '';
	const range = (column: string) => `$${column}$${from}:$${column}$${to}`;
	const depth = tree.depths[first] ?? 0;
	return broken
		? `SUMIFS(${range(letter)},${range(level)},${depth},${range(letter)},"<9E+99")`
		: `SUMIF(${range(level)},${depth},${range(letter)})`;
}
