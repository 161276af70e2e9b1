import type { ICellRendererParams } from 'ag-grid-community';
import type { GridRow } from './columns.ts';

/** Draws 名称: indented by depth, with a chevron where there are lines below. */
export function nameCell({ data, valueFormatted, context }: ICellRendererParams<GridRow>): HTMLElement {
	const cell = document.createElement('span');
	cell.className = 'cost-name';
	if (!data || 'total' in data) {
		cell.textContent = valueFormatted ?? '';
		return cell;
	}
	cell.style.paddingInlineStart = `${data.depth * 16}px`;
	cell.append(
		data.isParent ? chevron(data.collapsed, () => (context as NameContext).toggle(data.id)) : spacer()
	);
	cell.append(valueFormatted ?? '');
	return cell;
}

/** What the grid's context must offer to this cell. */
export interface NameContext {
	readonly toggle: (lineId: string) => void;
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
