/** A cell by its place on the screen: the how-manieth shown line and the how-manieth shown column, from 0. */
export interface Place {
	readonly row: number;
	readonly column: number;
}

/** How many lines and columns are shown. */
export interface Extent {
	readonly rows: number;
	readonly columns: number;
}

/** A rectangle of cells, all four sides included. */
export interface Block {
	readonly top: number;
	readonly left: number;
	readonly bottom: number;
	readonly right: number;
}

/** The selected rectangle, as Excel has it: one range and, in it, the cell that typing goes into. */
export interface Selection {
	readonly active: Place;
	/** The corner where the range began. */
	readonly anchor: Place;
	/** The corner that Shift and the mouse move. */
	readonly head: Place;
	/** Whole rows stay whole when columns come and go, whole columns when lines do. */
	readonly whole: 'rows' | 'columns' | 'sheet' | null;
	/** The column where a run of Tab began; Enter goes back to it, as when filling in a table by lines. */
	readonly tabbedFrom: number | null;
}

export type Direction = 'up' | 'down' | 'left' | 'right';

const STEPS: { readonly [D in Direction]: readonly [rows: number, columns: number] } = {
	up: [-1, 0],
	down: [1, 0],
	left: [0, -1],
	right: [0, 1]
};

/** One cell alone. */
export function selectCell(place: Place): Selection {
	return { active: place, anchor: place, head: place, whole: null, tabbedFrom: null };
}

/** From one corner to another; the first is the active cell. */
export function selectRange(anchor: Place, head: Place): Selection {
	return { ...selectCell(anchor), head };
}

export function selectBlock({ top, left, bottom, right }: Block): Selection {
	return selectRange({ row: top, column: left }, { row: bottom, column: right });
}

/** Whole lines, from one to another. */
export function selectRows(anchor: number, head: number, column = 0): Selection {
	return { ...selectRange({ row: anchor, column }, { row: head, column }), whole: 'rows' };
}

/** Whole columns, from one to another. */
export function selectColumns(anchor: number, head: number, row = 0): Selection {
	return { ...selectRange({ row, column: anchor }, { row, column: head }), whole: 'columns' };
}

/** Everything; typing still goes where it went. */
export function selectSheet(active: Place): Selection {
	return { ...selectCell(active), whole: 'sheet' };
}

/** Moves the free corner and leaves the rest, as Shift+click does. */
export function extendTo(selection: Selection, head: Place): Selection {
	return { ...selection, head, whole: selection.whole === 'sheet' ? null : selection.whole };
}

/** The selected rectangle. */
export function blockOf({ anchor, head, whole }: Selection, { rows, columns }: Extent): Block {
	const allRows = whole === 'columns' || whole === 'sheet';
	const allColumns = whole === 'rows' || whole === 'sheet';
	return {
		top: allRows ? 0 : Math.min(anchor.row, head.row),
		bottom: allRows ? rows - 1 : Math.max(anchor.row, head.row),
		left: allColumns ? 0 : Math.min(anchor.column, head.column),
		right: allColumns ? columns - 1 : Math.max(anchor.column, head.column)
	};
}

export function sizeOf({ top, left, bottom, right }: Block): Extent {
	return { rows: bottom - top + 1, columns: right - left + 1 };
}

export function isInside({ top, left, bottom, right }: Block, row: number, column: number): boolean {
	return row >= top && row <= bottom && column >= left && column <= right;
}

/** The nearest place on the sheet; the sheet has at least one cell. */
export function clampPlace({ row, column }: Place, { rows, columns }: Extent): Place {
	return {
		row: Math.max(0, Math.min(row, rows - 1)),
		column: Math.max(0, Math.min(column, columns - 1))
	};
}

/** The neighbouring cell, or the same at the edge of the sheet. */
export function stepFrom({ row, column }: Place, direction: Direction, extent: Extent, count = 1): Place {
	const [rows, columns] = STEPS[direction];
	return clampPlace({ row: row + rows * count, column: column + columns * count }, extent);
}

/**
 * Where Ctrl+arrow lands: the last filled cell of the run one stands in, or else the next filled cell, or the edge of
 * the sheet.
 */
export function edgeFrom(
	from: Place,
	direction: Direction,
	extent: Extent,
	isFilled: (place: Place) => boolean
): Place {
	let at = from;
	let next = stepFrom(at, direction, extent);
	const inRun = isFilled(at) && isFilled(next);
	while (!samePlace(at, next)) {
		if (inRun && !isFilled(next)) return at;
		at = next;
		if (!inRun && isFilled(at)) return at;
		next = stepFrom(at, direction, extent);
	}
	return at;
}

/** Enter and Tab: the next cell of a range of several, round and round; from a single cell the one beside it. */
export function advance(
	selection: Selection,
	by: 'row' | 'column',
	backwards: boolean,
	extent: Extent
): Selection {
	const block = blockOf(selection, extent);
	const { rows, columns } = sizeOf(block);
	if (rows * columns > 1) return { ...selection, active: nextInside(selection.active, block, by, backwards) };
	const { active } = selection;
	if (by === 'column') return besideOf(selection, backwards, extent);
	const { row } = stepFrom(active, backwards ? 'up' : 'down', extent);
	return selectCell({ row, column: selection.tabbedFrom ?? active.column });
}

/** Tab goes on in the next line behind the last column, and nowhere behind the last cell of all. */
function besideOf(selection: Selection, backwards: boolean, extent: Extent): Selection {
	const { active, tabbedFrom } = selection;
	const beside = stepFrom(active, backwards ? 'left' : 'right', extent);
	if (!samePlace(beside, active)) return { ...selectCell(beside), tabbedFrom: tabbedFrom ?? active.column };
	const { row } = stepFrom(active, backwards ? 'up' : 'down', extent);
	return row === active.row ? selection : selectCell({ row, column: backwards ? extent.columns - 1 : 0 });
}

function nextInside(active: Place, block: Block, by: 'row' | 'column', backwards: boolean): Place {
	const { rows, columns } = sizeOf(block);
	const [row, column] = [active.row - block.top, active.column - block.left];
	const count = rows * columns;
	const order = by === 'row' ? column * rows + row : row * columns + column;
	const next = (order + (backwards ? count - 1 : 1)) % count;
	return by === 'row'
		? { row: block.top + (next % rows), column: block.left + Math.floor(next / rows) }
		: { row: block.top + Math.floor(next / columns), column: block.left + (next % columns) };
}

/**
 * The selection after lines or columns came, went or moved: each corner goes with its line and column, as `follow` says.
 * Null when nothing is shown any more.
 */
export function followCells(
	selection: Selection,
	follow: (place: Place) => Place,
	extent: Extent
): Selection | null {
	if (extent.rows === 0 || extent.columns === 0) return null;
	const at = (place: Place) => clampPlace(follow(place), extent);
	const active = at(selection.active);
	const followed = { ...selection, anchor: at(selection.anchor), head: at(selection.head), active };
	const block = blockOf(followed, extent);
	return isInside(block, active.row, active.column) ? followed : selectCell(active);
}

export function samePlace(a: Place, b: Place): boolean {
	return a.row === b.row && a.column === b.column;
}
