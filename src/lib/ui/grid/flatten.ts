import type { LineFigures } from '#lib/core/costing/amounts.ts';
import type { AnalysisFigures } from '#lib/core/costing/figures.ts';
import type { FindingRecord } from '#lib/core/costing/finding.ts';
import type { AnalysisDraft, CostLine } from '#lib/core/costing/line.ts';
import { subtreeEnd, type Tree } from '#lib/core/costing/tree.ts';
import type { Totals } from '#lib/core/costing/totals.ts';
import type { Fen } from '#lib/core/money/fen.ts';
import type { SheetColumn } from './column-sets.ts';
import { sortedSiblings, type Ranks } from './sort.ts';

/** One visible line of the tree, ready to draw. */
export interface SheetRow {
	/** Stable id of the line; the grid's row id. */
	readonly id: string;
	/** Index in pre-order of the whole tree, collapsed lines included. */
	readonly index: number;
	readonly line: CostLine;
	readonly figures: LineFigures;
	readonly depth: number;
	readonly isParent: boolean;
	readonly collapsed: boolean;
	/** Whether the months differ from those of the analysis. */
	readonly otherPeriod: boolean;
	readonly findings: readonly FindingRecord[];
}

/** The 合计 row at the bottom. */
export interface TotalRow {
	readonly total: Totals;
	/** Sums of other columns of money over the lines at the top of the tree. */
	readonly sums: ReadonlyMap<SheetColumn, Fen>;
	readonly lines: number;
}

/** `sumOf` gives the sum of a column where one makes sense, and null elsewhere. */
export function totalRow(
	draft: AnalysisDraft,
	{ total }: AnalysisFigures,
	columns: readonly SheetColumn[],
	sumOf: (column: SheetColumn) => Fen | null
): TotalRow {
	const sums = new Map<SheetColumn, Fen>();
	for (const column of columns) {
		const sum = sumOf(column);
		if (sum !== null) sums.set(column, sum);
	}
	return { total, sums, lines: draft.lines.length };
}

/** Ids of the lines whose children are hidden. */
export type Collapsed = ReadonlySet<string>;

export const NOTHING_COLLAPSED: Collapsed = new Set();

/**
 * Every line of the tree as a row, in pre-order. Rows about which nothing has changed are those of the last drawing, so
 * that the grid redraws only the others. `found` may be older than the figures as long as the lines are the same.
 */
export function allRows(
	draft: AnalysisDraft,
	figures: AnalysisFigures,
	collapsed: Collapsed,
	before: readonly SheetRow[] = [],
	found: readonly FindingRecord[] = figures.findings
): readonly SheetRow[] {
	const { tree } = figures;
	const findings = findingsByLine(found);
	const rows = new Array<SheetRow>(tree.lines.length);
	for (let index = 0; index < rows.length; index += 1) {
		const line = tree.lines[index] as CostLine;
		const lineFigures = figures.lines[index] as LineFigures;
		const isParent = (tree.children[index]?.length ?? 0) > 0;
		const folded = isParent && collapsed.has(line.id);
		const onLine = findings.get(index) ?? NONE;
		const earlier = before[index];
		if (
			earlier?.line === line &&
			earlier.collapsed === folded &&
			earlier.isParent === isParent &&
			earlier.depth === tree.depths[index] &&
			earlier.otherPeriod === isOtherPeriod(draft, line, isParent) &&
			sameFigures(earlier.figures, lineFigures) &&
			sameFindings(earlier.findings, onLine)
		) {
			rows[index] = earlier;
			continue;
		}
		rows[index] = {
			id: line.id,
			index,
			line,
			figures: lineFigures,
			depth: tree.depths[index] ?? 0,
			isParent,
			collapsed: folded,
			otherPeriod: isOtherPeriod(draft, line, isParent),
			findings: onLine
		};
	}
	return rows;
}

/** What is left out of the display, and in which order siblings stand in it; nothing of it is stored. */
export interface Display {
	/** Lines that a filter hides. */
	readonly hidden: ReadonlySet<string> | null;
	readonly ranks: Ranks | null;
}

export const WHOLE: Display = { hidden: null, ranks: null };

/** The rows to show: the tree in pre-order without what stands below collapsed lines and what a filter hides. */
export function visibleRows(
	rows: readonly SheetRow[],
	tree: Tree,
	{ hidden, ranks }: Display = WHOLE
): readonly SheetRow[] {
	const inOrder = ranks ? sortedRows(rows, tree, ranks) : unfolded(rows, tree);
	return hidden ? inOrder.filter((row) => !hidden.has(row.id)) : inOrder;
}

function unfolded(rows: readonly SheetRow[], tree: Tree): readonly SheetRow[] {
	const shown: SheetRow[] = [];
	for (let index = 0; index < rows.length;) {
		const row = rows[index] as SheetRow;
		shown.push(row);
		index = row.collapsed ? subtreeEnd(tree, index) : index + 1;
	}
	return shown;
}

function sortedRows(rows: readonly SheetRow[], tree: Tree, ranks: Ranks): readonly SheetRow[] {
	const shown: SheetRow[] = [];
	const roots = rows.flatMap(({ index }) => (tree.parents[index] === -1 ? [index] : []));
	const waiting = sortedSiblings(roots, tree, ranks).toReversed();
	for (let index = waiting.pop(); index !== undefined; index = waiting.pop()) {
		const row = rows[index] as SheetRow;
		shown.push(row);
		if (row.collapsed) continue;
		const below = sortedSiblings(tree.children[index] ?? [], tree, ranks);
		for (let place = below.length - 1; place >= 0; place -= 1) waiting.push(below[place] as number);
	}
	return shown;
}

/** What to collapse so that `level` levels are visible: 1 shows roots only. */
export function collapsedToLevel(tree: Tree, level: number): Collapsed {
	const folds = tree.lines.filter(
		(_, index) => (tree.depths[index] ?? 0) >= level - 1 && (tree.children[index]?.length ?? 0) > 0
	);
	return new Set(folds.map((line) => line.id));
}

/** Collapses a line, or opens it again. */
export function toggled(collapsed: Collapsed, id: string): Collapsed {
	const changed = new Set(collapsed);
	if (!changed.delete(id)) changed.add(id);
	return changed;
}

/** Opens every line above the given one, so that it can be seen. */
export function revealed(tree: Tree, collapsed: Collapsed, id: string): Collapsed {
	const open = new Set(collapsed);
	for (let at = tree.parents[tree.indexOf.get(id) ?? -1] ?? -1; at >= 0; at = tree.parents[at] ?? -1)
		open.delete((tree.lines[at] as CostLine).id);
	return open.size === collapsed.size ? collapsed : open;
}

const NONE: readonly FindingRecord[] = [];

function findingsByLine(findings: readonly FindingRecord[]): ReadonlyMap<number, readonly FindingRecord[]> {
	const byLine = new Map<number, FindingRecord[]>();
	for (const finding of findings) {
		if (finding.at === null) continue;
		const earlier = byLine.get(finding.at);
		if (earlier) earlier.push(finding);
		else byLine.set(finding.at, [finding]);
	}
	return byLine;
}

function isOtherPeriod(draft: AnalysisDraft, line: CostLine, isParent: boolean): boolean {
	return !isParent && line.periodMonths !== draft.periodMonths;
}

function sameFindings(a: readonly FindingRecord[], b: readonly FindingRecord[]): boolean {
	return a === b || (a.length === b.length && JSON.stringify(a) === JSON.stringify(b));
}

/** Figures are flat records of amounts, decimals and errors: the same when all that is in them is. */
function sameFigures(a: unknown, b: unknown): boolean {
	if (a === b) return true;
	if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
	const [mine, others] = [Object.entries(a), Object.entries(b)];
	return (
		mine.length === others.length &&
		mine.every(([key, value], place) => {
			const [otherKey, other] = others[place] as [string, unknown];
			return key === otherKey && sameFigures(value, other);
		})
	);
}
