import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(new URL('../../bin/hengzhun.ts', import.meta.url));

export interface Ran {
	readonly code: number | null;
	readonly out: string;
	readonly err: string;
}

/** A data directory of its own and the real command line, run as a child process the way an operator runs it. */
export function commandLine(): {
	readonly directory: string;
	readonly database: string;
	run(...args: string[]): Promise<Ran>;
	/** The same on another database. */
	runOn(databaseUrl: string, ...args: string[]): Promise<Ran>;
} {
	const directory = mkdtempSync(join(tmpdir(), 'hengzhun-cli-'));
	const database = join(directory, 'hengzhun.db');
	const runOn = (databaseUrl: string, ...args: string[]) =>
		new Promise<Ran>((resolve) => {
			const env = {
				PATH: process.env.PATH,
				DATA_DIR: directory,
				DATABASE_URL: databaseUrl,
				LOG_LEVEL: 'silent'
			};
			const child = spawn(process.execPath, [PROGRAM, ...args], { cwd: directory, env });
			let [out, err] = ['', ''];
			child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
			child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
			child.on('close', (code) => resolve({ code, out, err }));
		});
	return { directory, database, runOn, run: (...args) => runOn(`sqlite:${database}`, ...args) };
}
