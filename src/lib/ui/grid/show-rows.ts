import type { GridApi } from 'ag-grid-community';
import type { GridRow } from './columns.ts';
import type { SheetRow } from './flatten.ts';

/**
 * Gives the grid the rows to draw. As long as the same lines stand in the same order, as after most edits, only the rows
 * that changed are touched; handing over a hundred thousand rows for one new figure would be felt.
 */
export function rowShower(api: GridApi<GridRow>): (rows: readonly SheetRow[]) => void {
	let before: readonly SheetRow[] = [];
	return (rows) => {
		if (sameLines(before, rows)) {
			rows.forEach((row, place) => {
				if (row !== before[place]) api.getRowNode(row.id)?.updateData(row);
			});
		} else api.setGridOption('rowData', rows as GridRow[]);
		before = rows;
	};
}

function sameLines(a: readonly SheetRow[], b: readonly SheetRow[]): boolean {
	return a.length === b.length && a.every((row, place) => row.id === b[place]?.id);
}
