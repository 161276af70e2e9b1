import type { AppDatabase } from '../database/database.ts';
import type { PresenceTable } from '../database/schema.ts';

export interface WatchedRow {
	readonly id: string;
	readonly revision: number;
	readonly state: string;
	readonly remarks: number;
}

export type PresentRow = PresenceTable & { readonly name: string };

/** Where the watched analyses stand: one query for all of them. */
export async function selectWatched(db: AppDatabase, ids: readonly string[]): Promise<WatchedRow[]> {
	return db
		.selectFrom('analysis')
		.select(['id', 'revision', 'state', 'remarks'])
		.where('id', 'in', ids)
		.execute();
}

/** Who is there, of those heard of since a time; in the order in which they came. */
export async function selectPresent(
	db: AppDatabase,
	ids: readonly string[],
	since: string
): Promise<PresentRow[]> {
	return db
		.selectFrom('presence')
		.innerJoin('user', 'user.id', 'presence.user_id')
		.selectAll('presence')
		.select('user.name')
		.where('presence.analysis_id', 'in', ids)
		.where('presence.seen_at', '>=', since)
		.orderBy('presence.id')
		.execute();
}

export async function insertPresence(db: AppDatabase, row: PresenceTable): Promise<void> {
	await db.insertInto('presence').values(row).execute();
}

/** Pages can only be moved by their own person. */
export async function updatePlace(
	db: AppDatabase,
	page: Pick<PresenceTable, 'id' | 'analysis_id' | 'user_id'>,
	place: Pick<PresenceTable, 'line_id' | 'field' | 'seen_at'>
): Promise<void> {
	await db
		.updateTable('presence')
		.set(place)
		.where('id', '=', page.id)
		.where('analysis_id', '=', page.analysis_id)
		.where('user_id', '=', page.user_id)
		.execute();
}

export async function updateSeen(db: AppDatabase, ids: readonly string[], at: string): Promise<void> {
	await db.updateTable('presence').set({ seen_at: at }).where('id', 'in', ids).execute();
}

export async function deletePresence(db: AppDatabase, id: string): Promise<void> {
	await db.deleteFrom('presence').where('id', '=', id).execute();
}

/** Pages of processes that ended without saying so. */
export async function deleteForgotten(db: AppDatabase, before: string): Promise<void> {
	await db.deleteFrom('presence').where('seen_at', '<', before).execute();
}
