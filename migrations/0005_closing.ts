import { freezeTable, type Dialect, type MigrationDatabase } from './migration.ts';

/** What closes the library of standards: rules (条件规则) are repealed as standards are. */
export async function up(db: MigrationDatabase, dialect: Dialect): Promise<void> {
	await createRuleRepeals(db, dialect);
}

/** 废止规则: proposed by one person, decided by another; what is decided stands in a table of its own. */
async function createRuleRepeals(db: MigrationDatabase, dialect: Dialect): Promise<void> {
	await db.schema
		.createTable('rule_repeal')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('proposal_id', 'text', (c) => c.notNull().references('rule_proposal.id'))
		.addColumn('document_number', 'text', (c) => c.notNull())
		.addColumn('reason', 'text', (c) => c.notNull())
		.addColumn('repealed_from', 'text', (c) => c.notNull())
		.addColumn('state', 'text', (c) => c.notNull())
		.addColumn('created_by', 'text', (c) => c.notNull().references('user.id'))
		.addColumn('created_at', 'text', (c) => c.notNull())
		.execute();
	await db.schema
		.createTable('issued_rule_repeal')
		.addColumn('proposal_id', 'text', (c) => c.primaryKey().references('rule_proposal.id'))
		.addColumn('repeal_id', 'text', (c) => c.notNull().unique().references('rule_repeal.id'))
		.addColumn('document_number', 'text', (c) => c.notNull())
		.addColumn('reason', 'text', (c) => c.notNull())
		.addColumn('repealed_from', 'text', (c) => c.notNull())
		.addColumn('approved_by', 'text', (c) => c.notNull().references('user.id'))
		.addColumn('approved_at', 'text', (c) => c.notNull())
		.execute();
	await freezeTable(db, dialect, 'issued_rule_repeal');
}
