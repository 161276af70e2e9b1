import { LIMITS } from '../limits.ts';
import type { LineMore } from '../reporting/workbook/line-more.ts';
import { cellDecimal, cellText, type OwnColumns } from './own-cells.ts';
import type { Grid } from './grid.ts';
import { moreIn } from './own-more.ts';

/** One line of 成本明细 as it stands in the workbook now. */
export interface OwnRow {
	readonly row: number;
	/** The line's own id, or one made from the row where somebody added it. */
	readonly id: string;
	readonly added: boolean;
	readonly parentId: string | null;
	readonly position: number;
	readonly more: LineMore;
}

/**
 * The rows below the heads as a tree again. A row without our mark was added by hand and stands at the depth of its
 * indentation; a mark that comes twice belongs to the first row, the second is a copy. The totals row ends the table.
 */
export function ownRows(grid: Grid, columns: OwnColumns): readonly OwnRow[] {
	const at = (row: number, key: 'key' | 'level' | 'more' | 'name') =>
		grid.cell(row, columns.places.get(key) ?? 0);
	const rows: OwnRow[] = [];
	const known = new Set<string>();
	const open: { readonly id: string; children: number }[] = [{ id: '', children: 0 }];
	for (let row = columns.headerRow + 1; row <= grid.rows; row += 1) {
		const key = cellText(at(row, 'key'));
		const name = cellText(at(row, 'name')).trim();
		if (key === '' && name === '合计') break;
		if (key === '' && isBlank(grid, row)) continue;
		const added = key === '' || known.has(key);
		const id = added ? `row-${row}` : key;
		known.add(id);
		const level = added ? grid.indent(row, columns.places.get('name') ?? 0) : levelOf(at(row, 'level'));
		open.length = Math.min(level, LIMITS.treeDepth - 1, open.length - 1) + 1;
		const above = open.at(-1);
		rows.push({
			row,
			id,
			added,
			parentId: above && above.id !== '' ? above.id : null,
			position: above ? above.children++ : 0,
			more: added ? {} : moreIn(cellText(at(row, 'more')))
		});
		open.push({ id, children: 0 });
	}
	return rows;
}

function isBlank(grid: Grid, row: number): boolean {
	return grid.cellsIn(row).every(({ cell }) => cell.raw.trim() === '' && cell.formula === undefined);
}

function levelOf(cell: Parameters<typeof cellDecimal>[0]): number {
	const text = cellDecimal(cell);
	return text !== null && text !== undefined && /^\d{1,2}$/.test(text) ? Number(text) : 0;
}
