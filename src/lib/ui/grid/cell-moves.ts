import type { SheetColumn } from './column-sets.ts';
import type { DrawnGrid } from './draw-grid.ts';
import type { GridDesk } from './grid-desk.svelte.ts';
import type { Move } from './grid-keys.ts';

/** Where keys take the person on the sheet. */
export class CellMoves {
	readonly #desk: GridDesk;
	readonly #grid: () => DrawnGrid | null;

	constructor(desk: GridDesk, grid: () => DrawnGrid | null) {
		this.#desk = desk;
		this.#grid = grid;
	}

	/** Moves the current cell, or with Shift the end of the selection. */
	to(move: Move): void {
		const place = this.#desk.cells.area.move(move, this.#grid()?.pageRows ?? 1);
		if (place && move.extend) this.#grid()?.reveal(place);
		else this.#desk.standHere();
		// The first column is frozen: it is there already, and what stands beside it is not.
		if (move.to === 'row-start' || move.to === 'first') this.#grid()?.showStart();
	}

	/** Enter and Tab; false behind the last cell, where Tab leaves the sheet. */
	advance(by: 'row' | 'column', backwards: boolean): boolean {
		const { area } = this.#desk.cells;
		const before = area.selection;
		area.advance(by, backwards);
		this.#desk.standHere();
		return area.selection !== before;
	}

	/** Gives the keyboard to what stands beside the sheet. */
	leave(backwards: boolean): void {
		this.#grid()?.leave(backwards);
	}

	/** The grid gave the keyboard to a cell by itself. */
	follow(lineId: string, column: SheetColumn): void {
		const { at, cells } = this.#desk;
		if (at?.lineId !== lineId || at.column !== column) cells.area.selectAt(lineId, column);
	}

	/** Whether the space bar folds lines here instead of being typed. */
	get canToggle(): boolean {
		const { at, row, cells } = this.#desk;
		return at?.column === 'name' && (row?.isParent ?? false) && !cells.area.isRange;
	}
}
