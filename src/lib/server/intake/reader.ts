import { fork } from 'node:child_process';
import { dirname, join } from 'node:path';
import type { Workbook } from '#lib/core/intake/workbook.ts';
import { LIMITS } from '#lib/core/limits.ts';
import { problem, type Problem } from '#lib/core/problem.ts';
import { refuse, type Result } from '#lib/core/result.ts';
import { sourcePath } from '../source-tree.ts';
import type { ReadTask, TaskAnswers } from './reading.ts';

/** What one file may cost the machine. */
export interface ReadLimits {
	readonly readHeapMebibytes: number;
	readonly readMilliseconds: number;
}

/** What the reading process sends back: the answer, and the workbook itself where it is small. */
export interface ReaderAnswer {
	readonly result: Result<TaskAnswers[ReadTask['kind']]>;
	readonly small: Workbook | null;
}

/** Reads a whole workbook from an untrusted sender. Prefer a task: it leaves the cells where they were read. */
export async function readWorkbook(
	bytes: Uint8Array,
	file: string,
	limits: ReadLimits = LIMITS
): Promise<Result<Workbook>> {
	const { result } = await readFor(bytes, file, { kind: 'workbook' }, limits);
	// The process answers a task with that task's own kind of answer.
	return result as Result<Workbook>;
}

/**
 * Reads a workbook from an untrusted sender and does one task with it, in a child process with limits on memory and
 * time. The child sees none of this process's environment, only where its own compiled modules are kept.
 */
export async function readFor(
	bytes: Uint8Array,
	file: string,
	task: ReadTask,
	limits: ReadLimits = LIMITS
): Promise<ReaderAnswer> {
	return new Promise((resolve, reject) => {
		const child = fork(sourcePath(ENTRY), [], {
			// Cells are packed: what is made of them row by row is gone soon, and a young generation that is too small
			// copies it about and keeps it.
			execArgv: [`--max-old-space-size=${limits.readHeapMebibytes}`, '--max-semi-space-size=32'],
			serialization: 'advanced',
			env: { NODE_COMPILE_CACHE: join(dirname(sourcePath('package.json')), 'node_modules/.cache/node') },
			stdio: ['ignore', 'ignore', 'ignore', 'ipc']
		});
		let answered = false;
		const answer = (result: ReaderAnswer) => {
			if (answered) return;
			answered = true;
			clearTimeout(timer);
			child.kill('SIGKILL');
			resolve(result);
		};
		const refused = (refusal: Problem) => answer({ result: refuse(refusal), small: null });
		const seconds = String(limits.readMilliseconds / 1000);
		const late = () => refused(problem('intake/timeout', { file, seconds }));
		const timer = setTimeout(late, limits.readMilliseconds);
		// The child sends exactly what `answerTo` of the reader process returned.
		child.once('message', (message) => answer(message as ReaderAnswer));
		// Its end may be told before its last message; the channel closes behind that message, however it ends.
		child.once('disconnect', () => refused(problem('intake/reader-stopped', { file })));
		child.once('error', reject);
		child.send({ file, bytes, task }, (error) => {
			// A child that died before taking the file has the end of its channel on the way.
			if (error && child.exitCode === null && child.signalCode === null && !child.connected)
				child.kill('SIGKILL');
		});
	});
}

const ENTRY = 'src/lib/server/intake/reader-process.ts';
