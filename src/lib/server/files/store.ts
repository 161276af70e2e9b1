import type { AppDatabase } from '../database/database.ts';

export interface StoredFileRow {
	readonly hash: string;
	readonly size: number;
	readonly format: string;
	readonly bytes: Uint8Array;
}

/** Keeps an original unless the same bytes are already there. */
export async function insertFile(db: AppDatabase, row: StoredFileRow): Promise<void> {
	await db
		.insertInto('stored_file')
		.values({ ...row, bytes: Buffer.from(row.bytes) })
		.onConflict((c) => c.column('hash').doNothing())
		.execute();
}

export async function selectFile(db: AppDatabase, hash: string): Promise<StoredFileRow | undefined> {
	return db.selectFrom('stored_file').selectAll().where('hash', '=', hash).executeTakeFirst();
}

/** Full hashes that begin with `prefix`, at most two: enough to tell one from many. */
export async function selectFileHashes(db: AppDatabase, prefix: string): Promise<string[]> {
	const rows = await db
		.selectFrom('stored_file')
		.select('hash')
		.where('hash', '>=', prefix)
		.where('hash', '<', `${prefix}g`)
		.limit(2)
		.execute();
	return rows.map((row) => row.hash);
}

export async function selectFileFormat(db: AppDatabase, hash: string): Promise<string | undefined> {
	const row = await db.selectFrom('stored_file').select('format').where('hash', '=', hash).executeTakeFirst();
	return row?.format;
}
