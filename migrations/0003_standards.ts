import { freezeTable, type Dialect, type MigrationDatabase } from './migration.ts';

/** Comparison, standards and lineage in full: rules as standards and the checks made with them. */
export async function up(db: MigrationDatabase, dialect: Dialect): Promise<void> {
	await createSetAnalyses(db);
	await createRules(db, dialect);
	await createReplayRuns(db);
	// Who rests on a draft line is asked from the line: where it stands in what was frozen.
	await db.schema.createIndex('frozen_line_by_line').on('frozen_line').column('line_id').execute();
}

/** 条件规则: drafts of rule packs, the issued ones, and budget lines held against them. */
async function createRules(db: MigrationDatabase, dialect: Dialect): Promise<void> {
	await db.schema
		.createTable('rule_proposal')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('title', 'text', (c) => c.notNull())
		.addColumn('code', 'text', (c) => c.notNull())
		.addColumn('organisation_id', 'text', (c) => c.notNull().references('organisation.id'))
		.addColumn('state', 'text', (c) => c.notNull())
		.addColumn('pack', 'text', (c) => c.notNull())
		.addColumn('snapshot', 'text', (c) => c.references('snapshot.hash'))
		.addColumn('created_by', 'text', (c) => c.notNull().references('user.id'))
		.addColumn('created_at', 'text', (c) => c.notNull())
		.execute();
	await db.schema
		.createTable('issued_rule')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('proposal_id', 'text', (c) => c.notNull().unique().references('rule_proposal.id'))
		.addColumn('code', 'text', (c) => c.notNull())
		.addColumn('region', 'text', (c) => c.notNull())
		.addColumn('snapshot', 'text', (c) => c.notNull().references('snapshot.hash'))
		.addColumn('document_number', 'text', (c) => c.notNull())
		.addColumn('effective_from', 'text', (c) => c.notNull())
		.addColumn('effective_to', 'text')
		.addColumn('trial', 'integer', (c) => c.notNull())
		.addColumn('issued_by', 'text', (c) => c.notNull().references('user.id'))
		.addColumn('issued_at', 'text', (c) => c.notNull())
		.addUniqueConstraint('issued_rule_one_per_day', ['code', 'effective_from'])
		.execute();
	await freezeTable(db, dialect, 'issued_rule');
	await db.schema
		.createTable('rule_check')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('issued_id', 'text', (c) => c.notNull().references('issued_rule.id'))
		.addColumn('snapshot', 'text', (c) => c.notNull().references('snapshot.hash'))
		.addColumn('checked_by', 'text', (c) => c.notNull().references('user.id'))
		.addColumn('checked_at', 'text', (c) => c.notNull())
		.execute();
}

/** Frozen analyses of a comparison (比对分析), and the causes of high cost (成本偏高原因) confirmed on them. */
async function createSetAnalyses(db: MigrationDatabase): Promise<void> {
	await db.schema
		.createTable('comparison_analysis')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('comparison_id', 'text', (c) => c.notNull().references('comparison.id'))
		.addColumn('snapshot', 'text', (c) => c.notNull().references('snapshot.hash'))
		.addColumn('created_by', 'text', (c) => c.notNull().references('user.id'))
		.addColumn('created_at', 'text', (c) => c.notNull())
		.execute();
	await db.schema
		.createIndex('comparison_analysis_by_comparison')
		.on('comparison_analysis')
		.column('comparison_id')
		.execute();
	await db.schema
		.createTable('cost_cause')
		.addColumn('analysis_id', 'text', (c) => c.notNull().references('comparison_analysis.id'))
		.addColumn('cause', 'text', (c) => c.notNull())
		.addColumn('effect', 'text', (c) => c.notNull())
		.addColumn('confirmed_by', 'text', (c) => c.notNull().references('user.id'))
		.addColumn('confirmed_at', 'text', (c) => c.notNull())
		.addPrimaryKeyConstraint('cost_cause_pk', ['analysis_id', 'cause'])
		.execute();
}

/** 夜间复算: what each replay of everything found. */
async function createReplayRuns(db: MigrationDatabase): Promise<void> {
	await db.schema
		.createTable('replay_run')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('started_at', 'text', (c) => c.notNull())
		.addColumn('finished_at', 'text', (c) => c.notNull())
		.addColumn('standards', 'integer', (c) => c.notNull())
		.addColumn('snapshots', 'integer', (c) => c.notNull())
		.addColumn('files', 'integer', (c) => c.notNull())
		.addColumn('faults', 'text', (c) => c.notNull())
		.execute();
}
