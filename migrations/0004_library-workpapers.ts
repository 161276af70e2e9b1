import { freezeTable, type Dialect, type MigrationDatabase } from './migration.ts';

/** 审核工作底稿: requested budget lines held against the standards in force, each a record that is never changed. */
export async function createWorkpapers(db: MigrationDatabase, dialect: Dialect): Promise<void> {
	await db.schema
		.createTable('review_workpaper')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('title', 'text', (c) => c.notNull())
		.addColumn('organisation_id', 'text', (c) => c.notNull().references('organisation.id'))
		.addColumn('year', 'integer', (c) => c.notNull())
		.addColumn('as_of', 'text', (c) => c.notNull())
		.addColumn('snapshot', 'text', (c) => c.notNull().references('snapshot.hash'))
		.addColumn('created_by', 'text', (c) => c.notNull().references('user.id'))
		.addColumn('created_at', 'text', (c) => c.notNull())
		.execute();
	await freezeTable(db, dialect, 'review_workpaper');
}
