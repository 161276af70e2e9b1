import { columnLetters } from '../../address/cell-address.ts';
import { BREAKDOWN_SHEET, type Blocks } from './breakdown-place.ts';
import { LOOKS } from './looks.ts';
import type { PlannedCell, PlannedRow, SheetPlan } from './sheet-plan.ts';

const NAME = '引用区域';

/**
 * Ranges of our formulas that are no rectangle of 成本明细 (the detail lines of several branches, columns that stand
 * apart) are put together on a hidden sheet, cell by cell, where look-ups and conditional sums can read them.
 */
export class BlockSheet implements Blocks {
	readonly #places = new Map<string, string>();
	/** One per column of the sheet: the cells it repeats, from row 1. */
	readonly #columns: string[][] = [];

	place(rows: readonly number[], letters: readonly string[]): string {
		const key = `${letters.join(',')}/${rows.join(',')}`;
		const known = this.#places.get(key);
		if (known !== undefined) return known;
		const first = this.#columns.length + 1;
		for (const letter of letters) this.#columns.push(rows.map((row) => `${letter}${row}`));
		// Without lines below, one cell that stays blank: nothing to sum and nothing to find.
		const last = Math.max(1, rows.length);
		const corner = (column: number, row: number) => `$${columnLetters(column)}$${row}`;
		const place = `${NAME}!${corner(first, 1)}:${corner(first + letters.length - 1, last)}`;
		this.#places.set(key, place);
		return place;
	}

	/** Must be written behind all sheets whose formulas ask for places. */
	plan(): SheetPlan {
		return { name: NAME, hidden: true, columns: [], rows: this.#rows(), merges: [] };
	}

	*#rows(): Generator<PlannedRow> {
		const height = this.#columns.reduce((most, cells) => Math.max(most, cells.length), 0);
		for (let row = 0; row < height; row += 1)
			yield { cells: this.#columns.map((cells) => copyOf(cells[row])) };
	}
}

/** A blank stays blank, which a plain reference would turn into zero. Its value appears when the workbook recalculates. */
function copyOf(address: string | undefined): PlannedCell | null {
	if (address === undefined) return null;
	const cell = `${BREAKDOWN_SHEET}!${address}`;
	return { text: '', formula: `IF(ISBLANK(${cell}),"",${cell})`, look: LOOKS.machine };
}
