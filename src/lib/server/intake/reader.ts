import { fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Workbook } from '#lib/core/intake/workbook.ts';
import { LIMITS } from '#lib/core/limits.ts';
import { problem } from '#lib/core/problem.ts';
import { refuse, type Result } from '#lib/core/result.ts';

/** What one file may cost the machine. */
export interface ReadLimits {
	readonly readHeapMebibytes: number;
	readonly readMilliseconds: number;
}

/**
 * Reads a workbook from an untrusted sender in a child process with limits on memory and time. The child sees none of
 * this process's environment.
 */
export async function readWorkbook(
	bytes: Uint8Array,
	file: string,
	limits: ReadLimits = LIMITS
): Promise<Result<Workbook>> {
	return new Promise((resolve, reject) => {
		const child = fork(readerEntry(), [], {
			execArgv: [`--max-old-space-size=${limits.readHeapMebibytes}`],
			serialization: 'advanced',
			env: {},
			stdio: ['ignore', 'ignore', 'ignore', 'ipc']
		});
		let answered = false;
		const answer = (result: Result<Workbook>) => {
			if (answered) return;
			answered = true;
			clearTimeout(timer);
			child.kill('SIGKILL');
			resolve(result);
		};
		const seconds = String(limits.readMilliseconds / 1000);
		const late = () => answer(refuse(problem('intake/timeout', { file, seconds })));
		const timer = setTimeout(late, limits.readMilliseconds);
		// The child sends exactly what `readBytes` returned.
		child.once('message', (message) => answer(message as Result<Workbook>));
		child.once('exit', () => answer(refuse(problem('intake/reader-stopped', { file }))));
		child.once('error', reject);
		child.send({ file, bytes }, (error) => {
			// A child that died before taking the file has its exit event on the way.
			if (error && child.exitCode === null && child.signalCode === null && !child.connected)
				child.kill('SIGKILL');
		});
	});
}

const ENTRY = join('src', 'lib', 'server', 'intake', 'reader-process.ts');

/**
 * The child runs from source. This file may have been bundled elsewhere, so the source is looked for upwards from the
 * working directory, from the program that was started and from here.
 */
function readerEntry(): string {
	for (const start of [process.cwd(), dirname(process.argv[1] ?? '.'), import.meta.dirname]) {
		for (let directory = start; ; directory = dirname(directory)) {
			const entry = join(directory, ENTRY);
			if (existsSync(entry)) return entry;
			if (dirname(directory) === directory) break;
		}
	}
	throw new Error(`The source of the workbook reader (${ENTRY}) is not beside this installation`);
}
