import { gridOf } from '#lib/core/intake/grid.ts';
import { readLines, type ReadLines } from '#lib/core/intake/lines.ts';
import { proposeMapping, type Mapping } from '#lib/core/intake/mapping.ts';
import { unwrap } from '#lib/core/result.ts';
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
	return {
		name: '表',
		hidden: false,
		cells,
		merges: [],
		hiddenRows: [],
		hiddenColumns: [],
		indents: {},
		...more
	};
}

export const FIXTURE_FILE = 'f'.repeat(64);

/** What the import makes of a sheet by the mapping it proposes itself, changed where a test says so. */
export function readProposed(
	sheet: Sheet,
	change: (mapping: Mapping) => Mapping = (mapping) => mapping
): ReadLines {
	const grid = gridOf(sheet);
	const mapping = change(unwrap(proposeMapping(grid, sheet.name, 2022)));
	return readLines(grid, mapping, { file: FIXTURE_FILE, sheet: sheet.name }, 12);
}

/** Findings as "code@cell". */
export function codesOf(result: ReadLines): string[] {
	return result.findings.map((found) => `${found.code}${found.at === null ? '' : `@${found.at}`}`);
}
