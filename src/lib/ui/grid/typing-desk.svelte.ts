import type { EditField } from '#lib/core/costing/edit-command.ts';
import { fieldRule } from '#lib/core/costing/line-fields.ts';
import { isTypedFormula } from './cell-input.ts';
import { isFigureColumn } from './column-sets.ts';
import { columnSpec } from './field-specs.ts';
import type { DrawnGrid } from './draw-grid.ts';
import {
	cellsNamed,
	choicesLike,
	suggestionsAt,
	type NamedCell,
	type Suggestions
} from './formula-suggest.ts';
import { referenceText } from './formula-text.ts';
import type { GridDesk } from './grid-desk.svelte.ts';
import type { Place } from './selection.ts';
import { formulaColumn, sumFormula } from './sum-formula.ts';
import { todayText } from './today.ts';

/** Typing into the current cell: how it ends, what a formula being typed points at, and what keys type for a person. */
export class TypingDesk {
	/** What is being typed into which line; null while nothing is. */
	now: { readonly lineId: string; readonly text: string } | null = $state.raw(null);
	readonly #desk: GridDesk;
	readonly #grid: () => DrawnGrid | null;

	constructor(desk: GridDesk, grid: () => DrawnGrid | null) {
		this.#desk = desk;
		this.#grid = grid;
	}

	/** F2: goes on with what the cell holds. */
	start(): void {
		this.#grid()?.startTyping(null);
	}

	/** Takes over what was typed; false when it was refused and the person stands on it again. */
	finish(): boolean {
		const grid = this.#grid();
		const editor = grid?.editor;
		if (!grid || !editor) {
			grid?.stopEditing();
			return true;
		}
		const { lineId, column, text } = editor;
		grid.cancelEditing();
		return this.#desk.edit(lineId, column, text);
	}

	cancel(): void {
		this.#grid()?.cancelEditing();
		this.#desk.standHere();
	}

	/** Ctrl+Enter: what was typed goes into every selected cell. */
	everywhere(text: string): void {
		this.#grid()?.cancelEditing();
		this.#desk.cells.same(text);
		this.#desk.standHere();
	}

	/** Puts a reference to a cell into the formula being typed; false where none is being typed or none fits. */
	pointAt({ row, column }: Place): boolean {
		const editor = this.#grid()?.editor;
		const to = this.#desk.rows[row];
		const read = formulaColumn(this.#desk.view.columns[column] ?? 'units');
		if (!editor?.canPoint || !to || read === null) return false;
		const { tree } = this.#desk.sheet.figures;
		editor.point(referenceText(tree, tree.indexOf.get(editor.lineId) ?? -1, to.index, read));
		this.#grid()?.reveal({ row, column });
		return true;
	}

	/** How the formula being typed could go on, or what can be chosen. */
	suggestions(field: EditField, text: string, caret: number): Suggestions {
		const { choices } = columnSpec(field);
		if (choices) return choicesLike(text, choices);
		const { draft, figures } = this.#desk.sheet;
		const parameters = draft.parameters.map(({ name }) => name);
		return suggestionsAt(text, caret, { tree: figures.tree, parameters });
	}

	/** The cells that the formula being typed reads. */
	get named(): readonly NamedCell[] {
		const { now } = this;
		const { tree } = this.#desk.sheet.figures;
		const at = now === null ? undefined : tree.indexOf.get(now.lineId);
		return now !== null && at !== undefined && isTypedFormula(now.text) ? cellsNamed(now.text, tree, at) : [];
	}

	/** Alt+=: the sum is put into the editor, for the person to look at before Enter. */
	sum(): void {
		const { row, at, rows, sheet } = this.#desk;
		if (!row || !at) return;
		const sum = sumFormula(sheet.figures.tree, rows, row, at.column);
		if ('text' in sum) this.#grid()?.startTyping(sum.text);
		else this.#desk.said = sum.whyNot;
	}

	/** Ctrl+;: today's date. */
	date(): void {
		const { at } = this.#desk;
		if (!at || isFigureColumn(at.column) || fieldRule(at.column).kind !== 'text') {
			this.#desk.said = '日期只能填在文字列里';
			return;
		}
		this.#desk.edit(at.lineId, at.column, todayText());
	}
}
