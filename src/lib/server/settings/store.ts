import type { AppDatabase } from '../database/database.ts';

export async function selectSetting(
	db: AppDatabase,
	userId: string,
	key: string
): Promise<string | undefined> {
	const row = await db
		.selectFrom('user_setting')
		.select('value')
		.where('user_id', '=', userId)
		.where('key', '=', key)
		.executeTakeFirst();
	return row?.value;
}

/** Puts a setting in, or in place of the earlier one. */
export async function upsertSetting(
	db: AppDatabase,
	userId: string,
	key: string,
	value: string
): Promise<void> {
	await db
		.insertInto('user_setting')
		.values({ user_id: userId, key, value })
		.onConflict((conflict) => conflict.columns(['user_id', 'key']).doUpdateSet({ value }))
		.execute();
}
