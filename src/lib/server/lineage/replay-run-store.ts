import type { AppDatabase } from '../database/database.ts';
import type { ReplayRunTable } from '../database/schema.ts';

export async function insertReplayRun(db: AppDatabase, row: ReplayRunTable): Promise<void> {
	await db.insertInto('replay_run').values(row).execute();
}

/** The run that finished last. */
export async function selectLastReplayRun(db: AppDatabase): Promise<ReplayRunTable | undefined> {
	return db
		.selectFrom('replay_run')
		.selectAll()
		.orderBy('finished_at', 'desc')
		.orderBy('id', 'desc')
		.limit(1)
		.executeTakeFirst();
}
