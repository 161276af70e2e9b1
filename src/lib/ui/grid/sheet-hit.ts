import type { Place } from './selection.ts';

/** What the mouse is on: a cell, a row number, the head of a column, or the corner where both meet. */
export type Hit =
	| { readonly on: 'cell'; readonly place: Place; readonly handle: boolean }
	| { readonly on: 'row'; readonly row: number }
	| { readonly on: 'column'; readonly column: number }
	| { readonly on: 'corner' };

/** How near to its corner the fill handle is caught, in pixels. */
const HANDLE = 8;

/** What stands at a point of the sheet; null for the total and for whatever else is no cell of a line. */
export function hitAt(target: Element, x: number, y: number, columnAt: (id: string) => number): Hit | null {
	const head = target.closest('.ag-header-cell');
	if (head) {
		const id = head.getAttribute('col-id') ?? '';
		const column = columnAt(id);
		if (id === 'row') return { on: 'corner' };
		return column < 0 ? null : { on: 'column', column };
	}
	const cell = target.closest('.ag-cell');
	const index = Number(cell?.closest('.ag-row:not(.ag-row-pinned)')?.getAttribute('row-index') ?? NaN);
	if (!cell || Number.isNaN(index)) return null;
	const id = cell.getAttribute('col-id') ?? '';
	if (id === 'row') return { on: 'row', row: index };
	const column = columnAt(id);
	if (column < 0) return null;
	const { right, bottom } = cell.getBoundingClientRect();
	const handle = cell.classList.contains('cost-corner') && right - x <= HANDLE && bottom - y <= HANDLE;
	return { on: 'cell', place: { row: index, column }, handle };
}

interface Body {
	readonly top: number;
	readonly bottom: number;
	readonly left: number;
	readonly right: number;
}

/** The scroll bar across lies over the lines; null where there is none. */
function scrollBarTop(host: HTMLElement): number | null {
	const bar = host.querySelector('.ag-body-horizontal-scroll')?.getBoundingClientRect();
	return bar && bar.height > 0 ? bar.top : null;
}

/**
 * Scrolls by as little as shows a row whole. The grid's own way stops where the scroll bar across still hides half of it.
 */
export function uncoverRow(host: HTMLElement, rowTop: number, rowHeight: number): void {
	const viewport = host.querySelector('.ag-grid-viewport');
	const body = sheetBody(host);
	if (!viewport || !body) return;
	const hidden = rowTop + rowHeight - (viewport.scrollTop + body.bottom - body.top);
	if (hidden > 0) viewport.scrollTop += hidden;
}

/** Where the lines are on the screen, without the heads above them and the total below. */
export function sheetBody(host: HTMLElement): Body | null {
	const viewport = host.querySelector('.ag-grid-viewport')?.getBoundingClientRect();
	if (!viewport) return null;
	const head = host.querySelector('.ag-header-row')?.getBoundingClientRect();
	const total = host.querySelector('.ag-row-pinned')?.getBoundingClientRect();
	const { left, right } = viewport;
	const bottom = Math.min(total?.top ?? viewport.bottom, scrollBarTop(host) ?? Infinity);
	return { left, right, top: head?.bottom ?? viewport.top, bottom };
}
