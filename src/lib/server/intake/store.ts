import type { AppDatabase } from '../database/database.ts';
import type { IntakeHabitTable, IntakeTable } from '../database/schema.ts';

/** What the import needs to know about the analysis it goes into. */
export interface AnalysisHead {
	readonly id: string;
	readonly projectName: string;
	readonly path: string;
	readonly state: string;
	readonly fiscalYear: number;
	readonly periodMonths: number;
}

export async function selectAnalysisHead(db: AppDatabase, id: string): Promise<AnalysisHead | undefined> {
	return db
		.selectFrom('analysis')
		.innerJoin('project', 'project.id', 'analysis.project_id')
		.innerJoin('organisation', 'organisation.id', 'project.organisation_id')
		.select([
			'analysis.id',
			'project.name as projectName',
			'organisation.path',
			'analysis.state',
			'analysis.fiscal_year as fiscalYear',
			'analysis.period_months as periodMonths'
		])
		.where('analysis.id', '=', id)
		.executeTakeFirst();
}

/** The top lines of an analysis, as they stand now, in their order. */
export async function selectRootLines(db: AppDatabase, analysisId: string): Promise<string[]> {
	const rows = await db
		.selectFrom('cost_line')
		.select('id')
		.where('analysis_id', '=', analysisId)
		.where('parent_id', 'is', null)
		.orderBy('position')
		.execute();
	return rows.map(({ id }) => id);
}

export async function countLines(db: AppDatabase, analysisId: string): Promise<number> {
	const { lines } = await db
		.selectFrom('cost_line')
		.select(({ fn }) => fn.countAll().as('lines'))
		.where('analysis_id', '=', analysisId)
		.executeTakeFirstOrThrow();
	return Number(lines);
}

export async function insertIntake(db: AppDatabase, row: IntakeTable): Promise<void> {
	await db.insertInto('intake').values(row).execute();
}

export async function selectIntake(db: AppDatabase, id: string): Promise<IntakeTable | undefined> {
	return db.selectFrom('intake').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Imports of an analysis, oldest first. */
export async function selectIntakes(db: AppDatabase, analysisId: string): Promise<IntakeTable[]> {
	return db
		.selectFrom('intake')
		.selectAll()
		.where('analysis_id', '=', analysisId)
		.orderBy('created_at')
		.orderBy('id')
		.execute();
}

/** Changes how a sheet is read, while nothing is written yet. Answers whether the import still was a preview. */
export async function updatePreview(
	db: AppDatabase,
	id: string,
	changed: Pick<IntakeTable, 'sheet' | 'sender' | 'mapping' | 'findings'>
): Promise<boolean> {
	const result = await db
		.updateTable('intake')
		.set(changed)
		.where('id', '=', id)
		.where('state', '=', 'preview')
		.executeTakeFirst();
	return Number(result.numUpdatedRows) === 1;
}

/** Turns a preview into a committed import; exactly one caller gets true, however many try at once. */
export async function commitPreview(
	db: AppDatabase,
	id: string,
	changed: Pick<IntakeTable, 'findings' | 'snapshot' | 'lines'>
): Promise<boolean> {
	const result = await db
		.updateTable('intake')
		.set({ ...changed, state: 'committed' })
		.where('id', '=', id)
		.where('state', '=', 'preview')
		.executeTakeFirst();
	return Number(result.numUpdatedRows) === 1;
}

/** The frozen table of a sheet, where one of its imports was committed. */
export async function selectTable(db: AppDatabase, file: string, sheet: string): Promise<string | null> {
	const row = await db
		.selectFrom('intake')
		.select('snapshot')
		.where('file', '=', file)
		.where('sheet', '=', sheet)
		.where('snapshot', 'is not', null)
		.limit(1)
		.executeTakeFirst();
	return row?.snapshot ?? null;
}

/** Senders suggested at most: more are found faster by typing. */
const SENDERS = 100;

/** 报送单位 named in imports of an organisation and what is below it, the latest first. */
export async function selectSenders(db: AppDatabase, path: string): Promise<string[]> {
	const rows = await db
		.selectFrom('intake')
		.innerJoin('analysis', 'analysis.id', 'intake.analysis_id')
		.innerJoin('project', 'project.id', 'analysis.project_id')
		.innerJoin('organisation', 'organisation.id', 'project.organisation_id')
		.select(({ fn }) => ['intake.sender', fn.max('intake.created_at').as('latest')])
		.where('organisation.path', '>=', path)
		.where('organisation.path', '<', `${path}\uffff`)
		.where('intake.sender', '<>', '')
		.groupBy('intake.sender')
		.orderBy('latest', 'desc')
		.limit(SENDERS)
		.execute();
	return rows.map(({ sender }) => sender);
}

/** Headers remembered of one sender at most. */
const HABITS = 50;

export async function selectHabits(db: AppDatabase, sender: string): Promise<IntakeHabitTable[]> {
	return db
		.selectFrom('intake_habit')
		.selectAll()
		.where('sender', '=', sender)
		.orderBy('updated_at', 'desc')
		.orderBy('header')
		.limit(HABITS)
		.execute();
}

export async function upsertHabit(db: AppDatabase, row: IntakeHabitTable): Promise<void> {
	const { mapping, updated_by, updated_at } = row;
	await db
		.insertInto('intake_habit')
		.values(row)
		.onConflict((c) => c.columns(['sender', 'header']).doUpdateSet({ mapping, updated_by, updated_at }))
		.execute();
}

export async function selectUserName(db: AppDatabase, id: string): Promise<string> {
	const row = await db.selectFrom('user').select('name').where('id', '=', id).executeTakeFirst();
	return row?.name ?? '';
}
