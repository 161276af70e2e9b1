import type { ICellRendererParams } from 'ag-grid-community';
import type { GridRow } from './columns.ts';

/** Draws 名称: a grip to move the line by, indented by depth, with a chevron where there are lines below. */
export function nameCell({
	data,
	valueFormatted,
	context,
	registerRowDragger
}: ICellRendererParams<GridRow>): HTMLElement {
	const cell = document.createElement('span');
	cell.className = 'cost-name';
	if (!data || 'total' in data) {
		cell.textContent = valueFormatted ?? '';
		return cell;
	}
	const { toggle, movable } = context as NameContext;
	cell.style.paddingInlineStart = `${data.depth * 16}px`;
	if (movable()) {
		const handle = grip();
		cell.append(handle);
		registerRowDragger(handle, DRAG_PIXELS, data.line.name);
	}
	cell.append(data.isParent ? chevron(data.collapsed, () => toggle(data.id)) : spacer());
	cell.append(valueFormatted ?? '');
	return cell;
}

/** What the grid's context must offer to this cell. */
export interface NameContext {
	readonly toggle: (lineId: string) => void;
	/** Whether lines may be moved by dragging. */
	readonly movable: () => boolean;
}

/** How far the pointer goes before a press on the grip becomes a drag. */
const DRAG_PIXELS = 4;

/** For the mouse; the keyboard moves lines with Alt and the arrows. */
function grip(): HTMLElement {
	const handle = document.createElement('span');
	handle.className = 'cost-grip';
	handle.title = '拖动这一行（Alt+方向键也可移动）';
	return handle;
}

/** Out of the tab order: the keyboard folds a line with the space bar on its name. */
function chevron(collapsed: boolean, ontoggle: () => void): HTMLElement {
	const button = document.createElement('button');
	button.type = 'button';
	button.tabIndex = -1;
	button.className = collapsed ? 'cost-chevron' : 'cost-chevron cost-chevron-open';
	button.setAttribute('aria-label', collapsed ? '展开下级' : '收起下级');
	button.title = collapsed ? '展开下级（空格）' : '收起下级（空格）';
	button.addEventListener('click', (event) => {
		event.stopPropagation();
		ontoggle();
	});
	return button;
}

function spacer(): HTMLElement {
	const gap = document.createElement('span');
	gap.className = 'cost-chevron-gap';
	return gap;
}
