import { tick } from 'svelte';
import type { EditCommand, EditField } from '#lib/core/costing/edit-command.ts';
import type { Problem } from '#lib/core/problem.ts';
import { problemText } from '#lib/text/zh-CN.ts';
import { CellDesk } from './cell-desk.svelte.ts';
import { readTyped } from './cell-input.ts';
import { CellMoves } from './cell-moves.ts';
import { editText } from './cell-text.ts';
import type { SheetColumn } from './column-sets.ts';
import { columnText } from './column-text.ts';
import type { CostSheet } from './cost-sheet.svelte.ts';
import type { DrawnGrid } from './draw-grid.ts';
import {
	allRows,
	collapsedToLevel,
	NOTHING_COLLAPSED,
	revealed,
	toggled,
	visibleRows,
	type Collapsed,
	type SheetRow
} from './flatten.ts';
import { FormulaView } from './formula-view.svelte.ts';
import type { KeyAction } from './grid-keys.ts';
import type { GridSettings } from './grid-settings.ts';
import { GridView } from './grid-view.svelte.ts';
import { LineDesk } from './line-desk.ts';
import { runAction } from './run-action.ts';
import type { SelectionMarks } from './selection-marks.ts';
import type { SelectedCell } from './selection-figures.ts';
import { TypingDesk } from './typing-desk.svelte.ts';

/** What the desk asks its surroundings for. */
export interface DeskLinks {
	/** Asks a yes-or-no question; true when the person agrees. */
	readonly ask: (question: string, agree: string) => Promise<boolean>;
	readonly openSource: (lineId: string, column: SheetColumn) => void;
	/** How the person likes the grid, and where that is kept. */
	readonly settings: GridSettings;
	readonly keepSettings: (settings: GridSettings) => void;
}

/** A typed value that was not taken, shown beside its cell until the next edit. */
export interface Refused {
	readonly lineId: string;
	readonly field: EditField;
	readonly text: string;
}

/** One person at the cost grid: where they stand, what is folded, and what each key and button does to the sheet. */
export class GridDesk {
	refused: Refused | null = $state.raw(null);
	collapsed: Collapsed = $state.raw(NOTHING_COLLAPSED);
	/** A short answer to the last key, read out to screen readers. */
	said = $state('');
	/** Every line, also those that are folded away or filtered out. */
	readonly all: readonly SheetRow[] = $derived.by(() => {
		const { draft, figures, findings } = this.sheet;
		this.#before = allRows(draft, figures, this.collapsed, this.#before, findings);
		return this.#before;
	});
	/** The lines on the screen, from top to bottom. */
	readonly rows: readonly SheetRow[] = $derived.by(() =>
		visibleRows(this.all, this.sheet.figures.tree, this.view.display)
	);
	/** Columns, filter, order and unit, none of which changes what is stored. */
	readonly view: GridView;
	/** The selection, and edits of many cells at once. */
	readonly cells: CellDesk;
	readonly moves: CellMoves;
	readonly formulas: FormulaView;
	/** Adding, removing and moving lines. */
	readonly lines: LineDesk;
	/** Typing into the current cell. */
	readonly typing: TypingDesk;
	/** What is drawn on cells besides their values. */
	readonly marks: SelectionMarks = $derived.by(() => ({
		columns: this.view.columns,
		active: this.cells.area.selection?.active ?? null,
		block: this.cells.area.block,
		copied: this.cells.area.copied,
		filling: this.cells.area.filling,
		named: this.typing.named
	}));

	readonly sheet: CostSheet;
	readonly #links: DeskLinks;
	#grid: DrawnGrid | null = null;
	#before: readonly SheetRow[] = [];

	constructor(sheet: CostSheet, links: DeskLinks) {
		this.sheet = sheet;
		this.#links = links;
		this.view = new GridView(sheet, () => this.all, links.settings, links.keepSettings);
		const { view } = this;
		this.cells = new CellDesk({
			sheet,
			rows: () => this.rows,
			columns: () => view.columns,
			textOf: (row, column) => columnText(row, column, view.texts),
			edited: (column, text) => view.edited(column, text),
			typed: (column, text) => view.typed(column, text),
			apply: (commands, lineId) => this.change(commands, lineId),
			say: (text) => (this.said = text),
			stand: () => this.standHere()
		});
		this.lines = new LineDesk(this, links.ask);
		const grid = () => this.#grid;
		this.typing = new TypingDesk(this, grid);
		this.moves = new CellMoves(this, grid);
		this.formulas = new FormulaView(this, grid);
	}

	attach(grid: DrawnGrid | null): void {
		this.#grid = grid;
	}

	/** The current cell: what is typed goes into it. */
	get at(): { readonly lineId: string; readonly column: SheetColumn } | null {
		return this.cells.area.at;
	}

	get row(): SheetRow | null {
		return this.at ? this.rowOf(this.at.lineId) : null;
	}

	rowOf(lineId: string): SheetRow | null {
		return this.all[this.sheet.figures.tree.indexOf.get(lineId) ?? -1] ?? null;
	}

	/** The selected cells with what they say, for the figures of the status bar. */
	*selectedCells(): Generator<SelectedCell> {
		for (const { row, column } of this.cells.area.cells())
			yield { column, text: this.view.textAt(row.index, column) };
	}

	/** What a cell holds, as people edit it under the heads of the view. */
	editedText(lineId: string, field: EditField): string {
		const row = this.rowOf(lineId);
		if (row === null) return '';
		const { draft, figures } = this.sheet;
		return this.view.edited(field, editText(row, field, figures.tree, draft.parameters));
	}

	/** Takes over what was typed, or says beside the cell why not; true when it was taken. */
	edit(lineId: string, field: EditField, text: string): boolean {
		if (this.rowOf(lineId) === null || text === this.editedText(lineId, field)) return true;
		const { draft, figures } = this.sheet;
		const value = readTyped(field, this.view.typed(field, text), figures.tree, draft.parameters);
		this.cells.dismiss();
		const refusal = value.ok
			? this.change([{ type: 'set', lineId, field, value: value.value }], lineId)
			: value.problem;
		if (refusal) this.#refuse({ lineId, field, text: problemText(refusal) });
		return refusal === null;
	}

	/** Gives the keyboard to the current cell. */
	standHere(): void {
		if (this.at) this.#grid?.focus(this.at.lineId, this.at.column);
	}

	/** Does what a key or a button means. */
	run(action: KeyAction): void {
		runAction(this, action);
	}

	async save(): Promise<void> {
		this.typing.finish();
		this.said = (await this.sheet.flush()) ? '全部修改已保存' : '';
	}

	toggle(lineId: string): void {
		this.collapsed = toggled(this.collapsed, lineId);
	}

	showLevel(level: number): void {
		this.collapsed = collapsedToLevel(this.sheet.figures.tree, level);
	}

	/** Brings a line on the screen and puts the keyboard on it: where a finding or the history points. */
	reveal(lineId: string): void {
		if (this.sheet.figures.tree.indexOf.has(lineId)) void this.#stand(lineId, 'name');
	}

	/** Applies one undoable edit that was put together elsewhere; answers why it cannot be. */
	change(commands: readonly EditCommand[], lineId: string | null): Problem | null {
		this.refused = null;
		this.said = '';
		return this.sheet.apply(commands, lineId);
	}

	/** Brings a cell on the screen and makes it the current one, without taking the keyboard from where it is. */
	show(lineId: string, column: SheetColumn): void {
		void this.#stand(lineId, column, false);
	}

	/** Puts the keyboard on a cell. */
	stand(lineId: string, column?: SheetColumn): void {
		void this.#stand(lineId, column);
	}

	/** Whether Esc has nothing to put away. */
	get isTidy(): boolean {
		return this.refused === null && this.cells.isTidy;
	}

	dismiss(): void {
		this.refused = null;
		this.#grid?.refreshMarks();
	}

	async step(direction: 'undo' | 'redo'): Promise<void> {
		const done = await this.sheet[direction]();
		if (!done.ok) this.said = problemText(done.problem);
		else if (done.value !== null && this.sheet.figures.tree.indexOf.has(done.value))
			void this.#stand(done.value);
	}

	openSource(): void {
		if (this.at) this.#links.openSource(this.at.lineId, this.at.column);
	}

	/** Applies an edit of lines; what stands against it is said. */
	applied(commands: readonly EditCommand[], lineId: string): boolean {
		const refusal = this.change(commands, lineId);
		if (refusal) this.said = problemText(refusal);
		return refusal === null;
	}

	#refuse(refused: Refused): void {
		this.refused = refused;
		this.#grid?.refreshMarks();
		// The grid moves on after Enter or Tab; the person is brought back to what was not taken.
		void this.#stand(refused.lineId, refused.field);
	}

	/** Shows a line and puts the keyboard on it. */
	async #stand(
		lineId: string,
		column: SheetColumn = this.at?.column ?? 'name',
		keyboard = true
	): Promise<void> {
		this.collapsed = revealed(this.sheet.figures.tree, this.collapsed, lineId);
		this.view.unhide(lineId);
		await tick();
		const shown = this.view.columns.includes(column) ? column : 'name';
		if (this.at?.lineId !== lineId || this.at.column !== shown) this.cells.area.selectAt(lineId, shown);
		this.#grid?.focus(lineId, column, keyboard);
	}
}
