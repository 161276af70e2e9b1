import { createUpkeep } from './0004_library-upkeep.ts';
import { createWorkpapers } from './0004_library-workpapers.ts';
import type { Dialect, MigrationDatabase } from './migration.ts';

/** Comparable sets, external samples and the library of standards. */
export async function up(db: MigrationDatabase, dialect: Dialect): Promise<void> {
	await createSamples(db);
	await boundSets(db);
	await createUpkeep(db, dialect);
	await createWorkpapers(db, dialect);
}

/** 外部样本: tables of observations from outside, with where they come from and how far to trust them. */
async function createSamples(db: MigrationDatabase): Promise<void> {
	await db.schema
		.createTable('sample_table')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('organisation_id', 'text', (c) => c.notNull().references('organisation.id'))
		.addColumn('file', 'text', (c) => c.notNull().references('stored_file.hash'))
		.addColumn('file_name', 'text', (c) => c.notNull())
		.addColumn('sheet', 'text', (c) => c.notNull())
		.addColumn('facts', 'text', (c) => c.notNull())
		.addColumn('reading', 'text', (c) => c.notNull())
		.addColumn('state', 'text', (c) => c.notNull())
		.addColumn('snapshot', 'text', (c) => c.references('snapshot.hash'))
		.addColumn('observations', 'integer')
		.addColumn('created_by', 'text', (c) => c.notNull().references('user.id'))
		.addColumn('created_at', 'text', (c) => c.notNull())
		.execute();
}

/** What a comparable set holds its members to (等级、成本边界清单、期间), and what a cost unit says of itself. */
async function boundSets(db: MigrationDatabase): Promise<void> {
	await db.schema
		.alterTable('comparison')
		.addColumn('bounds', 'text', (c) => c.notNull().defaultTo('{}'))
		.execute();
	await db.schema
		.alterTable('cost_unit')
		.addColumn('boundary', 'text', (c) => c.notNull().defaultTo('{}'))
		.execute();
}
