import { readFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { problem } from '#lib/core/problem.ts';
import { ok, refuse, type Result } from '#lib/core/result.ts';
import type { Actor } from '#lib/core/workflow/actor.ts';
import { SignInAttempts } from './auth/attempts.ts';
import { createAuth, type Auth } from './auth/auth.ts';
import { installationSecret } from './auth/secret.ts';
import { readConfig, type Config } from './config.ts';
import type { Context } from './context.ts';
import { openDatabase, type OpenDatabase } from './database/database.ts';
import { migrate } from './database/migrate.ts';
import { createLog, type Log } from './log.ts';

const APP = Symbol.for('hengzhun.app');

/** Everything one process holds: settings, database, sign-in, log. */
export interface App {
	readonly config: Config;
	readonly log: Log;
	readonly open: OpenDatabase;
	readonly auth: Auth;
	readonly attempts: SignInAttempts;
	/** The context of a use case in the name of somebody, with the real clock and random ids. */
	contextFor(actor: Actor): Context;
	/** Aborted when the server is asked to stop: answers without an end of their own then end. */
	readonly ending: AbortController;
	close(): Promise<void>;
}

/**
 * One app per process, although this module may be loaded twice: from source by the command line, and bundled into the
 * built pages. So it is kept where both look, not in a module variable.
 */
const place: { [APP]?: App } = globalThis as { [APP]?: App };

/** Settings from the environment and from `.env` in the working directory. */
export function loadConfig(): Result<Config> {
	return readConfig(process.env, dotenvText());
}

/** Opens the database, brings its schema up to date and makes the app of this process. Called once, before the first request. */
export async function startApp(config: Config, log: Log = createLog(config.logLevel)): Promise<Result<App>> {
	if (place[APP]) throw new Error('The app is already running in this process');
	const opened = await openMigrated(config, log);
	if (!opened.ok) return opened;
	const open = opened.value;
	const app: App = {
		config,
		log,
		open,
		auth: createAuth(open, installationSecret(config.dataDir), log),
		attempts: new SignInAttempts(),
		contextFor: (actor) => ({ db: open.db, actor, now: () => new Date(), newId: () => randomUUID() }),
		ending: new AbortController(),
		async close() {
			delete place[APP];
			await open.db.destroy();
		}
	};
	place[APP] = app;
	return ok(app);
}

/** The app of this process; asking before the start is a programming error. */
export function runningApp(): App {
	const app = place[APP];
	if (!app) throw new Error('The app has not been started');
	return app;
}

export function isRunning(): boolean {
	return place[APP] !== undefined;
}

async function openMigrated(config: Config, log: Log): Promise<Result<OpenDatabase>> {
	let open: OpenDatabase | null = null;
	try {
		open = openDatabase(config.databaseUrl);
		const applied = await migrate(open, () => new Date());
		if (!applied.ok) {
			await open.db.destroy();
			return applied;
		}
		if (applied.value.length > 0) log.info({ migrations: applied.value }, 'schema brought up to date');
		return ok(open);
	} catch (error) {
		await open?.db.destroy();
		log.debug({ err: error }, 'database cannot be opened');
		return refuse(
			problem('database/unavailable', { reason: error instanceof Error ? error.message : String(error) })
		);
	}
}

function dotenvText(): string {
	try {
		return readFileSync('.env', 'utf8');
	} catch {
		// No .env, or none that may be read: the defaults run.
		return '';
	}
}
