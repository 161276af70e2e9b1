import { parseCellAddress } from '#lib/core/address/cell-address.ts';
import type { Hash } from '#lib/core/address/value-ref.ts';
import type { SheetWindow } from '#lib/core/intake/sheet-window.ts';
import { LIMITS } from '#lib/core/limits.ts';
import { problem } from '#lib/core/problem.ts';
import { ok, refuse, type Result } from '#lib/core/result.ts';
import type { SourceTableContent } from '#lib/core/snapshot/source-table.ts';
import type { Context } from '../context.ts';
import { readFile, resolveFile, type StoredFile } from '../files/service.ts';
import { mayReadHash } from '../lineage/access.ts';
import { fileNameOf } from '../lineage/rests-on.ts';
import { getSnapshot } from '../snapshots/service.ts';
import { performTask, type TaskAnswers } from './reading.ts';
import { selectTable } from './store.ts';
import { askWorkbook } from './workbooks.ts';

type SheetWindowAnswer = TaskAnswers['window'];

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
	const fileName = await fileNameOf(context.db, file.value);
	const around = Math.min(Math.max(1, input.around), LIMITS.windowRows);
	const task = { kind: 'window', sheet: input.sheet, cell: input.cell, around } as const;
	const read = await askWorkbook(context.db, file.value, fileName, task);
	const shown = read.ok ? read : await frozenWindow(context, file.value, input, around, read);
	if (!shown.ok) return shown;
	const { sheet, window } = shown.value;
	return ok({ file: file.value, fileName, sheet, cell: input.cell, window });
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
	const fileName = await fileNameOf(context.db, hash.value);
	return ok({ ...stored.value, fileName });
}

async function readableFile(context: Context, prefix: string): Promise<Result<Hash>> {
	const hash = await resolveFile(context.db, prefix);
	if (!hash.ok) return hash;
	const access = await mayReadHash(context, hash.value, 'file');
	return access.ok ? hash : access;
}

/** Where the original is not read any more (a later version reads more strictly), the sheet as it was frozen then. */
async function frozenWindow(
	context: Context,
	file: Hash,
	{ sheet, cell }: { readonly sheet: string; readonly cell: string | null },
	around: number,
	unread: Result<SheetWindowAnswer>
): Promise<Result<SheetWindowAnswer>> {
	const table = await selectTable(context.db, file, sheet);
	if (table === null) return unread;
	const snapshot = await getSnapshot(context.db, table);
	if (!snapshot.ok) return snapshot;
	// The import wrote this snapshot as a source table.
	const content = snapshot.value.content as SourceTableContent;
	const frozen = { ...content, name: content.sheet, hidden: false, indents: {} };
	const workbook = { format: 'xlsx', reader: '', sheets: [frozen] } as const;
	return performTask(workbook, { kind: 'window', sheet, cell, around });
}
