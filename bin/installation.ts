import { existsSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { problem } from '#lib/core/problem.ts';
import type { Result } from '#lib/core/result.ts';
import type { Actor } from '#lib/core/workflow/actor.ts';
import { loadConfig } from '#lib/server/app.ts';
import type { Config } from '#lib/server/config.ts';
import type { Context } from '#lib/server/context.ts';
import { openDatabase, type OpenDatabase } from '#lib/server/database/database.ts';
import { migrate, schemaVersion } from '#lib/server/database/migrate.ts';
import { MIGRATIONS } from '#migrations/index.ts';
import { CommandRefused } from './command.ts';

/**
 * Whoever may start programs on this machine may read its database anyway, so the command line reads as a supervisor of
 * everything. It never writes in this name.
 */
const OPERATOR: Actor = {
	userId: 'command-line',
	name: '命令行',
	appointments: [{ role: 'supervisor', organisationId: '', organisationName: '本机', path: '/' }]
};

/** The value of a result; a refusal ends the command with its sentence. */
export function need<T>(result: Result<T>): T {
	if (!result.ok) throw new CommandRefused(result.problem);
	return result.value;
}

export function settings(): Config {
	return need(loadConfig());
}

/** Opens the configured database for reading, runs the work and closes it. Never creates or changes one. */
export async function withDatabase<T>(work: (open: OpenDatabase, config: Config) => Promise<T>): Promise<T> {
	const config = settings();
	const missing = databaseFileMissing(config.databaseUrl);
	if (missing !== null) throw unavailable(`没有数据库文件 ${missing}`);
	const open = opened(config.databaseUrl);
	try {
		await needSchema(open);
		return await work(open, config);
	} finally {
		await open.db.destroy();
	}
}

export interface Migrated {
	readonly open: OpenDatabase;
	/** Names of the migrations this opening has applied. */
	readonly applied: readonly string[];
}

/** Opens a database, made new where there is none, and brings its schema up to date. The caller closes it. */
export async function openMigrated(url: string): Promise<Migrated> {
	const open = opened(url);
	try {
		return { open, applied: need(await migrate(open, () => new Date())) };
	} catch (error) {
		await open.db.destroy();
		throw error instanceof CommandRefused ? error : unavailable(reasonOf(error));
	}
}

/** A file that is no database shows itself here, a server that does not answer at the first question. */
function opened(url: string): OpenDatabase {
	try {
		return openDatabase(url);
	} catch (error) {
		throw unavailable(reasonOf(error));
	}
}

/** Path of the SQLite file that should be there and is not; opening it would make an empty one. Null when all is well. */
export function databaseFileMissing(url: string): string | null {
	const file = url.startsWith('sqlite:') ? url.slice('sqlite:'.length) : null;
	return file === null || existsSync(file) ? null : file;
}

export function contextOf(open: OpenDatabase, actor: Actor = OPERATOR): Context {
	return { db: open.db, actor, now: () => new Date(), newId: () => randomUUID() };
}

async function needSchema(open: OpenDatabase): Promise<void> {
	const found = await schemaVersion(open.db).catch((error: unknown) => {
		throw unavailable(reasonOf(error));
	});
	const values = { found: String(found), known: String(MIGRATIONS.length) };
	if (found > MIGRATIONS.length) throw new CommandRefused(problem('database/newer-schema', values));
	if (found < MIGRATIONS.length) throw new CommandRefused(problem('database/older-schema', values));
}

function reasonOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}

function unavailable(reason: string): CommandRefused {
	return new CommandRefused(problem('database/unavailable', { reason }));
}
