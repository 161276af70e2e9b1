import { analyse } from '#lib/core/costing/figures.ts';
import type { AnalysisDraft } from '#lib/core/costing/line.ts';
import { unwrap } from '#lib/core/result.ts';
import { allRows, NOTHING_COLLAPSED, visibleRows } from '#lib/ui/grid/flatten.ts';

/** A draft as the grid has it on the screen, nothing folded. */
export function sheetOf(draft: AnalysisDraft) {
	const figures = unwrap(analyse(draft));
	const rows = visibleRows(allRows(draft, figures, NOTHING_COLLAPSED), figures.tree);
	return { draft, figures, tree: figures.tree, rows };
}
