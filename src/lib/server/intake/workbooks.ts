import type { Hash } from '#lib/core/address/value-ref.ts';
import type { Workbook } from '#lib/core/intake/workbook.ts';
import { ok, type Result } from '#lib/core/result.ts';
import { canonicalText } from '#lib/core/snapshot/canonical.ts';
import type { AppDatabase } from '../database/database.ts';
import { readFile } from '../files/service.ts';
import { readFor } from './reader.ts';
import { performTask, type Answer, type ReadSheet, type ReadTask, type TaskAnswers } from './reading.ts';

/** Sheets as they were shown lately, by what was asked: the page of an upload asks what the upload has just answered. */
const SHOWN = new Map<string, ReadSheet>();
const SHOWN_SHEETS = 8;

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
	const shown = task.kind === 'read' ? SHOWN.get(keyOf(task)) : undefined;
	// What was shown for a reading is that task's kind of answer.
	if (shown) return ok(shown as Answer<T>);
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
	if (small) remember(RECENT, file, small, RECENT_WORKBOOKS);
	// The process answers a task with that task's own kind of answer.
	else if (result.ok) rememberShown(task, result.value as TaskAnswers[ReadTask['kind']]);
	return result as Result<Answer<T>>;
}

/** A proposal is also the answer to a reading by the mapping it proposes, but for what it says about that proposal. */
function rememberShown(task: ReadTask, answer: TaskAnswers[ReadTask['kind']]): void {
	if (task.kind !== 'read' && task.kind !== 'propose') return;
	// Both tasks are answered with a sheet as it is shown.
	const read = answer as ReadSheet;
	const { sheet, mapping, findings } = read.preview;
	const said = findings.filter(({ code }) => code !== 'mapping-remembered');
	const key = keyOf({ kind: 'read', asked: task.asked, sheet, mapping });
	remember(SHOWN, key, { ...read, preview: { ...read.preview, findings: said } }, SHOWN_SHEETS);
}

function keyOf({ asked, sheet, mapping }: Extract<ReadTask, { readonly kind: 'read' }>): string {
	return canonicalText({ asked: { ...asked }, sheet, mapping });
}

function remember<K, V>(map: Map<K, V>, key: K, value: V, most: number): void {
	map.delete(key);
	map.set(key, value);
	const [oldest] = map.keys();
	if (map.size > most && oldest !== undefined) map.delete(oldest);
}
