import { sql } from 'kysely';
import { problem } from '#lib/core/problem.ts';
import { ok, refuse, type Result } from '#lib/core/result.ts';
import { MIGRATIONS } from '#migrations/index.ts';
import type { MigrationDatabase } from '#migrations/migration.ts';
import type { OpenDatabase } from './database.ts';

/**
 * Brings the schema up to date: forward only, one transaction each, safe when several processes start at once.
 * Refuses a database written by a newer version. Returns the names applied.
 */
export async function migrate(open: OpenDatabase, now: () => Date): Promise<Result<readonly string[]>> {
	await open.db.schema
		.createTable('schema_version')
		.ifNotExists()
		.addColumn('version', 'integer', (c) => c.primaryKey())
		.addColumn('name', 'text', (c) => c.notNull())
		.addColumn('applied_at', 'text', (c) => c.notNull())
		.execute();
	const applied: string[] = [];
	for (;;) {
		const step = await applyNext(open, now);
		if (!step.ok) return step;
		if (step.value === null) return ok(applied);
		applied.push(step.value);
	}
}

/** The version of the schema in the database; 0 before the first migration. */
export async function schemaVersion(db: OpenDatabase['db']): Promise<number> {
	const row = await db
		.selectFrom('schema_version')
		.select((e) => e.fn.max('version').as('version'))
		.executeTakeFirst();
	return Number(row?.version ?? 0);
}

async function applyNext(open: OpenDatabase, now: () => Date): Promise<Result<string | null>> {
	return open.db.transaction().execute(async (tx) => {
		// Two processes that start together take turns here; SQLite's BEGIN IMMEDIATE already does that.
		if (open.dialect === 'postgres') await sql`lock table schema_version in exclusive mode`.execute(tx);
		const current = await schemaVersion(tx);
		if (current > MIGRATIONS.length)
			return refuse(
				problem('database/newer-schema', { found: String(current), known: String(MIGRATIONS.length) })
			);
		const next = MIGRATIONS[current];
		if (!next) return ok(null);
		// Migrations are written against the schema of their own time, not against today's types.
		await next.migration.up(tx as unknown as MigrationDatabase, open.dialect);
		await tx
			.insertInto('schema_version')
			.values({ version: current + 1, name: next.name, applied_at: now().toISOString() })
			.execute();
		return ok(next.name);
	});
}
