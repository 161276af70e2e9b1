import { freezeTable, type Dialect, type MigrationDatabase } from './migration.ts';

/** Upkeep of the library of standards: when to look again, what repealed an issue, what serving really cost. */
export async function createUpkeep(db: MigrationDatabase, dialect: Dialect): Promise<void> {
	await db.schema.alterTable('issued_standard').addColumn('review_on', 'text').execute();
	await createRepeals(db, dialect);
	await createReviews(db, dialect);
	await createOutturn(db, dialect);
}

/** 废止: proposed by one person, decided by another; what is decided stands in a table of its own. */
async function createRepeals(db: MigrationDatabase, dialect: Dialect): Promise<void> {
	await db.schema
		.createTable('repeal_proposal')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('proposal_id', 'text', (c) => c.notNull().references('standard_proposal.id'))
		.addColumn('document_number', 'text', (c) => c.notNull())
		.addColumn('reason', 'text', (c) => c.notNull())
		.addColumn('repealed_from', 'text', (c) => c.notNull())
		.addColumn('state', 'text', (c) => c.notNull())
		.addColumn('created_by', 'text', (c) => c.notNull().references('user.id'))
		.addColumn('created_at', 'text', (c) => c.notNull())
		.execute();
	await db.schema
		.createTable('issued_repeal')
		.addColumn('proposal_id', 'text', (c) => c.primaryKey().references('standard_proposal.id'))
		.addColumn('repeal_id', 'text', (c) => c.notNull().unique().references('repeal_proposal.id'))
		.addColumn('document_number', 'text', (c) => c.notNull())
		.addColumn('reason', 'text', (c) => c.notNull())
		.addColumn('repealed_from', 'text', (c) => c.notNull())
		.addColumn('approved_by', 'text', (c) => c.notNull().references('user.id'))
		.addColumn('approved_at', 'text', (c) => c.notNull())
		.execute();
	await freezeTable(db, dialect, 'issued_repeal');
}

/** 复核: that somebody looked at an issued standard, what came of it, and when to look next. */
async function createReviews(db: MigrationDatabase, dialect: Dialect): Promise<void> {
	await db.schema
		.createTable('standard_review')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('proposal_id', 'text', (c) => c.notNull().references('standard_proposal.id'))
		.addColumn('reviewed_on', 'text', (c) => c.notNull())
		.addColumn('conclusion', 'text', (c) => c.notNull())
		.addColumn('note', 'text', (c) => c.notNull())
		.addColumn('next_review_on', 'text', (c) => c.notNull())
		.addColumn('reviewed_by', 'text', (c) => c.notNull().references('user.id'))
		.addColumn('at', 'text', (c) => c.notNull())
		.execute();
	await freezeTable(db, dialect, 'standard_review');
}

/** 执行结果: what a year of the service really cost; a later entry of the same year and project takes the place of one before. */
async function createOutturn(db: MigrationDatabase, dialect: Dialect): Promise<void> {
	await db.schema
		.createTable('standard_outturn')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('code', 'text', (c) => c.notNull())
		.addColumn('year', 'integer', (c) => c.notNull())
		.addColumn('project', 'text', (c) => c.notNull())
		.addColumn('quantity', 'text', (c) => c.notNull())
		.addColumn('amount', 'bigint', (c) => c.notNull())
		.addColumn('document', 'text', (c) => c.notNull())
		.addColumn('recorded_by', 'text', (c) => c.notNull().references('user.id'))
		.addColumn('recorded_at', 'text', (c) => c.notNull())
		.execute();
	await db.schema.createIndex('standard_outturn_by_code').on('standard_outturn').column('code').execute();
	await freezeTable(db, dialect, 'standard_outturn');
}
