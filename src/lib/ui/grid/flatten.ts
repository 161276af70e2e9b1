import type { LineFigures } from '#lib/core/costing/amounts.ts';
import type { AnalysisFigures } from '#lib/core/costing/figures.ts';
import type { FindingRecord } from '#lib/core/costing/finding.ts';
import type { AnalysisDraft, CostLine } from '#lib/core/costing/line.ts';
import { subtreeEnd, type Tree } from '#lib/core/costing/tree.ts';
import type { Totals } from '#lib/core/costing/totals.ts';
import { equals, type Decimal } from '#lib/core/decimal/decimal.ts';
import { sumFen, type Fen } from '#lib/core/money/fen.ts';

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
	/** What the whole comes to over the months of the analysis, one-off lines left out. */
	readonly period: Fen;
	readonly lines: number;
}

export function totalRow(draft: AnalysisDraft, { tree, lines, total }: AnalysisFigures): TotalRow {
	const roots = lines.filter((_, index) => tree.parents[index] === -1);
	return { total, period: sumFen(roots.map(({ period }) => period)), lines: draft.lines.length };
}

/** Ids of the lines whose children are hidden. */
export type Collapsed = ReadonlySet<string>;

export const NOTHING_COLLAPSED: Collapsed = new Set();

/** The rows to show: the tree in pre-order without what stands below collapsed lines. */
export function visibleRows(
	draft: AnalysisDraft,
	figures: AnalysisFigures,
	collapsed: Collapsed
): readonly SheetRow[] {
	const { tree } = figures;
	const findings = findingsByLine(figures.findings);
	const rows: SheetRow[] = [];
	for (let index = 0; index < tree.lines.length;) {
		const line = tree.lines[index] as CostLine;
		const isParent = (tree.children[index]?.length ?? 0) > 0;
		const folded = isParent && collapsed.has(line.id);
		rows.push({
			id: line.id,
			index,
			line,
			figures: figures.lines[index] as LineFigures,
			depth: tree.depths[index] ?? 0,
			isParent,
			collapsed: folded,
			otherPeriod: !isParent && line.periodMonths !== draft.periodMonths,
			findings: findings.get(index) ?? NONE
		});
		index = folded ? subtreeEnd(tree, index) : index + 1;
	}
	return rows;
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

/**
 * Keeps the row objects of the last drawing where nothing about them has changed, so that the grid redraws only the
 * others.
 */
export function reuseRows(
	earlier: ReadonlyMap<string, SheetRow>,
	rows: readonly SheetRow[]
): readonly SheetRow[] {
	return rows.map((row) => {
		const before = earlier.get(row.id);
		return before && sameRow(before, row) ? before : row;
	});
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

/** A formula shows codes of other lines only while it is edited, so a renamed neighbour does not count as a change. */
function sameRow(a: SheetRow, b: SheetRow): boolean {
	return (
		a.line === b.line &&
		a.index === b.index &&
		a.depth === b.depth &&
		a.isParent === b.isParent &&
		a.collapsed === b.collapsed &&
		a.otherPeriod === b.otherPeriod &&
		sameFigures(a.figures, b.figures) &&
		(a.findings === b.findings || JSON.stringify(a.findings) === JSON.stringify(b.findings))
	);
}

function sameFigures(a: LineFigures, b: LineFigures): boolean {
	return (
		a.declared === b.declared &&
		a.verified === b.verified &&
		a.period === b.period &&
		a.computed === b.computed &&
		sameNumber(a.quantity, b.quantity) &&
		sameNumber(a.unitPrice, b.unitPrice) &&
		a.error?.column === b.error?.column &&
		a.error?.error.error === b.error?.error.error
	);
}

function sameNumber(a: Decimal | null, b: Decimal | null): boolean {
	return a === b || (a !== null && b !== null && equals(a, b));
}
