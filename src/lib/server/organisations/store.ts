import type { AppDatabase } from '../database/database.ts';
import type { OrganisationTable } from '../database/schema.ts';

export async function selectOrganisations(db: AppDatabase): Promise<OrganisationTable[]> {
	return db.selectFrom('organisation').selectAll().orderBy('path').execute();
}

export async function selectOrganisation(
	db: AppDatabase,
	id: string
): Promise<OrganisationTable | undefined> {
	return db.selectFrom('organisation').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function selectOrganisationByCode(
	db: AppDatabase,
	code: string
): Promise<OrganisationTable | undefined> {
	return db.selectFrom('organisation').selectAll().where('code', '=', code).executeTakeFirst();
}

export async function insertOrganisation(db: AppDatabase, row: OrganisationTable): Promise<void> {
	await db.insertInto('organisation').values(row).execute();
}

/** False when the role was already held. */
export async function insertAppointment(
	db: AppDatabase,
	row: { user_id: string; organisation_id: string; role: string }
): Promise<boolean> {
	const inserted = await db
		.insertInto('appointment')
		.values(row)
		.onConflict((c) => c.columns(['user_id', 'organisation_id', 'role']).doNothing())
		.executeTakeFirst();
	return Number(inserted.numInsertedOrUpdatedRows ?? 0) > 0;
}

/** False when the role was not held. */
export async function deleteAppointment(
	db: AppDatabase,
	row: { user_id: string; organisation_id: string; role: string }
): Promise<boolean> {
	const deleted = await db
		.deleteFrom('appointment')
		.where('user_id', '=', row.user_id)
		.where('organisation_id', '=', row.organisation_id)
		.where('role', '=', row.role)
		.executeTakeFirst();
	return Number(deleted.numDeletedRows) > 0;
}
