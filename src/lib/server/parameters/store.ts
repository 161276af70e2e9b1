import type { AppDatabase } from '../database/database.ts';
import type { ParameterDraftTable, ParameterEntryTable, Schema } from '../database/schema.ts';

type SeriesRow = Schema['parameter_series'];

export type EntryRow = ParameterEntryTable & { readonly author: string; readonly approver: string };
export type DraftRow = ParameterDraftTable & { readonly author: string };

export async function selectAllSeries(
	db: AppDatabase
): Promise<(SeriesRow & { readonly entries: number })[]> {
	const rows = await db
		.selectFrom('parameter_series as s')
		.leftJoin('parameter_entry as e', 'e.series', 's.code')
		.select((e) => ['s.code', 's.name', 's.kind', 's.form', e.fn.count('e.key').as('entries')])
		.groupBy(['s.code', 's.name', 's.kind', 's.form'])
		.orderBy('s.code')
		.execute();
	return rows.map((row) => ({ ...row, entries: Number(row.entries) }));
}

export async function selectSeries(db: AppDatabase, code: string): Promise<SeriesRow | undefined> {
	return db.selectFrom('parameter_series').selectAll().where('code', '=', code).executeTakeFirst();
}

export async function insertSeries(db: AppDatabase, row: SeriesRow): Promise<void> {
	await db.insertInto('parameter_series').values(row).execute();
}

export async function selectEntries(db: AppDatabase, series: string): Promise<EntryRow[]> {
	return db
		.selectFrom('parameter_entry as e')
		.innerJoin('user as a', 'a.id', 'e.created_by')
		.innerJoin('user as b', 'b.id', 'e.approved_by')
		.selectAll('e')
		.select(['a.name as author', 'b.name as approver'])
		.where('e.series', '=', series)
		.execute();
}

export async function insertEntry(db: AppDatabase, row: ParameterEntryTable): Promise<void> {
	await db.insertInto('parameter_entry').values(row).execute();
}

export async function selectDrafts(db: AppDatabase, series: string): Promise<DraftRow[]> {
	return db
		.selectFrom('parameter_draft as d')
		.innerJoin('user as a', 'a.id', 'd.created_by')
		.selectAll('d')
		.select('a.name as author')
		.where('d.series', '=', series)
		.where('d.state', '=', 'proposed')
		.orderBy('d.created_at')
		.orderBy('d.id')
		.execute();
}

export async function selectDraft(db: AppDatabase, id: string): Promise<ParameterDraftTable | undefined> {
	return db.selectFrom('parameter_draft').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function insertDraft(db: AppDatabase, row: ParameterDraftTable): Promise<void> {
	await db.insertInto('parameter_draft').values(row).execute();
}

/** Moves a proposed draft on; false when somebody else already did. */
export async function closeDraft(db: AppDatabase, id: string, state: string): Promise<boolean> {
	const done = await db
		.updateTable('parameter_draft')
		.set({ state })
		.where('id', '=', id)
		.where('state', '=', 'proposed')
		.executeTakeFirst();
	return Number(done.numUpdatedRows) === 1;
}
