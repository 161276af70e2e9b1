import type { AppDatabase } from '../database/database.ts';
import type { SampleTableTable } from '../database/schema-standards.ts';

export type SampleTableRow = SampleTableTable & { readonly path: string; readonly organisation: string };

export async function insertSample(db: AppDatabase, row: SampleTableTable): Promise<void> {
	await db.insertInto('sample_table').values(row).execute();
}

export async function selectSample(db: AppDatabase, id: string): Promise<SampleTableRow | undefined> {
	return withOrganisation(db).where('s.id', '=', id).executeTakeFirst();
}

/** All samples, newest first. */
export async function selectSamples(db: AppDatabase): Promise<SampleTableRow[]> {
	return withOrganisation(db).orderBy('s.created_at', 'desc').orderBy('s.id', 'desc').execute();
}

/** Snapshots of the confirmed samples, in the order of their confirmation. */
export async function selectConfirmedSamples(db: AppDatabase): Promise<string[]> {
	const rows = await db
		.selectFrom('sample_table')
		.select('snapshot')
		.where('snapshot', 'is not', null)
		.orderBy('created_at')
		.orderBy('id')
		.execute();
	return rows.flatMap(({ snapshot }) => (snapshot === null ? [] : [snapshot]));
}

/** Changes a sample while it is a preview. Answers whether it still was one, so that two at once have one effect. */
export async function updateSample(
	db: AppDatabase,
	id: string,
	change: Partial<
		Pick<SampleTableTable, 'sheet' | 'facts' | 'reading' | 'state' | 'snapshot' | 'observations'>
	>
): Promise<boolean> {
	const changed = await db
		.updateTable('sample_table')
		.set(change)
		.where('id', '=', id)
		.where('state', '=', 'preview')
		.executeTakeFirst();
	return Number(changed.numUpdatedRows) === 1;
}

function withOrganisation(db: AppDatabase) {
	return db
		.selectFrom('sample_table as s')
		.innerJoin('organisation as o', 'o.id', 's.organisation_id')
		.selectAll('s')
		.select(['o.path', 'o.name as organisation']);
}
