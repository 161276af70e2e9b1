import type { CreateTableBuilder } from 'kysely';
import { createPeople } from './0001_foundation-people.ts';
import { createRefuseChange, freezeTable, type Dialect, type MigrationDatabase } from './migration.ts';

/**
 * The whole line: people, stored originals, cost breakdowns, comparisons, standards, snapshots, decisions, audit.
 * Portable types only: text (ISO times, canonical decimals, JSON), integer, bigint (分), bytes.
 */
export async function up(db: MigrationDatabase, dialect: Dialect): Promise<void> {
	if (dialect === 'postgres') await createRefuseChange(db);
	await createPeople(db, dialect);
	await createOriginals(db, dialect);
	await createCosting(db);
	await createParameters(db);
	await createComparisons(db);
	await createStandards(db);
	await createRecords(db);
	for (const table of [
		'stored_file',
		'snapshot',
		'snapshot_input',
		'parameter_entry',
		'decision',
		'issued_standard',
		'audit_entry'
	])
		await freezeTable(db, dialect, table);
}

async function createOriginals(db: MigrationDatabase, dialect: Dialect): Promise<void> {
	await db.schema
		.createTable('stored_file')
		.addColumn('hash', 'text', (c) => c.primaryKey())
		.addColumn('size', 'integer', (c) => c.notNull())
		.addColumn('format', 'text', (c) => c.notNull())
		.addColumn('bytes', dialect === 'sqlite' ? 'blob' : 'bytea', (c) => c.notNull())
		.execute();
	await db.schema
		.createTable('snapshot')
		.addColumn('hash', 'text', (c) => c.primaryKey())
		.addColumn('kind', 'text', (c) => c.notNull())
		.addColumn('body', 'text', (c) => c.notNull())
		.execute();
	// An input is another snapshot or, for a source table, a stored file: no foreign key can say "either", so the
	// writing service checks it and replay proves it.
	await db.schema
		.createTable('snapshot_input')
		.addColumn('snapshot', 'text', (c) => c.notNull().references('snapshot.hash'))
		.addColumn('position', 'integer', (c) => c.notNull())
		.addColumn('role', 'text', (c) => c.notNull())
		.addColumn('input', 'text', (c) => c.notNull())
		.addPrimaryKeyConstraint('snapshot_input_pk', ['snapshot', 'position'])
		.execute();
	await db.schema.createIndex('snapshot_input_by_input').on('snapshot_input').column('input').execute();
}

async function createCosting(db: MigrationDatabase): Promise<void> {
	await db.schema
		.createTable('project')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('code', 'text', (c) => c.notNull().unique())
		.addColumn('name', 'text', (c) => c.notNull())
		.addColumn('organisation_id', 'text', (c) => c.notNull().references('organisation.id'))
		.addColumn('category', 'text', (c) => c.notNull())
		.addColumn('source_note', 'text', (c) => c.notNull())
		.addColumn('created_by', 'text', (c) => c.notNull().references('user.id'))
		.addColumn('created_at', 'text', (c) => c.notNull())
		.execute();
	await db.schema
		.createTable('analysis')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('project_id', 'text', (c) => c.notNull().references('project.id'))
		.addColumn('fiscal_year', 'integer', (c) => c.notNull())
		.addColumn('period_months', 'integer', (c) => c.notNull())
		.addColumn('price_year', 'integer', (c) => c.notNull())
		.addColumn('region', 'text', (c) => c.notNull())
		.addColumn('tax_basis', 'text', (c) => c.notNull())
		.addColumn('staff_scope', 'text', (c) => c.notNull())
		.addColumn('delivery_mode', 'text', (c) => c.notNull())
		.addColumn('state', 'text', (c) => c.notNull())
		// Grows by one with every accepted batch of edits; a batch names the one it was made on.
		.addColumn('revision', 'integer', (c) => c.notNull())
		.addColumn('snapshot', 'text', (c) => c.references('snapshot.hash'))
		.addColumn('created_by', 'text', (c) => c.notNull().references('user.id'))
		.addColumn('created_at', 'text', (c) => c.notNull())
		.addUniqueConstraint('analysis_project_year', ['project_id', 'fiscal_year'])
		.execute();
	await createLines(db);
	await db.schema
		.createTable('cost_edit')
		// The client's batch id: a repeated request has one effect.
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('analysis_id', 'text', (c) => c.notNull().references('analysis.id'))
		.addColumn('revision', 'integer', (c) => c.notNull())
		.addColumn('actor_id', 'text', (c) => c.notNull().references('user.id'))
		.addColumn('at', 'text', (c) => c.notNull())
		.addColumn('commands', 'text', (c) => c.notNull())
		.addColumn('inverse', 'text', (c) => c.notNull())
		.addUniqueConstraint('cost_edit_revision', ['analysis_id', 'revision'])
		.execute();
	await db.schema
		.createTable('intake')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('analysis_id', 'text', (c) => c.notNull().references('analysis.id'))
		.addColumn('file', 'text', (c) => c.notNull().references('stored_file.hash'))
		.addColumn('file_name', 'text', (c) => c.notNull())
		.addColumn('sheet', 'text', (c) => c.notNull())
		.addColumn('snapshot', 'text', (c) => c.references('snapshot.hash'))
		.addColumn('mapping', 'text', (c) => c.notNull())
		.addColumn('findings', 'text', (c) => c.notNull())
		.addColumn('state', 'text', (c) => c.notNull())
		.addColumn('created_by', 'text', (c) => c.notNull().references('user.id'))
		.addColumn('created_at', 'text', (c) => c.notNull())
		.execute();
}

async function createLines(db: MigrationDatabase): Promise<void> {
	await db.schema
		.createTable('cost_line')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('analysis_id', 'text', (c) => c.notNull().references('analysis.id'))
		.addColumn('parent_id', 'text')
		.addColumn('position', 'integer', (c) => c.notNull())
		.addColumn('code', 'text', (c) => c.notNull())
		.addColumn('name', 'text', (c) => c.notNull())
		.addColumn('grade', 'text', (c) => c.notNull())
		.addColumn('element', 'text')
		.addColumn('unit', 'text', (c) => c.notNull())
		.addColumn('quantity', 'text')
		.addColumn('unit_price', 'text')
		.addColumn('coefficient', 'text')
		.addColumn('amount_basis', 'text', (c) => c.notNull())
		.addColumn('stated_amount', 'bigint')
		.addColumn('verified_amount', 'bigint')
		.addColumn('reason', 'text')
		.addColumn('period_months', 'integer', (c) => c.notNull())
		.addColumn('recurrence', 'text', (c) => c.notNull())
		.addColumn('evidence', 'text', (c) => c.notNull())
		.addColumn('remark', 'text', (c) => c.notNull())
		.addColumn('sources', 'text', (c) => c.notNull())
		.execute();
	await db.schema.createIndex('cost_line_by_analysis').on('cost_line').column('analysis_id').execute();
	await db.schema
		.createTable('cost_unit')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('analysis_id', 'text', (c) => c.notNull().references('analysis.id'))
		.addColumn('position', 'integer', (c) => c.notNull())
		.addColumn('name', 'text', (c) => c.notNull())
		.addColumn('grade', 'text', (c) => c.notNull())
		.addColumn('unit', 'text', (c) => c.notNull())
		.addColumn('output', 'text', (c) => c.notNull())
		.addColumn('output_source', 'text')
		.addColumn('line_ids', 'text', (c) => c.notNull())
		.execute();
	await db.schema.createIndex('cost_unit_by_analysis').on('cost_unit').column('analysis_id').execute();
	await createIndicators(db);
	// Which draft line stands behind which line of a snapshot: lets explain say who typed a figure, outside the hash.
	await db.schema
		.createTable('frozen_line')
		.addColumn('snapshot', 'text', (c) => c.notNull().references('snapshot.hash'))
		.addColumn('position', 'integer', (c) => c.notNull())
		.addColumn('line_id', 'text', (c) => c.notNull())
		.addPrimaryKeyConstraint('frozen_line_pk', ['snapshot', 'position'])
		.execute();
}

async function createIndicators(db: MigrationDatabase): Promise<void> {
	await db.schema
		.createTable('performance_indicator')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('analysis_id', 'text', (c) => c.notNull().references('analysis.id'))
		.addColumn('position', 'integer', (c) => c.notNull())
		.addColumn('level1', 'text', (c) => c.notNull())
		.addColumn('level2', 'text', (c) => c.notNull())
		.addColumn('level3', 'text', (c) => c.notNull())
		.addColumn('benchmark', 'text', (c) => c.notNull())
		.addColumn('actual', 'text', (c) => c.notNull())
		.execute();
	await db.schema
		.createIndex('performance_indicator_by_analysis')
		.on('performance_indicator')
		.column('analysis_id')
		.execute();
}

async function createParameters(db: MigrationDatabase): Promise<void> {
	await db.schema
		.createTable('parameter_series')
		.addColumn('code', 'text', (c) => c.primaryKey())
		.addColumn('name', 'text', (c) => c.notNull())
		.addColumn('kind', 'text', (c) => c.notNull())
		.addColumn('form', 'text', (c) => c.notNull())
		.execute();
	await db.schema
		.createTable('parameter_entry')
		.addColumn('series', 'text', (c) => c.notNull().references('parameter_series.code'))
		.addColumn('key', 'text', (c) => c.notNull())
		.addColumn('version', 'integer', (c) => c.notNull())
		.addColumn('value', 'text', (c) => c.notNull())
		.addColumn('valid_from', 'text', (c) => c.notNull())
		.addColumn('document', 'text', (c) => c.notNull())
		.addColumn('created_by', 'text', (c) => c.notNull().references('user.id'))
		.addColumn('approved_by', 'text', (c) => c.notNull().references('user.id'))
		.addColumn('created_at', 'text', (c) => c.notNull())
		.addPrimaryKeyConstraint('parameter_entry_pk', ['series', 'key', 'version'])
		.execute();
	// A proposed value has no force: it becomes an entry when a second person approves it (DOMAIN §5.4, rule 5).
	await db.schema
		.createTable('parameter_draft')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('series', 'text', (c) => c.notNull().references('parameter_series.code'))
		.addColumn('key', 'text', (c) => c.notNull())
		.addColumn('value', 'text', (c) => c.notNull())
		.addColumn('valid_from', 'text', (c) => c.notNull())
		.addColumn('document', 'text', (c) => c.notNull())
		.addColumn('state', 'text', (c) => c.notNull())
		.addColumn('created_by', 'text', (c) => c.notNull().references('user.id'))
		.addColumn('created_at', 'text', (c) => c.notNull())
		.execute();
}

async function createComparisons(db: MigrationDatabase): Promise<void> {
	await db.schema
		.createTable('comparison')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('title', 'text', (c) => c.notNull())
		.addColumn('purpose', 'text', (c) => c.notNull())
		.addColumn('organisation_id', 'text', (c) => c.notNull().references('organisation.id'))
		.addColumn('category', 'text', (c) => c.notNull())
		.addColumn('unit', 'text', (c) => c.notNull())
		.addColumn('target_year', 'integer', (c) => c.notNull())
		.addColumn('steps', 'text', (c) => c.notNull())
		.addColumn('series', 'text', (c) => c.notNull())
		.addColumn('state', 'text', (c) => c.notNull())
		.addColumn('snapshot', 'text', (c) => c.references('snapshot.hash'))
		.addColumn('created_by', 'text', (c) => c.notNull().references('user.id'))
		.addColumn('created_at', 'text', (c) => c.notNull())
		.execute();
	await db.schema
		.createTable('comparison_member')
		.addColumn('comparison_id', 'text', (c) => c.notNull().references('comparison.id'))
		.addColumn('snapshot', 'text', (c) => c.notNull().references('snapshot.hash'))
		.addColumn('unit', 'integer', (c) => c.notNull())
		.addColumn('included', 'integer', (c) => c.notNull())
		.addColumn('reason', 'text', (c) => c.notNull())
		.addPrimaryKeyConstraint('comparison_member_pk', ['comparison_id', 'snapshot', 'unit'])
		.execute();
}

async function createStandards(db: MigrationDatabase): Promise<void> {
	await db.schema
		.createTable('standard_proposal')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('title', 'text', (c) => c.notNull())
		.addColumn('comparison_id', 'text', (c) => c.notNull().references('comparison.id'))
		.addColumn('organisation_id', 'text', (c) => c.notNull().references('organisation.id'))
		.addColumn('state', 'text', (c) => c.notNull())
		.addColumn('service', 'text', (c) => c.notNull())
		.addColumn('quota', 'text', (c) => c.notNull())
		.addColumn('expenditure', 'text', (c) => c.notNull())
		.addColumn('service_snapshot', 'text', (c) => c.references('snapshot.hash'))
		.addColumn('quota_snapshot', 'text', (c) => c.references('snapshot.hash'))
		.addColumn('expenditure_snapshot', 'text', (c) => c.references('snapshot.hash'))
		.addColumn('created_by', 'text', (c) => c.notNull().references('user.id'))
		.addColumn('created_at', 'text', (c) => c.notNull())
		.execute();
	await db.schema
		.createTable('issued_standard')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('proposal_id', 'text', (c) => c.notNull().references('standard_proposal.id'))
		.addColumn('kind', 'text', (c) => c.notNull())
		.addColumn('code', 'text', (c) => c.notNull())
		.addColumn('snapshot', 'text', (c) => c.notNull().references('snapshot.hash'))
		.addColumn('document_number', 'text', (c) => c.notNull())
		.addColumn('effective_from', 'text', (c) => c.notNull())
		.addColumn('effective_to', 'text')
		.addColumn('trial', 'integer', (c) => c.notNull())
		.addColumn('issued_by', 'text', (c) => c.notNull().references('user.id'))
		.addColumn('issued_at', 'text', (c) => c.notNull())
		// A double click on 印发 meets these, whatever the application does.
		.addUniqueConstraint('issued_once', ['proposal_id', 'kind'])
		.addUniqueConstraint('issued_one_per_day', ['code', 'effective_from'])
		.execute();
	await db.schema
		.createTable('budget_check')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('issued_id', 'text', (c) => c.notNull().references('issued_standard.id'))
		.addColumn('snapshot', 'text', (c) => c.notNull().references('snapshot.hash'))
		.addColumn('checked_by', 'text', (c) => c.notNull().references('user.id'))
		.addColumn('checked_at', 'text', (c) => c.notNull())
		.execute();
}

async function createRecords(db: MigrationDatabase): Promise<void> {
	const who = <T extends string>(table: CreateTableBuilder<T>) =>
		table
			.addColumn('actor_id', 'text', (c) => c.notNull())
			.addColumn('actor_name', 'text', (c) => c.notNull());
	// A decision signs snapshots: who, in which role, when, from which state to which. Outside every hash but the audit's.
	await who(db.schema.createTable('decision').addColumn('id', 'text', (c) => c.primaryKey()))
		.addColumn('role', 'text', (c) => c.notNull())
		.addColumn('organisation_id', 'text', (c) => c.notNull())
		.addColumn('organisation_name', 'text', (c) => c.notNull())
		.addColumn('at', 'text', (c) => c.notNull())
		.addColumn('subject_kind', 'text', (c) => c.notNull())
		.addColumn('subject_id', 'text', (c) => c.notNull())
		.addColumn('action', 'text', (c) => c.notNull())
		.addColumn('from_state', 'text', (c) => c.notNull())
		.addColumn('to_state', 'text', (c) => c.notNull())
		.addColumn('snapshots', 'text', (c) => c.notNull())
		.addColumn('opinion', 'text', (c) => c.notNull())
		.execute();
	await db.schema
		.createIndex('decision_by_subject')
		.on('decision')
		.columns(['subject_kind', 'subject_id'])
		.execute();
	await who(db.schema.createTable('audit_entry').addColumn('seq', 'integer', (c) => c.primaryKey()))
		.addColumn('at', 'text', (c) => c.notNull())
		.addColumn('action', 'text', (c) => c.notNull())
		.addColumn('subject_kind', 'text', (c) => c.notNull())
		.addColumn('subject_id', 'text', (c) => c.notNull())
		.addColumn('before_hash', 'text')
		.addColumn('after_hash', 'text')
		.addColumn('details', 'text', (c) => c.notNull())
		.addColumn('previous_hash', 'text', (c) => c.notNull())
		.addColumn('hash', 'text', (c) => c.notNull().unique())
		.execute();
	await db.schema
		.createIndex('audit_entry_by_subject')
		.on('audit_entry')
		.columns(['subject_kind', 'subject_id'])
		.execute();
	// One row that every audited transaction updates first: it orders them on both engines and holds the chain's end.
	await db.schema
		.createTable('audit_head')
		.addColumn('id', 'integer', (c) => c.primaryKey())
		.addColumn('seq', 'integer', (c) => c.notNull())
		.addColumn('hash', 'text', (c) => c.notNull())
		.execute();
}
