import { sql } from 'kysely';
import type { AppDatabase } from './database.ts';

/** What SQLite finds damaged in its own file, at most ten remarks; empty when nothing is. */
export async function damagedPages(db: AppDatabase): Promise<readonly string[]> {
	const { rows } = await sql<{ integrity_check: string }>`pragma integrity_check(10)`.execute(db);
	return rows.map((row) => row.integrity_check).filter((remark) => remark !== 'ok');
}

/** The table of every row of a SQLite database that points at a row that is not there. */
export async function danglingRows(db: AppDatabase): Promise<readonly string[]> {
	const { rows } = await sql<{ table: string }>`pragma foreign_key_check`.execute(db);
	return rows.map((row) => row.table);
}
