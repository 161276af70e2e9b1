import type { PointerEvents } from './cell-pointer.ts';
import type { DrawnGrid } from './draw-grid.ts';
import type { GridDesk } from './grid-desk.svelte.ts';
import {
	clampPlace,
	isInside,
	selectCell,
	selectColumns,
	selectRows,
	type Block,
	type Place
} from './selection.ts';
import type { Hit } from './sheet-hit.ts';

/** What dragging does since the button went down. */
type Drag =
	| { readonly kind: 'cells' }
	| { readonly kind: 'rows' | 'columns'; readonly from: number }
	| { readonly kind: 'fill'; readonly from: Block }
	| { readonly kind: 'point' };

/** What the mouse does on the sheet: selects cells, lines and columns, fills, and points at cells for a formula. */
export function gridMouse(desk: GridDesk, grid: () => DrawnGrid | null): PointerEvents {
	const { area } = desk.cells;
	let drag: Drag = { kind: 'cells' };
	/** Where the mouse was last, to go on from when it is held outside. */
	let at: Place = { row: 0, column: 0 };

	function press(hit: Hit, extend: boolean): boolean {
		if (hit.on === 'cell' && desk.typing.pointAt(hit.place)) {
			drag = { kind: 'point' };
			return true;
		}
		if (!desk.typing.finish()) return true;
		if (hit.on === 'cell') pressCell(hit.place, hit.handle, extend);
		else if (hit.on === 'corner') area.selectAll();
		else pressHead(hit, extend);
		desk.standHere();
		return true;
	}

	function pressCell(place: Place, handle: boolean, extend: boolean): void {
		at = place;
		if (handle && area.block && !desk.sheet.readonly) {
			drag = { kind: 'fill', from: area.block };
			return;
		}
		drag = { kind: 'cells' };
		if (extend && area.selection) area.extend(place);
		else area.select(selectCell(place));
	}

	function pressHead(hit: Extract<Hit, { on: 'row' | 'column' }>, extend: boolean): void {
		const anchor = extend ? area.selection?.anchor : undefined;
		if (hit.on === 'row') drag = { kind: 'rows', from: anchor?.row ?? hit.row };
		else drag = { kind: 'columns', from: anchor?.column ?? hit.column };
		dragTo(hit);
	}

	function dragTo(hit: Hit): void {
		at = placeOf(hit, at);
		switch (drag.kind) {
			case 'cells':
				return area.extend(at);
			case 'rows':
				return area.select(selectRows(drag.from, at.row));
			case 'columns':
				return area.select(selectColumns(drag.from, at.column));
			case 'fill':
				area.filling = stretched(drag.from, at);
				return;
			case 'point':
				desk.typing.pointAt(at);
		}
	}

	return {
		onpress: press,
		ondrag: dragTo,
		onrelease(copies) {
			if (area.filling) desk.cells.fillTo(area.filling, copies);
			area.filling = null;
			drag = { kind: 'cells' };
		},
		onfillall: () => desk.cells.fillSiblings(),
		onscroll(rows, columns) {
			const place = clampPlace({ row: at.row + rows, column: at.column + columns }, area.extent);
			grid()?.reveal(place);
			dragTo({ on: 'cell', place, handle: false });
		},
		isTyping: () => (grid()?.editor ?? null) !== null,
		columnAt: (columnId) => desk.view.columns.findIndex((column) => column === columnId)
	};
}

/** Where the mouse is; a row number or a head says only half of it. */
function placeOf(hit: Hit, before: Place): Place {
	if (hit.on === 'cell') return hit.place;
	if (hit.on === 'row') return { ...before, row: hit.row };
	return hit.on === 'column' ? { ...before, column: Math.max(0, hit.column) } : before;
}

/** A fill goes in one direction: the one in which the mouse is farther away; null inside the block itself. */
function stretched(from: Block, { row, column }: Place): Block | null {
	if (isInside(from, row, column)) return null;
	const [above, below] = [from.top - row, row - from.bottom];
	const [left, right] = [from.left - column, column - from.right];
	const farthest = Math.max(above, below, left, right);
	if (below === farthest) return { ...from, bottom: row };
	if (above === farthest) return { ...from, top: row };
	return right === farthest ? { ...from, right: column } : { ...from, left: column };
}
