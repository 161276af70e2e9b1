import { sql, type Kysely } from 'kysely';

export type Dialect = 'sqlite' | 'postgres';

/** A migration sees the schema as it was at its time, so it is not typed by today's tables. */
export type MigrationDatabase = Kysely<Record<string, never>>;

export interface Migration {
	up(db: MigrationDatabase, dialect: Dialect): Promise<void>;
}

/** Makes a table append-only below the application: update and delete fail, whoever asks. */
export async function freezeTable(db: MigrationDatabase, dialect: Dialect, table: string): Promise<void> {
	for (const verb of ['update', 'delete']) {
		const name = `${table}_no_${verb}`;
		if (dialect === 'sqlite') {
			await sql
				.raw(
					`create trigger ${name} before ${verb} on ${table} begin ` +
						`select raise(abort, '${table} is append-only'); end`
				)
				.execute(db);
		} else {
			await sql
				.raw(
					`create trigger ${name} before ${verb} on ${table} for each row execute function refuse_change()`
				)
				.execute(db);
		}
	}
	if (dialect === 'postgres')
		await sql
			.raw(`create trigger ${table}_no_truncate before truncate on ${table} execute function refuse_change()`)
			.execute(db);
}

/** The function behind PostgreSQL's append-only triggers. */
export async function createRefuseChange(db: MigrationDatabase): Promise<void> {
	await sql
		.raw(
			`create or replace function refuse_change() returns trigger language plpgsql as ` +
				`$$ begin raise exception '% is append-only', tg_table_name; end $$`
		)
		.execute(db);
}
