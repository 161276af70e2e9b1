import type { GridOptions, RowDragEvent } from 'ag-grid-community';
import { lineRow, type GridRow } from './columns.ts';
import { zoneAt, type DropZone } from './drop.ts';

export interface RowDragEvents {
	/** Whether the dragged line may land there; asked while it moves. */
	readonly maydrop: (lineId: string, overId: string, zone: DropZone) => boolean;
	readonly ondrop: (lineId: string, overId: string, zone: DropZone) => void;
}

/** Dragging a line by its grip: a bar or a frame shows where it would land, and nothing where it may not. */
export function rowDragOptions(host: HTMLElement, events: RowDragEvents): GridOptions<GridRow> {
	const mark = document.createElement('div');
	mark.className = 'cost-drop';
	mark.hidden = true;

	function target(event: RowDragEvent<GridRow>): { id: string; overId: string; zone: DropZone } | null {
		const id = lineRow(event.node.data)?.id;
		const overId = lineRow(event.overNode?.data)?.id;
		if (id === undefined || overId === undefined || !event.overNode) return null;
		const zone = zoneAt(event.y - (event.overNode.rowTop ?? 0), event.overNode.rowHeight ?? 1);
		return events.maydrop(id, overId, zone) ? { id, overId, zone } : null;
	}

	function show(overId: string | null, zone: DropZone): void {
		const row = overId === null ? null : host.querySelector(`[row-id="${CSS.escape(overId)}"]`);
		mark.hidden = row === null;
		if (row === null) return;
		const [box, frame] = [row.getBoundingClientRect(), host.getBoundingClientRect()];
		const top = zone === 'below' ? box.bottom : box.top;
		mark.classList.toggle('cost-drop-inside', zone === 'inside');
		mark.style.top = `${top - frame.top}px`;
		mark.style.height = zone === 'inside' ? `${box.height}px` : '';
		if (mark.parentElement !== host) host.append(mark);
	}

	return {
		onRowDragMove: (event) => {
			const found = target(event);
			show(found?.overId ?? null, found?.zone ?? 'inside');
		},
		onRowDragLeave: () => show(null, 'inside'),
		onRowDragCancel: () => show(null, 'inside'),
		onRowDragEnd: (event) => {
			show(null, 'inside');
			const found = target(event);
			if (found) events.ondrop(found.id, found.overId, found.zone);
		}
	};
}
