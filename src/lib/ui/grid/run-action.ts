import type { GridDesk } from './grid-desk.svelte.ts';
import type { KeyAction } from './grid-keys.ts';

/** Does what a key or a button means; on a sheet that is only to be read, nothing that would change it. */
export function runAction(desk: GridDesk, action: KeyAction): void {
	const { area } = desk.cells;
	switch (action) {
		case 'save':
			return void desk.save();
		case 'source':
			return desk.openSource();
		case 'toggle':
			if (desk.row?.isParent) desk.toggle(desk.row.id);
			return;
		case 'leave':
		case 'leave-back':
			return desk.moves.leave(action === 'leave-back');
		case 'print':
			desk.said = '要打印，请先导出工作簿：表头、纸张和合计都已排好';
			return;
		case 'escape':
			desk.dismiss();
			return desk.cells.dismiss();
		case 'show-formulas':
			return desk.formulas.toggle();
		case 'select-all':
			return area.selectAll();
		case 'select-rows':
			return area.widen('rows');
		case 'select-columns':
			return area.widen('columns');
		case 'enter':
		case 'enter-back':
			return void desk.moves.advance('row', action === 'enter-back');
		case 'tab':
		case 'tab-back':
			return void desk.moves.advance('column', action === 'tab-back');
		default:
			if (!desk.sheet.readonly) change(desk, action);
	}
}

function change(desk: GridDesk, action: KeyAction): void {
	const { cells, lines, typing } = desk;
	switch (action) {
		case 'undo':
		case 'redo':
			return void desk.step(action);
		case 'add-sibling':
		case 'add-child':
			return lines.add(action);
		case 'remove':
			return void lines.remove();
		case 'up':
		case 'down':
		case 'indent':
		case 'outdent':
			return lines.move(action);
		case 'clear':
			return cells.clear();
		case 'fill-down':
			return cells.fill('down');
		case 'fill-right':
			return cells.fill('right');
		case 'formula-above':
			return cells.takeAbove('formula');
		case 'value-above':
			return cells.takeAbove('value');
		case 'edit':
			return typing.start();
		case 'sum':
			return typing.sum();
		case 'date':
			return typing.date();
	}
}
