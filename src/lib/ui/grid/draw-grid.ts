import { AG_GRID_LOCALE_CN } from '@ag-grid-community/locale';
import {
	CellStyleModule,
	ClientSideRowModelModule,
	ColumnApiModule,
	createGrid,
	LocaleModule,
	ModuleRegistry,
	PinnedRowModule,
	RenderApiModule,
	RowApiModule,
	RowStyleModule,
	ScrollApiModule,
	SelectEditorModule,
	TextEditorModule,
	themeQuartz,
	TooltipModule,
	type GridApi,
	type GridOptions
} from 'ag-grid-community';
import type { EditField } from '#lib/core/costing/edit-command.ts';
import { columnDefs, lineRow, type ColumnSource, type GridRow } from './columns.ts';
import { COLUMN_SETS, type ColumnSet, type SheetColumn } from './column-sets.ts';
import type { SheetRow, TotalRow } from './flatten.ts';
import type { NameContext } from './name-cell.ts';
import { typingCatcher } from './typing-catcher.ts';

export interface GridEvents {
	/** Somebody typed `text` into a cell and left it. */
	readonly onedit: (lineId: string, field: EditField, text: string) => void;
	readonly onfocus: (lineId: string | null, column: SheetColumn | null) => void;
	readonly ontoggle: (lineId: string) => void;
}

/** The grid as the component sees it: it draws rows and reports what people do. */
export interface DrawnGrid {
	show(rows: readonly SheetRow[], total: TotalRow): void;
	showColumns(set: ColumnSet): void;
	focus(lineId: string, column: SheetColumn): void;
	/** Ends typing, keeping what was typed. */
	stopEditing(): void;
	isEditing(): boolean;
	isComposing(): boolean;
	/** Draws the marks of cells again where no value has changed. */
	refreshMarks(): void;
	cellElement(lineId: string, column: SheetColumn): HTMLElement | null;
	destroy(): void;
}

ModuleRegistry.registerModules([
	CellStyleModule,
	ClientSideRowModelModule,
	ColumnApiModule,
	LocaleModule,
	PinnedRowModule,
	RenderApiModule,
	RowApiModule,
	RowStyleModule,
	ScrollApiModule,
	SelectEditorModule,
	TextEditorModule,
	TooltipModule
]);

const theme = themeQuartz.withParams({
	accentColor: 'var(--accent)',
	backgroundColor: 'var(--panel)',
	borderColor: 'var(--line)',
	borderRadius: 4,
	browserColorScheme: 'inherit',
	cellHorizontalPadding: 8,
	chromeBackgroundColor: 'var(--sunken)',
	columnBorder: true,
	fontFamily: 'inherit',
	fontSize: 13,
	foregroundColor: 'var(--ink)',
	headerFontWeight: 500,
	headerHeight: 32,
	headerTextColor: 'var(--ink-soft)',
	rowHeight: 30,
	rowHoverColor: 'var(--hover)',
	spacing: 6,
	tooltipBackgroundColor: 'var(--panel)',
	tooltipTextColor: 'var(--ink)',
	wrapperBorderRadius: 6
});

export function drawGrid(element: HTMLElement, source: ColumnSource, events: GridEvents): DrawnGrid {
	const catcher = typingCatcher('直接输入即可替换本格内容', (text) => startEditing(api, text));
	const context: NameContext = { toggle: events.ontoggle };
	const api = createGrid<GridRow>(element, {
		...fixedOptions(),
		columnDefs: columnDefs(source),
		context,
		onCellEditRequest: ({ data, column, newValue }) => {
			const row = lineRow(data);
			if (row) events.onedit(row.id, column.getColId() as EditField, String(newValue ?? ''));
		},
		onCellFocused: ({ rowIndex, column, rowPinned }) => {
			const row = rowIndex === null || rowPinned ? null : lineRow(api.getDisplayedRowAtIndex(rowIndex)?.data);
			const columnId = typeof column === 'string' ? column : column?.getColId();
			// The total is for reading: Enter on the last line stays on it, as on the last row of a sheet.
			if (rowPinned && columnId !== undefined && api.getDisplayedRowCount() > 0)
				return api.setFocusedCell(api.getDisplayedRowCount() - 1, columnId);
			events.onfocus(row?.id ?? null, columnId === undefined ? null : (columnId as SheetColumn));
			catchTyping();
		},
		onCellEditingStarted: ({ colDef }) => colDef.cellEditor === 'agSelectCellEditor' && setTimeout(openList),
		onCellEditingStopped: () => queueMicrotask(catchTyping)
	});

	function cellElement(lineId: string, column: string): HTMLElement | null {
		return element.querySelector(`[row-id="${CSS.escape(lineId)}"] [col-id="${column}"]`);
	}

	/** Only while the grid has the keyboard: focus is never pulled away from the rest of the page. */
	function catchTyping(): void {
		const at = api.getFocusedCell();
		if (!at || at.rowPinned || isEditing(api)) return;
		const id = lineRow(api.getDisplayedRowAtIndex(at.rowIndex)?.data)?.id;
		const cell = id === undefined ? null : cellElement(id, at.column.getColId());
		if (cell && element.contains(document.activeElement)) catcher.place(cell);
	}

	return {
		show(rows, total) {
			api.setGridOption('rowData', [...rows]);
			api.setGridOption('pinnedBottomRowData', [total]);
		},
		showColumns(set) {
			const shown = [...ALWAYS, ...COLUMN_SETS[set].columns];
			api.applyColumnState({
				state: shown.map((colId) => ({ colId, hide: false })),
				defaultState: { hide: true },
				applyOrder: true
			});
		},
		focus(lineId, column) {
			const rowIndex = api.getRowNode(lineId)?.rowIndex ?? null;
			if (rowIndex === null) return;
			const shown = api.getColumn(column)?.isVisible() ? column : 'name';
			api.ensureIndexVisible(rowIndex);
			api.ensureColumnVisible(shown);
			api.setFocusedCell(rowIndex, shown);
			cellElement(lineId, shown)?.focus({ preventScroll: true });
			catchTyping();
		},
		stopEditing: () => api.stopEditing(),
		isEditing: () => isEditing(api),
		isComposing: () => catcher.composing,
		refreshMarks: () => api.refreshCells(),
		cellElement,
		destroy: () => api.destroy()
	};
}

const ALWAYS: readonly string[] = ['row', 'code', 'name'];

/** The rows are ours, in our order: the grid neither sorts, filters, moves nor stores anything. */
function fixedOptions(): GridOptions<GridRow> {
	const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';
	return {
		theme,
		...(nonce === '' ? {} : { styleNonce: nonce }),
		localeText: AG_GRID_LOCALE_CN,
		defaultColDef: {
			sortable: false,
			suppressMovable: true,
			resizable: true,
			suppressHeaderMenuButton: true
		},
		getRowId: ({ data }) => ('total' in data ? 'total' : data.id),
		rowClassRules: { 'cost-parent': ({ data }) => lineRow(data)?.isParent ?? false },
		rowData: [],
		readOnlyEdit: true,
		enterNavigatesVertically: true,
		enterNavigatesVerticallyAfterEdit: true,
		// Tab behind the last cell leaves the grid: the total at the bottom is for reading.
		tabToNextCell: ({ nextCellPosition }) =>
			nextCellPosition && !nextCellPosition.rowPinned ? nextCellPosition : false,
		suppressStartEditOnTab: true,
		stopEditingWhenCellsLoseFocus: true,
		// Gives every cell a wrapper of its own around its text, beside which the typing catcher survives redrawing.
		enableCellTextSelection: true,
		suppressDragLeaveHidesColumns: true,
		suppressColumnMoveAnimation: true,
		animateRows: false,
		// Names are drawn with their rows, not a moment later.
		suppressAnimationFrame: true,
		tooltipShowDelay: 300,
		ensureDomOrder: true
	};
}

/** A choice opens at once, as a drop-down list in Excel does with Alt+↓; the editor itself waits for that key. */
function openList(): void {
	document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true }));
}

/** The grid starts an editor with one character at most; composed text has more, so it is put in afterwards. */
function startEditing(api: GridApi<GridRow>, text: string): void {
	const at = api.getFocusedCell();
	if (!at || at.rowPinned) return;
	api.startEditingCell({ rowIndex: at.rowIndex, colKey: at.column, key: text.slice(0, 1) });
	const editor = document.activeElement;
	if (text.length === 1 || !isEditing(api) || !(editor instanceof HTMLInputElement)) return;
	editor.value = text;
	editor.dispatchEvent(new Event('input', { bubbles: true }));
}

function isEditing(api: GridApi<GridRow>): boolean {
	return api.getEditingCells().length > 0;
}
