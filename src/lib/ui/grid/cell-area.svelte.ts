import type { SheetColumn } from './column-sets.ts';
import type { SheetRow } from './flatten.ts';
import type { Move } from './grid-keys.ts';
import {
	advance,
	blockOf,
	clampPlace,
	edgeFrom,
	extendTo,
	followCells,
	selectCell,
	selectColumns,
	selectRows,
	selectSheet,
	sizeOf,
	stepFrom,
	type Block,
	type Extent,
	type Place,
	type Selection
} from './selection.ts';

/** What the area knows of the sheet around it. */
export interface AreaSheet {
	readonly rows: () => readonly SheetRow[];
	readonly columns: () => readonly SheetColumn[];
	/** What a cell says; "" where it is blank. */
	readonly textOf: (row: SheetRow, column: SheetColumn) => string;
}

/** A selection with the lines and columns it was made on, so that it can follow them. */
interface Kept {
	readonly selection: Selection;
	readonly rows: readonly SheetRow[];
	readonly columns: readonly SheetColumn[];
}

/** One cell of the selection. */
export interface SelectedCell {
	readonly row: SheetRow;
	readonly column: SheetColumn;
}

/** Which cells a person has selected, and how keys and the mouse change that. It follows lines that move. */
export class CellArea {
	#kept: Kept | null = $state.raw(null);
	#copied: Kept | null = $state.raw(null);
	/** Where the fill handle has been dragged to. */
	filling: Block | null = $state.raw(null);

	readonly selection: Selection | null = $derived.by(() => this.#followed(this.#kept));
	readonly block: Block | null = $derived.by(() =>
		this.selection === null ? null : blockOf(this.selection, this.extent)
	);
	/** What has been copied or cut, until Esc or the next edit. */
	readonly copied: Block | null = $derived.by(() => {
		const copied = this.#followed(this.#copied);
		return copied === null ? null : blockOf(copied, this.extent);
	});
	readonly at: { readonly lineId: string; readonly column: SheetColumn } | null = $derived.by(() => {
		const active = this.selection?.active;
		const row = active && this.#sheet.rows()[active.row];
		const column = active && this.#sheet.columns()[active.column];
		return row && column ? { lineId: row.id, column } : null;
	});
	/** What is selected, in words for screen readers; "" for a single cell, which they read themselves. */
	readonly words: string = $derived.by(() => {
		if (this.block === null) return '';
		const { rows, columns } = sizeOf(this.block);
		return rows * columns > 1 ? `已选 ${rows} 行 ${columns} 列，共 ${rows * columns} 格` : '';
	});

	readonly #sheet: AreaSheet;

	constructor(sheet: AreaSheet) {
		this.#sheet = sheet;
	}

	get extent(): Extent {
		return { rows: this.#sheet.rows().length, columns: this.#sheet.columns().length };
	}

	/** Whether more than one cell is selected. */
	get isRange(): boolean {
		if (this.block === null) return false;
		const { rows, columns } = sizeOf(this.block);
		return rows * columns > 1;
	}

	/** Every selected cell, line by line. */
	*cells(): Generator<SelectedCell> {
		if (this.block === null) return;
		const { top, bottom, left, right } = this.block;
		const columns = this.#sheet.columns().slice(left, right + 1);
		for (const row of this.#sheet.rows().slice(top, bottom + 1))
			for (const column of columns) yield { row, column };
	}

	select(selection: Selection | null): void {
		this.#kept = selection && this.#keep(selection);
	}

	/** The cell that the keyboard stands on; null where the sheet has lost it. */
	selectAt(lineId: string, column: SheetColumn): void {
		const row = this.#sheet.rows().findIndex(({ id }) => id === lineId);
		const place = this.#sheet.columns().indexOf(column);
		if (row >= 0 && place >= 0) this.select(selectCell({ row, column: place }));
	}

	markCopied(): void {
		this.#copied = this.#kept && this.#keep(this.selection ?? this.#kept.selection);
	}

	forgetCopied(): void {
		this.#copied = null;
	}

	selectAll(): void {
		if (this.selection) this.select(selectSheet(this.selection.active));
	}

	/** Makes whole lines or columns of what is selected. */
	widen(to: 'rows' | 'columns'): void {
		if (!this.selection) return;
		const { anchor, head, active } = this.selection;
		const whole =
			to === 'rows'
				? selectRows(anchor.row, head.row, active.column)
				: selectColumns(anchor.column, head.column, active.row);
		this.select({ ...whole, active });
	}

	extend(head: Place): void {
		if (this.selection) this.select(extendTo(this.selection, clampPlace(head, this.extent)));
	}

	advance(by: 'row' | 'column', backwards: boolean): void {
		if (this.selection) this.select(advance(this.selection, by, backwards, this.extent));
	}

	/** Moves the active cell or the free corner; answers the place to bring on the screen. */
	move(move: Move, pageRows: number): Place | null {
		const { selection } = this;
		if (!selection) return null;
		const from = move.extend ? selection.head : selection.active;
		const to = this.#target(from, move, pageRows);
		if (move.extend) this.extend(to);
		else this.select(selectCell(to));
		return to;
	}

	#target(from: Place, { to, edge }: Move, pageRows: number): Place {
		const { extent } = this;
		switch (to) {
			case 'row-start':
				return { ...from, column: 0 };
			case 'row-end':
				return { ...from, column: extent.columns - 1 };
			case 'first':
				return { row: 0, column: 0 };
			case 'last':
				return { row: extent.rows - 1, column: extent.columns - 1 };
			case 'page-up':
				return stepFrom(from, 'up', extent, pageRows);
			case 'page-down':
				return stepFrom(from, 'down', extent, pageRows);
			default:
				return edge
					? edgeFrom(from, to, extent, (place) => this.#isFilled(place))
					: stepFrom(from, to, extent);
		}
	}

	#isFilled(place: Place): boolean {
		const row = this.#sheet.rows()[place.row];
		const column = this.#sheet.columns()[place.column];
		return row !== undefined && column !== undefined && this.#sheet.textOf(row, column) !== '';
	}

	#keep(selection: Selection): Kept {
		return { selection, rows: this.#sheet.rows(), columns: this.#sheet.columns() };
	}

	#followed(kept: Kept | null): Selection | null {
		const rows = this.#sheet.rows();
		const columns = this.#sheet.columns();
		if (kept === null || (kept.rows === rows && kept.columns === columns)) return kept?.selection ?? null;
		return followCells(
			kept.selection,
			({ row, column }) => ({
				row: placeOf(rows, row, (line) => line.id === kept.rows[row]?.id),
				column: placeOf(columns, column, (name) => name === kept.columns[column])
			}),
			this.extent
		);
	}
}

/** Mostly nothing has moved, so the old place is looked at first. What has gone keeps its place. */
function placeOf<T>(list: readonly T[], place: number, is: (item: T) => boolean): number {
	const there = list[place];
	if (there !== undefined && is(there)) return place;
	const found = list.findIndex(is);
	return found < 0 ? place : found;
}
