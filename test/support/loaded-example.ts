import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
	export interface ProvidedContext {
		/** Data directory with the example workspace in it; browser tests start on copies of it. */
		loadedExample: string;
	}
}

const PROGRAM = fileURLToPath(new URL('../../bin/hengzhun.ts', import.meta.url));

/** Loads the example workspace once for all browser tests, by the command an operator would use. */
export default async function setup(project: TestProject): Promise<() => void> {
	const directory = mkdtempSync(join(tmpdir(), 'hengzhun-example-'));
	const env = {
		...process.env,
		DATA_DIR: directory,
		DATABASE_URL: `sqlite:${join(directory, 'hengzhun.db')}`,
		LOG_LEVEL: 'error'
	};
	const child = spawn(process.execPath, [PROGRAM, 'demo'], { env, stdio: ['ignore', 'ignore', 'inherit'] });
	const [code] = (await once(child, 'exit')) as [number | null];
	if (code !== 0) throw new Error(`The example workspace could not be loaded (code ${code})`);
	project.provide('loadedExample', directory);
	return () => rmSync(directory, { recursive: true, force: true });
}
