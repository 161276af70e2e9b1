import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { readSignIns } from '#lib/server/demo/sign-in-file.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** Generous: the first start of a run may have to build. */
const START_MILLISECONDS = 170_000;

/** The product as a user starts it, with the example workspace in a folder of its own. */
export interface RunningApp {
	readonly port: number;
	readonly dataDir: string;
	/** SQLite file, for tests that look or tamper behind the application's back. */
	readonly databaseFile: string;
	/** Password by user name, from the installation's sign-in file. */
	readonly passwords: ReadonlyMap<string, string>;
	/** Everything it has printed so far. */
	log(): string;
	/** Asks it to end (SIGTERM) and gives its exit code; asking again gives the same. */
	stop(): Promise<number | null>;
}

/**
 * Starts what `npm start` starts: builds when sources changed, migrates, loads the examples, serves on loopback. With
 * `from`, it starts on a copy of that data directory instead of an empty one.
 */
export async function startApp(from?: string): Promise<RunningApp> {
	const dataDir = mkdtempSync(join(tmpdir(), 'hengzhun-e2e-'));
	if (from !== undefined) cpSync(from, dataDir, { recursive: true });
	const databaseFile = join(dataDir, 'hengzhun.db');
	const port = await freePort();
	const child = spawn(process.execPath, [join(ROOT, 'scripts', 'start.mjs')], {
		cwd: ROOT,
		stdio: ['ignore', 'pipe', 'pipe'],
		env: {
			...process.env,
			NODE_ENV: 'production',
			PORT: String(port),
			HOST: '127.0.0.1',
			DATA_DIR: dataDir,
			DATABASE_URL: `sqlite:${databaseFile}`
		}
	});
	let printed = '';
	child.stdout.setEncoding('utf8').on('data', (text: string) => (printed += text));
	child.stderr.setEncoding('utf8').on('data', (text: string) => (printed += text));
	const ended = once(child, 'exit').then(([code]) => code as number | null);
	const stop = async () => {
		child.kill('SIGTERM');
		const code = await ended;
		rmSync(dataDir, { recursive: true, force: true });
		return code;
	};
	try {
		await ready(port, ended);
	} catch (error) {
		await stop();
		throw new Error(`The app did not start: ${String(error)}\n--- its output ---\n${printed}`, {
			cause: error
		});
	}
	const passwords = new Map(readSignIns(dataDir).map(({ username, password }) => [username, password]));
	return { port, dataDir, databaseFile, passwords, log: () => printed, stop };
}

async function ready(port: number, ended: Promise<number | null>): Promise<void> {
	let over: string | null = null;
	void ended.then((code) => (over = `it ended with code ${code}`));
	const deadline = Date.now() + START_MILLISECONDS;
	while (Date.now() < deadline) {
		if (over !== null) throw new Error(over);
		try {
			const response = await fetch(`http://127.0.0.1:${port}/readyz`);
			if (response.ok) return;
		} catch {
			// Nothing listens yet.
		}
		await pause(100);
	}
	throw new Error(`/readyz was not ready in ${START_MILLISECONDS} ms`);
}

function freePort(): Promise<number> {
	return new Promise((resolve, reject) => {
		const probe = createServer();
		probe.once('error', reject);
		probe.listen(0, '127.0.0.1', () => {
			const address = probe.address();
			probe.close(() =>
				typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port'))
			);
		});
	});
}
