import type { CellMarks } from './cell-marks.ts';
import type { ColumnSource } from './columns.ts';
import type { SheetColumn } from './column-sets.ts';
import type { DrawnGrid, GridEvents } from './draw-grid.ts';
import { dropCommand, type DropZone } from './drop.ts';
import type { GridDesk } from './grid-desk.svelte.ts';
import { gridMouse } from './grid-mouse.ts';

/** What the drawn grid asks and reports, answered by the desk and its view. */
export function connectGrid(
	desk: GridDesk,
	marks: () => CellMarks,
	openFilter: (column: SheetColumn, at: HTMLElement) => void,
	grid: () => DrawnGrid | null
): readonly [ColumnSource, GridEvents] {
	const { sheet, view } = desk;
	const drop = (lineId: string, overId: string, zone: DropZone) =>
		dropCommand(sheet.figures.tree, lineId, overId, zone, !desk.collapsed.has(overId));
	const source: ColumnSource = {
		readonly: sheet.readonly,
		tree: () => sheet.figures.tree,
		texts: view.texts,
		unit: () => view.unit,
		shown: (column, text) => view.shown(column, text),
		edited: (column, text) => view.edited(column, text),
		isRefused: (lineId, field) => desk.refused?.lineId === lineId && desk.refused.field === field,
		isContext: (lineId) => view.filterResult?.context.has(lineId) ?? false,
		markOf: (lineId, column) => marks().classOf(lineId, column),
		noteOf: (lineId, column) => marks().noteOf(lineId, column),
		filtering: () => view.filtering,
		isFiltered: (column) => view.filters.has(column),
		sorting: () => view.sorting,
		onhead: openFilter
	};
	const events: GridEvents = {
		onedit: (lineId, field, text) => void desk.edit(lineId, field, text),
		onfocus: (lineId, column) => desk.moves.follow(lineId, column),
		pointer: gridMouse(desk, grid),
		oncopy: (data, cut) => desk.cells.copy(data, cut),
		onpaste: (data) => desk.cells.paste(data),
		textOf: (lineId, field) => desk.editedText(lineId, field),
		suggestions: (field, text, caret) => desk.typing.suggestions(field, text, caret),
		ontyping: (typing) => (desk.typing.now = typing),
		formulaText: (row, column) => desk.formulas.textOf(row, column),
		ontoggle: (lineId) => desk.toggle(lineId),
		onresize: (column, width) => view.resize(column, width),
		movable: () => !sheet.readonly && view.sorting === null,
		maydrop: (lineId, overId, zone) => drop(lineId, overId, zone) !== null,
		ondrop(lineId, overId, zone) {
			const command = drop(lineId, overId, zone);
			if (command) desk.lines.moveBy(command, lineId);
		}
	};
	return [source, events];
}
