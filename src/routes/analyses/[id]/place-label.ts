import { fieldLabel, isPlainField } from '#lib/core/costing/edit-command.ts';
import { lineLabel } from '#lib/core/costing/tree.ts';
import { isYearColumn } from '#lib/core/costing/year-column.ts';
import type { CostSheet } from '#lib/ui/grid/cost-sheet.svelte.ts';

/** How people call a line of the sheet; null when it is no longer there. */
export function lineName({ figures: { tree } }: CostSheet, lineId: string): string | null {
	const index = tree.indexOf.get(lineId);
	const line = index === undefined ? undefined : tree.lines[index];
	return line && index !== undefined ? lineLabel(line, index) : null;
}

/** The head of a column; "" for a place that is no typed column, such as a whole line. */
export function columnName(field: string): string {
	return isPlainField(field) || isYearColumn(field) ? fieldLabel(field) : '';
}
