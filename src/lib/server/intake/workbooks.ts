import type { Hash } from '#lib/core/address/value-ref.ts';
import type { Workbook } from '#lib/core/intake/workbook.ts';
import type { Result } from '#lib/core/result.ts';
import type { AppDatabase } from '../database/database.ts';
import { readFile } from '../files/service.ts';
import { readWorkbook } from './reader.ts';

/** Workbooks read lately, by hash. A hash names its bytes for good, so an entry can never be stale. */
const RECENT = new Map<Hash, Workbook>();
const RECENT_WORKBOOKS = 4;
const RECENT_CELLS = 200_000;

/** The workbook of a stored original. The steps of one import look at the same file again and again. */
export async function workbookOf(db: AppDatabase, file: Hash, fileName: string): Promise<Result<Workbook>> {
	const stored = await readFile(db, file);
	if (!stored.ok) return stored;
	const recent = RECENT.get(file);
	if (recent) return { ok: true, value: recent };
	const read = await readWorkbook(stored.value.bytes, fileName);
	if (read.ok) rememberWorkbook(file, read.value);
	return read;
}

export function rememberWorkbook(file: Hash, workbook: Workbook): void {
	if (workbook.sheets.reduce((sum, sheet) => sum + sheet.cells.length, 0) > RECENT_CELLS) return;
	RECENT.set(file, workbook);
	const [oldest] = RECENT.keys();
	if (RECENT.size > RECENT_WORKBOOKS && oldest !== undefined) RECENT.delete(oldest);
}
