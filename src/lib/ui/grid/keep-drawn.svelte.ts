import { untrack } from 'svelte';
import type { CellMarks } from './cell-marks.ts';
import { LEADING } from './column-sets.ts';
import type { DrawnGrid } from './draw-grid.ts';
import { totalRow } from './flatten.ts';
import type { GridDesk } from './grid-desk.svelte.ts';

/**
 * Keeps the drawn grid as the desk has it. The grid draws cells by asking for their texts; that asking must not count as
 * something to react to, or every edit would draw everything.
 */
export function keepDrawn(drawn: () => DrawnGrid | null, desk: GridDesk, marks: () => CellMarks): void {
	const { sheet, view } = desk;
	$effect(() => {
		const grid = drawn();
		const layout = {
			columns: view.columns,
			choosable: [...LEADING, ...view.choosable],
			widthOf: (column: (typeof view.columns)[number]) => view.widthOf(column),
			frozenCount: view.frozenCount
		};
		untrack(() => grid?.showColumns(layout));
	});
	$effect(() => {
		const [grid, rows] = [drawn(), desk.rows];
		const total = totalRow(sheet.draft, sheet.figures, view.columns, (column) => view.sumOf(column));
		untrack(() => grid?.show(rows, total));
	});
	$effect(() => {
		const [grid, selected] = [drawn(), desk.marks];
		untrack(() => grid?.showSelection(selected));
	});
	// What rows look like besides their values; a grid just drawn has it.
	let fresh: DrawnGrid | null = null;
	$effect(() => {
		const grid = drawn();
		void [view.unit, view.filtering, view.filters, view.filterResult, view.sorting, marks()];
		if (grid === fresh) untrack(() => grid?.refreshView());
		fresh = grid;
	});
}
