import { parseCellAddress } from '#lib/core/address/cell-address.ts';
import type { Hash } from '#lib/core/address/value-ref.ts';
import { gridOf } from '#lib/core/intake/grid.ts';
import { rowsAround, sheetWindow, type SheetWindow } from '#lib/core/intake/sheet-window.ts';
import type { Sheet } from '#lib/core/intake/workbook.ts';
import { LIMITS } from '#lib/core/limits.ts';
import { problem } from '#lib/core/problem.ts';
import { ok, refuse, type Result } from '#lib/core/result.ts';
import type { SourceTableContent } from '#lib/core/snapshot/source-table.ts';
import type { Context } from '../context.ts';
import { readFile, resolveFile, type StoredFile } from '../files/service.ts';
import { mayReadHash } from '../lineage/access.ts';
import { getSnapshot } from '../snapshots/service.ts';
import { selectFileName, selectTable } from './store.ts';
import { workbookOf } from './workbooks.ts';

/** A stored sheet for looking at: the rows round a cell, or the first ones. */
export interface SheetView {
	readonly file: Hash;
	readonly fileName: string;
	readonly sheet: string;
	readonly cell: string | null;
	readonly window: SheetWindow;
}

/** Shows a sheet of a stored original to everybody who may see a figure that was read from it. */
export async function sheetView(
	context: Context,
	input: {
		readonly file: string;
		readonly sheet: string;
		readonly cell: string | null;
		readonly around: number;
	}
): Promise<Result<SheetView>> {
	const file = await readableFile(context, input.file);
	if (!file.ok) return file;
	const at = input.cell === null ? undefined : parseCellAddress(input.cell);
	if (input.cell !== null && !at)
		return refuse(problem('lineage/bad-ref', { text: input.cell.slice(0, 40) }));
	const fileName = (await selectFileName(context.db, file.value)) ?? '源文件';
	const sheet = await sheetOf(context, file.value, fileName, input.sheet);
	if (!sheet.ok) return sheet;
	const grid = gridOf(sheet.value);
	const around = Math.min(Math.max(1, input.around), LIMITS.windowRows);
	const rows = rowsAround(at?.row ?? 1, around, grid.rows);
	// The neighbourhood begins some columns before a cell that lies far to the right.
	const firstColumn = Math.max(1, (at?.column ?? 1) - 30);
	const window = sheetWindow(grid, rows, firstColumn);
	return ok({ file: file.value, fileName, sheet: sheet.value.name, cell: input.cell, window });
}

/** The original as it was uploaded, byte for byte. */
export async function originalFile(
	context: Context,
	file: string
): Promise<Result<StoredFile & { readonly fileName: string }>> {
	const hash = await readableFile(context, file);
	if (!hash.ok) return hash;
	const stored = await readFile(context.db, hash.value);
	if (!stored.ok) return stored;
	const fileName = (await selectFileName(context.db, hash.value)) ?? `源文件.${stored.value.format}`;
	return ok({ ...stored.value, fileName });
}

async function readableFile(context: Context, prefix: string): Promise<Result<Hash>> {
	const hash = await resolveFile(context.db, prefix);
	if (!hash.ok) return hash;
	const access = await mayReadHash(context, hash.value, 'file');
	return access.ok ? hash : access;
}

/** A committed import kept the sheet as read, which is quicker than reading the file again; others are read. */
async function sheetOf(context: Context, file: Hash, fileName: string, name: string): Promise<Result<Sheet>> {
	const table = await selectTable(context.db, file, name);
	if (table !== null) {
		const snapshot = await getSnapshot(context.db, table);
		if (!snapshot.ok) return snapshot;
		// The import wrote this snapshot as a source table.
		const content = snapshot.value.content as SourceTableContent;
		return ok({ ...content, name: content.sheet, hidden: false, indents: {} });
	}
	const workbook = await workbookOf(context.db, file, fileName);
	if (!workbook.ok) return workbook;
	const sheet = workbook.value.sheets.find((candidate) => candidate.name === name);
	return sheet ? ok(sheet) : refuse(problem('intake/no-sheet', { sheet: name.slice(0, LIMITS.nameLength) }));
}
