import { formulaAt } from './cell-text.ts';
import { isFigureColumn, type SheetColumn } from './column-sets.ts';
import type { DrawnGrid } from './draw-grid.ts';
import type { SheetRow } from './flatten.ts';
import type { GridDesk } from './grid-desk.svelte.ts';

/** Ctrl+`: cells show their formulas instead of what these come to. */
export class FormulaView {
	shown = $state(false);
	readonly #desk: GridDesk;
	readonly #grid: () => DrawnGrid | null;

	constructor(desk: GridDesk, grid: () => DrawnGrid | null) {
		this.#desk = desk;
		this.#grid = grid;
	}

	toggle(): void {
		this.shown = !this.shown;
		this.#grid()?.refreshView();
	}

	/** The formula a cell shows now; null where it shows its value. */
	textOf(row: SheetRow, column: SheetColumn): string | null {
		if (!this.shown || isFigureColumn(column) || formulaAt(row, column) === null) return null;
		return this.#desk.editedText(row.id, column);
	}
}
