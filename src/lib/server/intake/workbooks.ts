import type { Hash } from '#lib/core/address/value-ref.ts';
import type { Workbook } from '#lib/core/intake/workbook.ts';
import type { Result } from '#lib/core/result.ts';
import type { AppDatabase } from '../database/database.ts';
import { readFile } from '../files/service.ts';
import { readFor } from './reader.ts';
import { performTask, type Answer, type ReadTask } from './reading.ts';

/** Small workbooks read lately, by hash. A hash names its bytes for good, so an entry can never be stale. */
const RECENT = new Map<Hash, Workbook>();
const RECENT_WORKBOOKS = 16;

/**
 * Asks something about the workbook of a stored original. Small ones that were read lately answer here; all others in a
 * reading process, so that this process never holds the cells of a large one.
 */
export async function askWorkbook<T extends ReadTask>(
	db: AppDatabase,
	file: Hash,
	fileName: string,
	task: T
): Promise<Result<Answer<T>>> {
	const recent = RECENT.get(file);
	if (recent) return performTask(recent, task);
	const stored = await readFile(db, file);
	if (!stored.ok) return stored;
	return askBytes(stored.value.bytes, file, fileName, task);
}

/** The same for bytes that are not stored yet. */
export async function askBytes<T extends ReadTask>(
	bytes: Uint8Array,
	file: Hash,
	fileName: string,
	task: T
): Promise<Result<Answer<T>>> {
	const { result, small } = await readFor(bytes, fileName, task);
	if (small) remember(file, small);
	// The process answers a task with that task's own kind of answer.
	return result as Result<Answer<T>>;
}

function remember(file: Hash, workbook: Workbook): void {
	RECENT.delete(file);
	RECENT.set(file, workbook);
	const [oldest] = RECENT.keys();
	if (RECENT.size > RECENT_WORKBOOKS && oldest !== undefined) RECENT.delete(oldest);
}
