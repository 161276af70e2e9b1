import type { AppDatabase } from '../database/database.ts';

export interface StoredSnapshot {
	readonly hash: string;
	readonly kind: string;
	readonly body: string;
}

/** Inserts a snapshot and its arrows unless the same hash is already there: equal work is stored once. */
export async function insertSnapshot(
	db: AppDatabase,
	row: StoredSnapshot,
	inputs: readonly { readonly role: string; readonly hash: string }[]
): Promise<void> {
	const inserted = await db
		.insertInto('snapshot')
		.values(row)
		.onConflict((c) => c.column('hash').doNothing())
		.executeTakeFirst();
	if (Number(inserted.numInsertedOrUpdatedRows ?? 0) === 0 || inputs.length === 0) return;
	await db
		.insertInto('snapshot_input')
		.values(inputs.map(({ role, hash }, position) => ({ snapshot: row.hash, position, role, input: hash })))
		.execute();
}

export async function selectSnapshot(db: AppDatabase, hash: string): Promise<StoredSnapshot | undefined> {
	return db.selectFrom('snapshot').selectAll().where('hash', '=', hash).executeTakeFirst();
}

/** Full hashes that begin with `prefix`, at most two: enough to tell one from many. */
export async function selectHashesByPrefix(db: AppDatabase, prefix: string): Promise<string[]> {
	const rows = await db
		.selectFrom('snapshot')
		.select('hash')
		.where('hash', '>=', prefix)
		.where('hash', '<', `${prefix}g`)
		.limit(2)
		.execute();
	return rows.map((row) => row.hash);
}
