import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	advance,
	blockOf,
	edgeFrom,
	extendTo,
	followCells,
	isInside,
	selectBlock,
	selectCell,
	selectColumns,
	selectRows,
	selectSheet,
	type Direction,
	type Place,
	type Selection
} from '#lib/ui/grid/selection.ts';

const SHEET = { rows: 10, columns: 5 };
const at = (row: number, column: number): Place => ({ row, column });

describe('a selection', () => {
	it('is a rectangle whichever way it was drawn', () => {
		const drawn = extendTo(selectCell(at(6, 4)), at(2, 1));
		expect(blockOf(drawn, SHEET)).toEqual({ top: 2, left: 1, bottom: 6, right: 4 });
		expect(drawn.active).toEqual(at(6, 4));
	});

	it('of whole lines, columns or the sheet keeps its width when columns come and go', () => {
		expect(blockOf(selectRows(3, 1), SHEET)).toEqual({ top: 1, left: 0, bottom: 3, right: 4 });
		expect(blockOf(selectRows(3, 1), { ...SHEET, columns: 9 }).right).toBe(8);
		expect(blockOf(selectColumns(1, 2), SHEET)).toEqual({ top: 0, left: 1, bottom: 9, right: 2 });
		expect(blockOf(selectSheet(at(4, 4)), SHEET)).toEqual({ top: 0, left: 0, bottom: 9, right: 4 });
	});

	it('of whole lines grows by lines', () => {
		const grown = extendTo(selectRows(3, 3), at(5, 0));
		expect(blockOf(grown, SHEET)).toEqual({ top: 3, left: 0, bottom: 5, right: 4 });
	});
});

describe('Ctrl and an arrow', () => {
	/** Column 0 of the sheet: filled where there is an "x". */
	const column = (text: string) => ({
		from: (row: number, direction: Direction) =>
			edgeFrom(at(row, 0), direction, { rows: text.length, columns: 1 }, (place) => text[place.row] === 'x')
				.row
	});

	it.each([
		['xxx..x', 0, 'down', 2],
		['xxx..x', 2, 'down', 5],
		['xxx..x', 3, 'down', 5],
		['xxx...', 2, 'down', 5],
		['......', 1, 'down', 5],
		['x.xxx.', 4, 'up', 2],
		['x.xxx.', 2, 'up', 0],
		['.xx', 0, 'up', 0]
	] as const)('in %s goes from %i %s to %i', (text, from, direction, to) => {
		expect(column(text).from(from, direction)).toBe(to);
	});
});

describe('Enter and Tab', () => {
	it('move from a single cell', () => {
		expect(advance(selectCell(at(2, 2)), 'row', false, SHEET).active).toEqual(at(3, 2));
		expect(advance(selectCell(at(2, 2)), 'row', true, SHEET).active).toEqual(at(1, 2));
		expect(advance(selectCell(at(2, 2)), 'column', true, SHEET).active).toEqual(at(2, 1));
	});

	it('come back to the column where a run of Tab began', () => {
		const tabbed = advance(advance(selectCell(at(2, 1)), 'column', false, SHEET), 'column', false, SHEET);
		expect(tabbed.active).toEqual(at(2, 3));
		expect(advance(tabbed, 'row', false, SHEET).active).toEqual(at(3, 1));
	});

	it('go on in the next line behind the last column, and nowhere behind the last cell', () => {
		expect(advance(selectCell(at(2, 4)), 'column', false, SHEET).active).toEqual(at(3, 0));
		const last = selectCell(at(9, 4));
		expect(advance(last, 'column', false, SHEET)).toBe(last);
	});

	it('visit every cell of a range once and come round', () => {
		fc.assert(
			fc.property(
				fc.record({
					top: fc.nat(4),
					left: fc.nat(2),
					height: fc.integer({ min: 1, max: 5 }),
					width: fc.integer({ min: 1, max: 2 }),
					by: fc.constantFrom('row' as const, 'column' as const),
					backwards: fc.boolean()
				}),
				({ top, left, height, width, by, backwards }) => {
					fc.pre(height * width > 1);
					const block = { top, left, bottom: top + height - 1, right: left + width - 1 };
					let selection: Selection = selectBlock(block);
					const seen = new Set<string>();
					for (let step = 0; step < height * width; step += 1) {
						selection = advance(selection, by, backwards, SHEET);
						expect(isInside(block, selection.active.row, selection.active.column)).toBe(true);
						seen.add(JSON.stringify(selection.active));
					}
					expect(seen.size).toBe(height * width);
					expect(selection.active).toEqual(at(top, left));
					expect(blockOf(selection, SHEET)).toEqual(block);
				}
			)
		);
	});
});

describe('when lines come and go', () => {
	it('the selection goes with its lines', () => {
		const moved = followCells(
			selectBlock({ top: 2, left: 0, bottom: 3, right: 1 }),
			(place) => at(place.row + 1, place.column),
			SHEET
		);
		expect(moved && blockOf(moved, SHEET)).toEqual({ top: 3, left: 0, bottom: 4, right: 1 });
	});

	it('it stays on the sheet, and there is none without cells', () => {
		const stay = (place: Place) => place;
		expect(followCells(selectCell(at(9, 4)), stay, { rows: 3, columns: 5 })?.active).toEqual(at(2, 4));
		expect(followCells(selectCell(at(0, 0)), stay, { rows: 0, columns: 5 })).toBeNull();
	});
});
