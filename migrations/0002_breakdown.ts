import { freezeTable, type Dialect, type MigrationDatabase } from './migration.ts';

/**
 * The full cost breakdown (成本拆分): more columns of a line, years, named parameters, shared cost pools, combined units,
 * build-ups (定额测算), comments on cells, what a person and a sender are used to.
 */
export async function up(db: MigrationDatabase, dialect: Dialect): Promise<void> {
	await widenLines(db);
	await db.schema
		.alterTable('analysis')
		.addColumn('allocation_method', 'text', (c) => c.notNull().defaultTo('direct'))
		.execute();
	// Grows by one with everything said about a cell, so that open pages notice.
	await db.schema
		.alterTable('analysis')
		.addColumn('remarks', 'integer', (c) => c.notNull().defaultTo(0))
		.execute();
	await db.schema
		.alterTable('cost_unit')
		.addColumn('year_outputs', 'text', (c) => c.notNull().defaultTo('{}'))
		.execute();
	await db.schema
		.createTable('analysis_part')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('analysis_id', 'text', (c) => c.notNull().references('analysis.id'))
		.addColumn('kind', 'text', (c) => c.notNull())
		.addColumn('position', 'integer', (c) => c.notNull())
		.addColumn('body', 'text', (c) => c.notNull())
		.execute();
	await db.schema
		.createIndex('analysis_part_by_analysis')
		.on('analysis_part')
		.column('analysis_id')
		.execute();
	await createComments(db);
	await recordChanges(db);
	await createPresence(db);
	await createRecipes(db);
	await freezeTable(db, dialect, 'recipe_version');
	await createHabits(db);
}

async function widenLines(db: MigrationDatabase): Promise<void> {
	for (const column of [
		'frequency',
		'months',
		'nature',
		'time_basis',
		'behaviour',
		'necessity',
		'cost_kind',
		'supply',
		'funding_source',
		'fund_type',
		'tax_basis',
		'years',
		'fills',
		'recipe'
	])
		await db.schema.alterTable('cost_line').addColumn(column, 'text').execute();
	for (const column of ['function_code', 'economic_code'])
		await db.schema
			.alterTable('cost_line')
			.addColumn(column, 'text', (c) => c.notNull().defaultTo(''))
			.execute();
	await db.schema.alterTable('cost_line').addColumn('evidence_level', 'integer').execute();
}

async function createComments(db: MigrationDatabase): Promise<void> {
	await db.schema
		.createTable('cell_comment')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('analysis_id', 'text', (c) => c.notNull().references('analysis.id'))
		// Not a foreign key: the comment outlives a removed line, which an undo may bring back.
		.addColumn('line_id', 'text', (c) => c.notNull())
		.addColumn('field', 'text', (c) => c.notNull())
		.addColumn('reply_to', 'text')
		.addColumn('body', 'text', (c) => c.notNull())
		.addColumn('mentions', 'text', (c) => c.notNull())
		.addColumn('author_id', 'text', (c) => c.notNull().references('user.id'))
		.addColumn('at', 'text', (c) => c.notNull())
		.addColumn('resolved_by', 'text', (c) => c.references('user.id'))
		.addColumn('resolved_at', 'text')
		.execute();
	await db.schema.createIndex('cell_comment_by_analysis').on('cell_comment').column('analysis_id').execute();
}

/** What people read in the history (修改历史), one row per change, found by line without reading the commands. */
async function recordChanges(db: MigrationDatabase): Promise<void> {
	// The edit a person sees as one, which may be several batches; null before this version: every batch by itself.
	for (const column of ['step', 'undoes', 'client', 'why'])
		await db.schema.alterTable('cost_edit').addColumn(column, 'text').execute();
	await db.schema.createIndex('cost_edit_by_step').on('cost_edit').column('step').execute();
	await db.schema
		.createTable('cost_change')
		.addColumn('analysis_id', 'text', (c) => c.notNull().references('analysis.id'))
		.addColumn('revision', 'integer', (c) => c.notNull())
		.addColumn('seq', 'integer', (c) => c.notNull())
		// Not a foreign key: the history of a removed line stays.
		.addColumn('line_id', 'text')
		.addColumn('field', 'text', (c) => c.notNull())
		.addColumn('what', 'text', (c) => c.notNull())
		.addColumn('before', 'text')
		.addColumn('after', 'text')
		.addPrimaryKeyConstraint('cost_change_pk', ['analysis_id', 'revision', 'seq'])
		.execute();
	await db.schema
		.createIndex('cost_change_by_line')
		.on('cost_change')
		.columns(['analysis_id', 'line_id', 'revision'])
		.execute();
}

/** Who has an analysis open now; rows live for seconds and are no part of the record. */
async function createPresence(db: MigrationDatabase): Promise<void> {
	await db.schema
		.createTable('presence')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('analysis_id', 'text', (c) => c.notNull().references('analysis.id'))
		.addColumn('user_id', 'text', (c) => c.notNull().references('user.id'))
		.addColumn('line_id', 'text', (c) => c.notNull())
		.addColumn('field', 'text', (c) => c.notNull())
		.addColumn('seen_at', 'text', (c) => c.notNull())
		.execute();
	await db.schema.createIndex('presence_by_analysis').on('presence').column('analysis_id').execute();
}

async function createRecipes(db: MigrationDatabase): Promise<void> {
	await db.schema
		.createTable('recipe')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('code', 'text', (c) => c.notNull().unique())
		.addColumn('organisation_id', 'text', (c) => c.notNull().references('organisation.id'))
		.addColumn('name', 'text', (c) => c.notNull())
		.addColumn('unit', 'text', (c) => c.notNull())
		.addColumn('created_by', 'text', (c) => c.notNull().references('user.id'))
		.addColumn('created_at', 'text', (c) => c.notNull())
		.execute();
	await db.schema
		.createTable('recipe_version')
		.addColumn('recipe_id', 'text', (c) => c.notNull().references('recipe.id'))
		.addColumn('version', 'integer', (c) => c.notNull())
		.addColumn('snapshot', 'text', (c) => c.notNull().references('snapshot.hash'))
		.addColumn('note', 'text', (c) => c.notNull())
		.addColumn('created_by', 'text', (c) => c.notNull().references('user.id'))
		.addColumn('created_at', 'text', (c) => c.notNull())
		.addPrimaryKeyConstraint('recipe_version_pk', ['recipe_id', 'version'])
		.execute();
}

async function createHabits(db: MigrationDatabase): Promise<void> {
	await db.schema
		.createTable('user_setting')
		.addColumn('user_id', 'text', (c) => c.notNull().references('user.id'))
		.addColumn('key', 'text', (c) => c.notNull())
		.addColumn('value', 'text', (c) => c.notNull())
		.addPrimaryKeyConstraint('user_setting_pk', ['user_id', 'key'])
		.execute();
	await db.schema
		.createTable('intake_habit')
		.addColumn('sender', 'text', (c) => c.notNull())
		.addColumn('header', 'text', (c) => c.notNull())
		.addColumn('mapping', 'text', (c) => c.notNull())
		.addColumn('updated_by', 'text', (c) => c.notNull().references('user.id'))
		.addColumn('updated_at', 'text', (c) => c.notNull())
		.addPrimaryKeyConstraint('intake_habit_pk', ['sender', 'header'])
		.execute();
	await db.schema
		.alterTable('intake')
		.addColumn('sender', 'text', (c) => c.notNull().defaultTo(''))
		.execute();
	await db.schema.alterTable('intake').addColumn('lines', 'integer').execute();
}
