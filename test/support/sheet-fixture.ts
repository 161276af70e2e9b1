import { cellAddress } from '#lib/core/address/cell-address.ts';
import type { Sheet } from '#lib/core/intake/workbook.ts';

/** A sheet from rows of texts; plain numbers become number cells, "" stays empty. */
export function sheetFrom(rows: readonly (readonly string[])[], more: Partial<Sheet> = {}): Sheet {
	const cells = rows.flatMap((row, r) =>
		row.flatMap((raw, c) => {
			if (raw === '') return [];
			const kind = /^-?\d+(\.\d+)?(e-?\d+)?$/i.test(raw) ? ('number' as const) : ('text' as const);
			return [{ at: cellAddress(r + 1, c + 1), kind, raw, shown: raw }];
		})
	);
	return { name: '表', hidden: false, cells, merges: [], hiddenRows: [], hiddenColumns: [], indents: {}, ...more };
}
