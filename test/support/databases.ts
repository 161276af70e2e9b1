import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { unwrap } from '#lib/core/result.ts';
import { openDatabase, type OpenDatabase } from '#lib/server/database/database.ts';
import { migrate } from '#lib/server/database/migrate.ts';

export const ENGINES = ['sqlite', 'postgres'] as const;
export type Engine = (typeof ENGINES)[number];

/** A fresh, migrated database on the engine asked for: the same test body runs on both. */
export async function freshDatabase(engine: Engine): Promise<OpenDatabase> {
	const open = openDatabase(engine === 'sqlite' ? 'sqlite::memory:' : await createPostgresDatabase());
	unwrap(await migrate(open, () => new Date('2026-11-22T00:00:00Z')));
	return open;
}

/** Creates an empty database on the test server and returns its address. */
export async function createPostgresDatabase(): Promise<string> {
	const base = inject('postgresUrl');
	const name = `t_${randomUUID().replaceAll('-', '')}`;
	const client = new pg.Client({ connectionString: base });
	await client.connect();
	await client.query(`create database ${name}`);
	await client.end();
	return base.replace(/\/postgres$/, `/${name}`);
}
