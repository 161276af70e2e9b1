import { sql } from 'kysely';
import type { OpenDatabase } from '#lib/server/database/database.ts';

/** What somebody with the database file in hand would do first: takes the triggers away that refuse changes. */
export async function dropGuards({ db, dialect }: OpenDatabase, table: string): Promise<void> {
	for (const verb of ['update', 'delete']) {
		const on = dialect === 'postgres' ? ` on ${table}` : '';
		await sql.raw(`drop trigger if exists ${table}_no_${verb}${on}`).execute(db);
	}
}
