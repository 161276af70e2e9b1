import type { GridApi } from 'ag-grid-community';
import type { GridRow } from './columns.ts';
import type { SheetColumn } from './column-sets.ts';
import type { NamedCell } from './formula-suggest.ts';
import { isInside, type Block, type Place } from './selection.ts';

/** What is drawn on cells besides their values. */
export interface SelectionMarks {
	/** The columns on the screen, from left to right. */
	readonly columns: readonly SheetColumn[];
	readonly active: Place | null;
	readonly block: Block | null;
	/** What was copied, until Esc. */
	readonly copied: Block | null;
	/** Where the fill handle is being dragged to. */
	readonly filling: Block | null;
	/** Cells that the formula being typed reads. */
	readonly named: readonly NamedCell[];
}

export const NO_SELECTION: SelectionMarks = {
	...{ columns: [], active: null, block: null, copied: null, filling: null, named: [] }
};

/** How many colours references are told apart by. */
const COLOURS = 4;

interface Cell extends Place {
	readonly lineId: string;
	readonly columnId: string;
}

const EDGES = ['top', 'bottom', 'left', 'right'] as const;

function atEdge(block: Block | null, edge: (typeof EDGES)[number], { row, column }: Cell): boolean {
	if (block === null || !isInside(block, row, column)) return false;
	return edge === 'top' || edge === 'bottom' ? row === block[edge] : column === block[edge];
}

type Test = (marks: SelectionMarks, cell: Cell) => boolean;

function edgeTests(name: string, blockOf: (marks: SelectionMarks) => Block | null): [string, Test][] {
	return EDGES.map((edge) => [`cost-${name}-${edge}`, (marks, cell) => atEdge(blockOf(marks), edge, cell)]);
}

/** Every class, with the cells that carry it. */
const TESTS: readonly (readonly [name: string, test: Test])[] = [
	['cost-range', ({ block }, { row, column }) => block !== null && isInside(block, row, column)],
	['cost-active', ({ active }, { row, column }) => active?.row === row && active.column === column],
	[
		'cost-corner',
		({ block }, { row, column }) => block !== null && row === block.bottom && column === block.right
	],
	...edgeTests('range', ({ block }) => block),
	...edgeTests('copied', ({ copied }) => copied),
	...edgeTests('filling', ({ filling }) => filling),
	...Array.from({ length: COLOURS }, (_, colour): [string, Test] => [
		`cost-named-${colour}`,
		({ named }, { lineId, columnId }) =>
			named.findIndex((cell) => cell.lineId === lineId && cell.column === columnId) % COLOURS === colour
	])
];

/**
 * Draws the marks on the cells that are on the screen: the rest of the sheet is not touched, however long it is, and
 * neither are lines that carry no mark. As rules of the grid, these tests would be asked for every cell that scrolling
 * brings; so the painter watches for new lines and cells instead, and is done before the browser draws them.
 */
export class SelectionPainter {
	readonly #element: HTMLElement;
	readonly #api: () => GridApi<GridRow>;
	readonly #watch: MutationObserver;
	marks: SelectionMarks = NO_SELECTION;
	#places: ReadonlyMap<string, number> = new Map();
	/** Elements of lines that carry marks, or did when they were painted last. */
	#marked = new WeakSet<HTMLElement>();
	/** What stands on a cell already: touching every cell at every key would make the browser lay all of them out anew. */
	readonly #painted = new WeakMap<HTMLElement, { readonly marks: number; readonly classes: string }>();

	constructor(element: HTMLElement, api: () => GridApi<GridRow>) {
		this.#element = element;
		this.#api = api;
		this.#watch = new MutationObserver((changes) => this.#paintNew(changes));
		this.#watch.observe(element, { childList: true, subtree: true });
	}

	show(marks: SelectionMarks): void {
		if (marks.columns !== this.marks.columns)
			this.#places = new Map(marks.columns.map((column, place) => [column, place]));
		this.marks = marks;
		this.paint();
	}

	/** Puts the marks right on every cell there is; cells outside the screen do not exist. */
	paint(): void {
		for (const row of this.#element.querySelectorAll<HTMLElement>('.ag-row')) this.#paintRow(row);
		const { block } = this.marks;
		for (const head of this.#element.querySelectorAll<HTMLElement>('.ag-header-cell')) {
			const place = this.#places.get(head.getAttribute('col-id') ?? '') ?? -1;
			const selected = block !== null && place >= block.left && place <= block.right;
			setClass(head, 'cost-head-selected', selected);
		}
	}

	destroy(): void {
		this.#watch.disconnect();
	}

	/** Paints the lines that scrolling has brought, and those that have got cells. */
	#paintNew(changes: readonly MutationRecord[]): void {
		const rows = new Set<HTMLElement>();
		for (const { addedNodes, target } of changes)
			for (const node of addedNodes) {
				if (!(node instanceof HTMLElement)) continue;
				if (node.classList.contains('ag-row')) rows.add(node);
				else if (node.classList.contains('ag-cell') && target instanceof Element) {
					const row = target.closest<HTMLElement>('.ag-row');
					if (row) rows.add(row);
				}
			}
		for (const row of rows) this.#paintRow(row);
	}

	#paintRow(row: HTMLElement): void {
		const id = row.getAttribute('row-id') ?? '';
		const index = this.#api().getRowNode(id)?.rowIndex ?? -1;
		const carries = this.#carriesMarks(id, index);
		if (!carries && !this.#marked.has(row)) return;
		if (carries) this.#marked.add(row);
		else this.#marked.delete(row);
		for (const cell of row.querySelectorAll<HTMLElement>('.ag-cell')) this.#paintCell(cell, id, index);
	}

	#carriesMarks(lineId: string, row: number): boolean {
		const { active, block, copied, filling, named } = this.marks;
		return (
			active?.row === row ||
			[block, copied, filling].some((area) => area !== null && row >= area.top && row <= area.bottom) ||
			named.some((cell) => cell.lineId === lineId)
		);
	}

	#paintCell(element: HTMLElement, id: string, index: number): void {
		const columnId = element.getAttribute('col-id') ?? '';
		const { block } = this.marks;
		if (columnId === 'row') {
			const selected = block !== null && index >= block.top && index <= block.bottom;
			setClass(element, 'cost-head-selected', selected);
			return;
		}
		const cell = this.#cell(id, index, columnId);
		const marks = TESTS.reduce(
			(bits, [, test], bit) => (test(this.marks, cell) ? bits | (1 << bit) : bits),
			0
		);
		const before = this.#painted.get(element);
		// The grid sets classes of its own: what it has touched is painted again.
		if (before?.marks === marks && before.classes === element.className) return;
		TESTS.forEach(([name], bit) => setClass(element, name, (marks & (1 << bit)) !== 0));
		const selected = String(block !== null && isInside(block, index, cell.column));
		if (element.getAttribute('aria-selected') !== selected) element.setAttribute('aria-selected', selected);
		this.#painted.set(element, { marks, classes: element.className });
	}

	#cell(lineId: string, row: number, columnId: string): Cell {
		return { lineId, row, columnId, column: this.#places.get(columnId) ?? -1 };
	}
}

/** Looks first: most cells have the classes they need, and writing costs a new style. */
function setClass(element: HTMLElement, name: string, carries: boolean): void {
	if (element.classList.contains(name) !== carries) element.classList.toggle(name, carries);
}
