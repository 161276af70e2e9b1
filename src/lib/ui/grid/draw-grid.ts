import {
	createGrid,
	type CellEditorSelectorResult,
	type ColDef,
	type GridApi,
	type GridOptions
} from 'ag-grid-community';
import type { EditField } from '#lib/core/costing/edit-command.ts';
import { columnDefs, lineRow, type ColumnSource, type GridRow } from './columns.ts';
import { sameColumns, type ColumnLayout } from './column-layout.ts';
import { isSheetColumn, type SheetColumn } from './column-sets.ts';
import type { SheetRow, TotalRow } from './flatten.ts';
import type { NameContext } from './name-cell.ts';
import { watchClipboard, type ClipboardEvents } from './clipboard-events.ts';
import { CellPointer, type PointerEvents } from './cell-pointer.ts';
import { fixedOptions, ROW_HEIGHT } from './grid-options.ts';
import { leaveSheet } from './leave-sheet.ts';
import { rowDragOptions, type RowDragEvents } from './row-drag.ts';
import { sheetBody, uncoverRow } from './sheet-hit.ts';
import { rowShower } from './show-rows.ts';
import type { Place } from './selection.ts';
import { SelectionPainter, type SelectionMarks } from './selection-marks.ts';
import { typingCatcher } from './typing-catcher.ts';
import { TypingEditor } from './typing-editor.ts';
import { TypingState, type TypingEvents } from './typing-state.ts';

export interface GridEvents extends RowDragEvents, TypingEvents, ClipboardEvents {
	/** What the mouse does on cells, row numbers and heads. */
	readonly pointer: PointerEvents;
	/** What a cell shows while formulas are shown; null for its value. */
	readonly formulaText: (row: SheetRow, column: SheetColumn) => string | null;
	/** Somebody typed `text` into a cell and left it. */
	readonly onedit: (lineId: string, field: EditField, text: string) => void;
	/** The grid itself gave the keyboard to a cell. */
	readonly onfocus: (lineId: string, column: SheetColumn) => void;
	readonly ontoggle: (lineId: string) => void;
	readonly onresize: (column: SheetColumn, width: number) => void;
	/** Whether lines may be moved by dragging. */
	readonly movable: () => boolean;
}

/** The grid as the component sees it: it draws rows and reports what people do. */
export interface DrawnGrid {
	show(rows: readonly SheetRow[], total: TotalRow): void;
	showColumns(layout: ColumnLayout): void;
	/** Draws heads, marks and texts again after filter, order or unit have changed. */
	refreshView(): void;
	/** Brings a cell on the screen; without `keyboard`, whoever has the keys keeps them. */
	focus(lineId: string, column: SheetColumn, keyboard?: boolean): void;
	/** Brings a cell on the screen without giving it the keyboard. */
	reveal(place: Place): void;
	/** Scrolls back to the first column that is not frozen. */
	showStart(): void;
	/** Draws what is selected, copied and named by a formula. */
	showSelection(marks: SelectionMarks): void;
	/** How many lines fit on the screen. */
	readonly pageRows: number;
	/** The editor of the cell being typed into; null while nothing or a choice is being edited. */
	readonly editor: TypingEditor | null;
	/** Starts typing into the current cell: over what it holds, or with null going on with it. */
	startTyping(text: string | null): void;
	/** Ends typing without taking anything over. */
	cancelEditing(): void;
	/** Ends typing, keeping what was typed. */
	stopEditing(): void;
	/** Gives the keyboard to what stands behind the sheet on the page, or before it. */
	leave(backwards: boolean): void;
	isEditing(): boolean;
	isComposing(): boolean;
	/** Draws the marks of cells again where no value has changed. */
	refreshMarks(): void;
	cellElement(lineId: string, column: SheetColumn): HTMLElement | null;
	destroy(): void;
}

export function drawGrid(element: HTMLElement, source: ColumnSource, events: GridEvents): DrawnGrid {
	return new AgDrawing(element, source, events);
}

class AgDrawing implements DrawnGrid {
	readonly #element: HTMLElement;
	readonly #source: ColumnSource;
	readonly #events: GridEvents;
	readonly #api: GridApi<GridRow>;
	readonly #typing: TypingState;
	readonly #catcher = typingCatcher('直接输入即可替换本格内容', (text) => this.startTyping(text));
	readonly #painter: SelectionPainter;
	readonly #pointer: CellPointer;
	readonly #unwatchClipboard: () => void;
	readonly #showRows: (rows: readonly SheetRow[]) => void;
	#choosable: readonly SheetColumn[] = [];

	constructor(element: HTMLElement, source: ColumnSource, events: GridEvents) {
		this.#element = element;
		this.#source = source;
		this.#events = events;
		this.#typing = new TypingState(events);
		this.#painter = new SelectionPainter(element, () => this.#api);
		this.#api = createGrid<GridRow>(element, {
			...fixedOptions(),
			...rowDragOptions(element, events),
			...this.#drawing(),
			...this.#reporting()
		});
		this.#showRows = rowShower(this.#api);
		this.#pointer = new CellPointer(element, events.pointer);
		this.#unwatchClipboard = watchClipboard(element, events, {
			isEditing: () => this.isEditing(),
			isEmpty: () => this.#api.getDisplayedRowCount() === 0
		});
		// The grid gives the keyboard to the bare cell whenever it has drawn it anew.
		element.addEventListener('focusin', ({ target }) => {
			if (target instanceof Element && target.matches('.ag-cell')) this.#catchTyping();
		});
	}

	/** What rows look like, and what is drawn on them. */
	#drawing(): GridOptions<GridRow> {
		const { ontoggle: toggle, movable } = this.#events;
		const context: NameContext = { toggle, movable };
		return {
			context,
			columnDefs: [],
			rowClassRules: {
				'cost-parent': ({ data }) => lineRow(data)?.isParent ?? false,
				'cost-context': ({ data }) => this.#source.isContext(lineRow(data)?.id ?? '')
			},
			onViewportChanged: () => this.#painter.paint(),
			onVirtualColumnsChanged: () => this.#painter.paint()
		};
	}

	/** What people do that the grid hears of first. */
	#reporting(): GridOptions<GridRow> {
		const { onresize, onedit } = this.#events;
		return {
			onColumnResized: ({ finished, source: by, columns }) => {
				if (!finished || !(by === 'uiColumnResized' || by === 'autosizeColumns')) return;
				for (const column of columns ?? []) {
					const id = column.getColId();
					if (isSheetColumn(id)) onresize(id, column.getActualWidth());
				}
			},
			onCellEditRequest: ({ data, column, newValue }) => {
				const row = lineRow(data);
				if (row) onedit(row.id, column.getColId() as EditField, String(newValue ?? ''));
			},
			onCellFocused: () => this.#focused(),
			// Only a list of choices is no editor of ours.
			onCellEditingStarted: () => this.#typing.editor ?? setTimeout(openList),
			onCellEditingStopped: () => queueMicrotask(() => this.#catchTyping())
		};
	}

	/** The event comes later than the keys that follow it: only where the keyboard is now counts. */
	#focused(): void {
		const api = this.#api;
		const at = api.getFocusedCell();
		const lines = api.getDisplayedRowCount();
		// The total is for reading: Enter on the last line stays on it, as on the last row of a sheet.
		if (at?.rowPinned && lines > 0) return api.setFocusedCell(lines - 1, at.column);
		const row = at && !at.rowPinned ? lineRow(api.getDisplayedRowAtIndex(at.rowIndex)?.data) : null;
		const column = at?.column.getColId() ?? '';
		if (row && isSheetColumn(column)) this.#events.onfocus(row.id, column);
		this.#catchTyping();
	}

	show(rows: readonly SheetRow[], total: TotalRow): void {
		this.#showRows(rows);
		const pinned = this.#api.getPinnedBottomRow(0);
		if (pinned) pinned.setData(total);
		else this.#api.setGridOption('pinnedBottomRowData', [total]);
	}

	showColumns({ columns, choosable, widthOf, frozenCount }: ColumnLayout): void {
		if (!sameColumns(choosable, this.#choosable)) {
			const defs = columnDefs(this.#source, choosable).map((def) => this.#withEditing(def));
			this.#api.setGridOption('columnDefs', defs);
		}
		this.#choosable = choosable;
		this.#api.applyColumnState({
			state: [
				{ colId: 'row', hide: false },
				...columns.map((colId, place) => ({
					colId,
					hide: false,
					width: widthOf(colId),
					pinned: place < frozenCount ? ('left' as const) : null
				}))
			],
			defaultState: { hide: true },
			applyOrder: true
		});
	}

	refreshView(): void {
		this.#api.refreshHeader();
		this.#api.redrawRows();
		this.#painter.paint();
		this.#catchTyping();
	}

	focus(lineId: string, column: SheetColumn, keyboard = true): void {
		const before = document.activeElement;
		const rowIndex = this.#api.getRowNode(lineId)?.rowIndex ?? null;
		if (rowIndex === null) return;
		const shown = this.#api.getColumn(column)?.isVisible() ? column : 'name';
		this.#showRow(rowIndex);
		this.#api.ensureColumnVisible(shown);
		this.#api.setFocusedCell(rowIndex, shown);
		// The grid gives the keys to the cell it is told of; a search going on keeps them.
		if (!keyboard && before instanceof HTMLElement) return before.focus({ preventScroll: true });
		this.cellElement(lineId, shown)?.focus({ preventScroll: true });
		this.#catchTyping();
	}

	showStart(): void {
		const [first] = this.#api.getAllDisplayedColumns().filter((column) => !column.isPinned());
		if (first) this.#api.ensureColumnVisible(first, 'start');
	}

	#showRow(row: number): void {
		this.#api.ensureIndexVisible(row);
		const top = this.#api.getDisplayedRowAtIndex(row)?.rowTop;
		if (typeof top === 'number') uncoverRow(this.#element, top, ROW_HEIGHT);
	}

	reveal({ row, column }: Place): void {
		this.#showRow(row);
		const id = this.#painter.marks.columns[column];
		if (id !== undefined) this.#api.ensureColumnVisible(id);
	}

	showSelection(marks: SelectionMarks): void {
		this.#painter.show(marks);
	}

	get pageRows(): number {
		const body = sheetBody(this.#element);
		return body ? Math.max(1, Math.floor((body.bottom - body.top) / ROW_HEIGHT) - 1) : 1;
	}

	get editor(): TypingEditor | null {
		return this.#typing.editor;
	}

	startTyping(text: string | null): void {
		const at = this.#api.getFocusedCell();
		if (!at || at.rowPinned) return;
		const place = { rowIndex: at.rowIndex, colKey: at.column };
		this.#typing.begin(text, () => this.#api.startEditingCell(place));
	}

	cancelEditing(): void {
		this.#api.stopEditing(true);
	}

	stopEditing(): void {
		this.#api.stopEditing();
	}

	leave(backwards: boolean): void {
		leaveSheet(this.#element, backwards);
	}

	isEditing(): boolean {
		return this.#api.getEditingCells().length > 0;
	}

	isComposing(): boolean {
		return this.#catcher.composing;
	}

	refreshMarks(): void {
		this.#api.refreshCells();
	}

	cellElement(lineId: string, column: string): HTMLElement | null {
		return this.#element.querySelector(`[row-id="${CSS.escape(lineId)}"] [col-id="${column}"]`);
	}

	destroy(): void {
		this.#painter.destroy();
		this.#pointer.destroy();
		this.#unwatchClipboard();
		this.#api.destroy();
	}

	/** Gives a column our editor, and formulas in place of values while these are shown. */
	#withEditing(def: ColDef<GridRow>): ColDef<GridRow> {
		const { valueFormatter: format, cellEditor: list, colId } = def;
		const column = colId !== undefined && isSheetColumn(colId) ? colId : null;
		if (column === null || typeof format !== 'function') return def;
		const own = { cellEditor: TypingEditor, cellEditorParams: { host: this.#typing } };
		return {
			...def,
			...(list ? { cellEditorSelector: () => this.#choiceEditor(def) } : own),
			valueFormatter: (params) => {
				const row = lineRow(params.data ?? undefined);
				return (row && this.#events.formulaText(row, column)) ?? format(params);
			}
		};
	}

	/** A choice is taken from its list; but typing onto it loses no letter. */
	#choiceEditor({ cellEditor, cellEditorParams }: ColDef<GridRow>): CellEditorSelectorResult {
		return this.#typing.takeTyped() === null
			? { component: cellEditor, params: cellEditorParams }
			: { component: TypingEditor, params: { host: this.#typing } };
	}

	/** Only while the grid has the keyboard: focus is never pulled away from the rest of the page. */
	#catchTyping(): void {
		const at = this.#api.getFocusedCell();
		if (!at || at.rowPinned || this.isEditing()) return;
		const id = lineRow(this.#api.getDisplayedRowAtIndex(at.rowIndex)?.data)?.id;
		const cell = id === undefined ? null : this.cellElement(id, at.column.getColId());
		if (cell && this.#element.contains(document.activeElement)) this.#catcher.place(cell);
	}
}

/** A choice opens at once, as a drop-down list in Excel does with Alt+↓; the editor itself waits for that key. */
function openList(): void {
	document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true }));
}
