import { flushCompileCache } from 'node:module';
import { plainWorkbook } from '#lib/core/intake/workbook.ts';
import { ok } from '#lib/core/result.ts';
import { readBytes } from './read-bytes.ts';
import { performTask, type ReadTask } from './reading.ts';
import type { ReaderAnswer } from './reader.ts';

// This process is killed once it has answered, before Node would keep what it compiled for the next one.
flushCompileCache();

/** A workbook of at most this many cells is handed over whole, so that the next question about it needs no new process. */
const SMALL_CELLS = 20_000;

/**
 * The child process in which files from outside are read. It gets one file with one task, answers once and ends:
 * whatever a hostile file does to memory or time ends here with it, and never in the process that serves people.
 */
process.once('message', (message: { file: string; bytes: Uint8Array; task: ReadTask }) => {
	process.send?.(answerTo(message), () => process.disconnect());
});

function answerTo({ file, bytes, task }: { file: string; bytes: Uint8Array; task: ReadTask }): ReaderAnswer {
	const workbook = readBytes(bytes, file);
	if (!workbook.ok) return { result: workbook, small: null };
	if (task.kind === 'workbook') return { result: ok(plainWorkbook(workbook.value)), small: null };
	const cells = workbook.value.sheets.reduce((sum, sheet) => sum + sheet.cells.length, 0);
	const small = cells <= SMALL_CELLS ? plainWorkbook(workbook.value) : null;
	return { result: performTask(workbook.value, task), small };
}
