import type { AppDatabase } from '../database/database.ts';
import type { AuditEntryTable } from '../database/schema.ts';

export const GENESIS = '0'.repeat(64);

/** Takes the chain's end and keeps it locked until the transaction ends, so entries are made one after another. */
export async function lockHead(db: AppDatabase): Promise<{ seq: number; hash: string }> {
	const updated = await db
		.updateTable('audit_head')
		.set((e) => ({ seq: e('seq', '+', 1) }))
		.where('id', '=', 1)
		.returning(['seq', 'hash'])
		.executeTakeFirst();
	if (updated) return updated;
	await db
		.insertInto('audit_head')
		.values({ id: 1, seq: 0, hash: GENESIS })
		.onConflict((c) => c.doNothing())
		.execute();
	return lockHead(db);
}

export async function appendEntry(db: AppDatabase, entry: AuditEntryTable): Promise<void> {
	await db.insertInto('audit_entry').values(entry).execute();
	await db.updateTable('audit_head').set({ hash: entry.hash }).where('id', '=', 1).execute();
}

export async function selectHead(db: AppDatabase): Promise<{ seq: number; hash: string }> {
	const head = await db.selectFrom('audit_head').select(['seq', 'hash']).executeTakeFirst();
	return head ?? { seq: 0, hash: GENESIS };
}

export async function selectEntries(
	db: AppDatabase,
	after: number,
	limit: number
): Promise<AuditEntryTable[]> {
	return db
		.selectFrom('audit_entry')
		.selectAll()
		.where('seq', '>', after)
		.orderBy('seq')
		.limit(limit)
		.execute();
}

/** Entries older than `before`, newest first. */
export async function selectEntriesBefore(
	db: AppDatabase,
	before: number,
	limit: number
): Promise<AuditEntryTable[]> {
	return db
		.selectFrom('audit_entry')
		.selectAll()
		.where('seq', '<', before)
		.orderBy('seq', 'desc')
		.limit(limit)
		.execute();
}
