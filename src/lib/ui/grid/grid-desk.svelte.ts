import { tick } from 'svelte';
import { FIELD_LABELS, type EditCommand, type EditField } from '#lib/core/costing/edit-command.ts';
import { problemText } from '#lib/text/zh-CN.ts';
import { readTyped } from './cell-input.ts';
import { editText, isEditable } from './cell-text.ts';
import type { ColumnSet, SheetColumn } from './column-sets.ts';
import type { CostSheet } from './cost-sheet.svelte.ts';
import type { DrawnGrid } from './draw-grid.ts';
import {
	collapsedToLevel,
	NOTHING_COLLAPSED,
	revealed,
	toggled,
	visibleRows,
	type Collapsed,
	type SheetRow
} from './flatten.ts';
import type { KeyAction } from './grid-keys.ts';
import {
	addChild,
	addSibling,
	lineAfterRemoval,
	moveLine,
	removedCount,
	type Movement
} from './structure.ts';
import { unitTexts } from './unit-texts.ts';

/** What the desk asks its surroundings for. */
export interface DeskLinks {
	/** Asks a yes-or-no question; true when the person agrees. */
	readonly ask: (question: string, agree: string) => Promise<boolean>;
	readonly openSource: (lineId: string, column: SheetColumn) => void;
}

/** A typed value that was not taken, shown beside its cell until the next edit. */
export interface Refused {
	readonly lineId: string;
	readonly field: EditField;
	readonly text: string;
}

/** One person at the cost grid: where they stand, what is folded, and what each key and button does to the sheet. */
export class GridDesk {
	at: { readonly lineId: string; readonly column: SheetColumn } | null = $state.raw(null);
	refused: Refused | null = $state.raw(null);
	collapsed: Collapsed = $state.raw(NOTHING_COLLAPSED);
	columnSet: ColumnSet = $state('declared');
	/** A short answer to the last key, read out to screen readers. */
	said = $state('');
	readonly rows: readonly SheetRow[] = $derived.by(() =>
		visibleRows(this.sheet.draft, this.sheet.figures, this.collapsed)
	);
	readonly unitTexts: ReadonlyMap<string, string> = $derived.by(() =>
		unitTexts(this.sheet.draft, this.sheet.figures)
	);

	readonly sheet: CostSheet;
	readonly #links: DeskLinks;
	#grid: DrawnGrid | null = null;

	constructor(sheet: CostSheet, links: DeskLinks) {
		this.sheet = sheet;
		this.#links = links;
	}

	attach(grid: DrawnGrid | null): void {
		this.#grid = grid;
	}

	get row(): SheetRow | null {
		return this.rows.find((row) => row.id === this.at?.lineId) ?? null;
	}

	/** Takes over what was typed, or says beside the cell why not. */
	edit(lineId: string, field: EditField, text: string): void {
		const row = this.rows.find((candidate) => candidate.id === lineId);
		if (!row || text === editText(row, field, this.sheet.figures.tree)) return;
		const value = readTyped(field, text, this.sheet.figures.tree);
		const refusal = value.ok
			? this.#apply([{ type: 'set', lineId, field, value: value.value }], lineId)
			: value.problem;
		if (refusal) this.#refuse({ lineId, field, text: problemText(refusal) });
	}

	run(action: KeyAction): void {
		if (action === 'save') void this.save();
		else if (action === 'source') this.#openSource();
		else if (action === 'toggle') this.#toggleHere();
		else if (!this.sheet.readonly) this.#change(action);
	}

	async save(): Promise<void> {
		this.#grid?.stopEditing();
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

	dismiss(): void {
		this.refused = null;
		this.#grid?.refreshMarks();
	}

	#change(action: Exclude<KeyAction, 'save' | 'source' | 'toggle'>): void {
		switch (action) {
			case 'undo':
			case 'redo':
				return this.#step(action);
			case 'add-sibling':
			case 'add-child':
				return this.#add(action);
			case 'remove':
				return void this.#remove();
			case 'clear':
				return this.#type(() => '');
			case 'copy-above':
				return this.#type((row, field) => this.#textAbove(row, field));
			default:
				return this.#move(action);
		}
	}

	#step(direction: 'undo' | 'redo'): void {
		const done = this.sheet[direction]();
		if (!done.ok) this.said = problemText(done.problem);
		else if (done.value !== null && this.sheet.figures.tree.indexOf.has(done.value))
			void this.#stand(done.value);
	}

	#add(action: 'add-sibling' | 'add-child'): void {
		const { tree } = this.sheet.figures;
		const line = { id: this.sheet.newId(), periodMonths: this.sheet.draft.periodMonths };
		const below = this.at?.lineId ?? null;
		const command =
			action === 'add-child' && below !== null ? addChild(tree, below, line) : addSibling(tree, below, line);
		if (!this.#applied(command, line.id)) return;
		void this.#stand(line.id, 'name');
	}

	async #remove(): Promise<void> {
		const row = this.row;
		if (!row) return;
		const count = removedCount(this.sheet.figures.tree, row.id);
		const question = `“${row.line.name || `第 ${row.index + 1} 行`}”下面还有 ${count - 1} 行，会一起删除。删除后可以撤销。`;
		if (count > 1 && !(await this.#links.ask(question, `删除 ${count} 行`))) return;
		const next = lineAfterRemoval(this.sheet.figures.tree, row.id);
		if (this.#applied({ type: 'remove', lineId: row.id }, row.id) && next !== null) await this.#stand(next);
	}

	#move(movement: Movement): void {
		const id = this.at?.lineId;
		if (id === undefined) return;
		const command = moveLine(this.sheet.figures.tree, id, movement);
		if (!command) this.said = NOWHERE[movement];
		else if (this.#applied(command, id)) void this.#stand(id);
	}

	/** Writes into the current cell as if it had been typed. */
	#type(textFor: (row: SheetRow, field: EditField) => string | null): void {
		const { row, at } = this;
		if (!row || !at || !isField(at.column) || !isEditable(row, at.column)) return;
		const text = textFor(row, at.column);
		if (text !== null) this.edit(row.id, at.column, text);
	}

	#textAbove(row: SheetRow, field: EditField): string | null {
		const above = this.rows[this.rows.indexOf(row) - 1];
		return above ? editText(above, field, this.sheet.figures.tree) : null;
	}

	#toggleHere(): void {
		if (this.row?.isParent) this.toggle(this.row.id);
	}

	#openSource(): void {
		if (this.at) this.#links.openSource(this.at.lineId, this.at.column);
	}

	#applied(command: EditCommand, lineId: string): boolean {
		const refusal = this.#apply([command], lineId);
		if (refusal) this.said = problemText(refusal);
		return refusal === null;
	}

	#apply(commands: readonly EditCommand[], lineId: string) {
		this.refused = null;
		this.said = '';
		return this.sheet.apply(commands, lineId);
	}

	#refuse(refused: Refused): void {
		this.refused = refused;
		this.#grid?.refreshMarks();
		// The grid moves on after Enter or Tab; the person is brought back to what was not taken.
		void this.#stand(refused.lineId, refused.field);
	}

	/** Shows a line and puts the keyboard on it. */
	async #stand(lineId: string, column: SheetColumn = this.at?.column ?? 'name'): Promise<void> {
		this.collapsed = revealed(this.sheet.figures.tree, this.collapsed, lineId);
		await tick();
		this.#grid?.focus(lineId, column);
	}
}

const NOWHERE: { readonly [M in Movement]: string } = {
	up: '已经是同级第一行',
	down: '已经是同级最后一行',
	indent: '上面没有同级的行，不能降级',
	outdent: '已经是最高一级'
};

function isField(column: SheetColumn): column is EditField {
	return Object.hasOwn(FIELD_LABELS, column);
}
