import type { EditCommand } from '#lib/core/costing/edit-command.ts';
import type { SheetColumn } from './column-sets.ts';
import { planSame, type FillSheet } from './fill.ts';
import type { SheetRow } from './flatten.ts';

/**
 * Cells that were cut: they are emptied when they are pasted. Unlike in Excel, formulas elsewhere do not follow them:
 * a reference names a line and a column, so it follows its line wherever that moves, and a cell is where it is.
 */
export interface CutCells {
	/** What was put on the clipboard, by which a paste knows them again. */
	readonly text: string;
	readonly rows: readonly SheetRow[];
	readonly columns: readonly SheetColumn[];
}

/** Empties what was cut, except where it was just pasted to. */
export function emptied(
	{ rows, columns }: CutCells,
	sheet: FillSheet,
	pasted: { readonly lineIds: readonly string[]; readonly columns: readonly SheetColumn[] }
): readonly EditCommand[] {
	const lines = new Set(pasted.lineIds);
	const taken = new Set<string>(pasted.columns);
	const whole = { top: 0, left: 0, bottom: rows.length - 1, right: columns.length - 1 };
	return planSame({ ...sheet, rows, columns }, whole, () => '').commands.filter(
		(command) => command.type === 'set' && !(lines.has(command.lineId) && taken.has(command.field))
	);
}
