import { parseMapping, type Mapping } from '#lib/core/intake/mapping.ts';
import { timestamp, type Context } from '../context.ts';
import type { AppDatabase } from '../database/database.ts';
import type { Habit } from './reading.ts';
import { selectHabits, upsertHabit } from './store.ts';

/** How the sender's sheets were read before, latest first; none without a sender. */
export async function habitsOf(db: AppDatabase, sender: string): Promise<readonly Habit[]> {
	if (sender === '') return [];
	const rows = await selectHabits(db, sender);
	return rows.flatMap(({ header, mapping, updated_at }) => {
		const parsed = parseMapping(JSON.parse(mapping));
		return parsed.ok ? [{ sender, header, mapping: parsed.value, day: updated_at.slice(0, 10) }] : [];
	});
}

/** Remembers how a sheet was read when it is confirmed. Rows that were taken out belong to that one sheet. */
export async function rememberHabit(
	tx: Context,
	sender: string,
	header: string,
	mapping: Mapping
): Promise<void> {
	if (sender === '') return;
	await upsertHabit(tx.db, {
		sender,
		header,
		mapping: JSON.stringify({ ...mapping, skippedRows: [] }),
		updated_by: tx.actor.userId,
		updated_at: timestamp(tx)
	});
}
