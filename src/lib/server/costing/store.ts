import { sql, type Insertable, type Selectable } from 'kysely';
import type { AppDatabase } from '../database/database.ts';
import { insertRows } from '../database/insert-rows.ts';
import type { AnalysisTable, CostLineTable, ProjectTable } from '../database/schema.ts';
import type { IndicatorColumns, LineColumns, PartColumns, UnitColumns } from './rows.ts';

/** Rows per statement: 39 columns each, well below both engines' limit on bound values. */
const CHUNK = 400;

export type ProjectRow = ProjectTable & { readonly path: string; readonly organisation_name: string };

export type AnalysisRow = Selectable<AnalysisTable> & {
	readonly project_code: string;
	readonly project_name: string;
	readonly category: string;
	readonly source_note: string;
	readonly organisation_id: string;
	readonly organisation_name: string;
	readonly path: string;
};

export async function insertProject(db: AppDatabase, row: ProjectTable): Promise<void> {
	await db.insertInto('project').values(row).execute();
}

export async function selectProjects(db: AppDatabase): Promise<ProjectRow[]> {
	return projects(db).orderBy('p.code').execute();
}

export async function selectProject(db: AppDatabase, id: string): Promise<ProjectRow | undefined> {
	return projects(db).where('p.id', '=', id).executeTakeFirst();
}

export async function selectProjectByCode(
	db: AppDatabase,
	code: string
): Promise<{ readonly id: string } | undefined> {
	return db.selectFrom('project').select('id').where('code', '=', code).executeTakeFirst();
}

function projects(db: AppDatabase) {
	return db
		.selectFrom('project as p')
		.innerJoin('organisation as o', 'o.id', 'p.organisation_id')
		.selectAll('p')
		.select(['o.path', 'o.name as organisation_name']);
}

export async function insertAnalysis(db: AppDatabase, row: Insertable<AnalysisTable>): Promise<void> {
	await db.insertInto('analysis').values(row).execute();
}

export async function selectAnalyses(db: AppDatabase): Promise<AnalysisRow[]> {
	return analyses(db).orderBy('a.fiscal_year', 'desc').orderBy('p.code').execute();
}

export async function selectAnalysis(db: AppDatabase, id: string): Promise<AnalysisRow | undefined> {
	return analyses(db).where('a.id', '=', id).executeTakeFirst();
}

export async function selectAnalysisOfYear(
	db: AppDatabase,
	projectId: string,
	year: number
): Promise<string | undefined> {
	const row = await db
		.selectFrom('analysis')
		.select('id')
		.where('project_id', '=', projectId)
		.where('fiscal_year', '=', year)
		.executeTakeFirst();
	return row?.id;
}

/** Makes other writers of the same analysis wait until this transaction ends, on both engines. */
export async function lockAnalysis(db: AppDatabase, id: string): Promise<void> {
	await db
		.updateTable('analysis')
		.set((e) => ({ revision: e.ref('revision') }))
		.where('id', '=', id)
		.execute();
}

export async function updateAnalysis(
	db: AppDatabase,
	id: string,
	values: Partial<Pick<AnalysisTable, 'state' | 'revision' | 'snapshot' | 'allocation_method'>>
): Promise<void> {
	await db.updateTable('analysis').set(values).where('id', '=', id).execute();
}

function analyses(db: AppDatabase) {
	return db
		.selectFrom('analysis as a')
		.innerJoin('project as p', 'p.id', 'a.project_id')
		.innerJoin('organisation as o', 'o.id', 'p.organisation_id')
		.selectAll('a')
		.select([
			'p.code as project_code',
			'p.name as project_name',
			'p.category',
			'p.source_note',
			'p.organisation_id'
		])
		.select(['o.name as organisation_name', 'o.path']);
}

export async function selectLines(db: AppDatabase, analysisId: string): Promise<LineColumns[]> {
	return db.selectFrom('cost_line').selectAll().where('analysis_id', '=', analysisId).execute();
}

export async function countLines(db: AppDatabase, analysisId: string): Promise<number> {
	const { lines } = await db
		.selectFrom('cost_line')
		.select((e) => e.fn.countAll().as('lines'))
		.where('analysis_id', '=', analysisId)
		.executeTakeFirstOrThrow();
	return Number(lines);
}

export async function selectUnits(db: AppDatabase, analysisId: string): Promise<UnitColumns[]> {
	return db
		.selectFrom('cost_unit')
		.selectAll()
		.where('analysis_id', '=', analysisId)
		.orderBy('position')
		.execute();
}

export async function selectIndicators(db: AppDatabase, analysisId: string): Promise<IndicatorColumns[]> {
	return db
		.selectFrom('performance_indicator')
		.selectAll()
		.where('analysis_id', '=', analysisId)
		.orderBy('position')
		.execute();
}

export async function selectParts(db: AppDatabase, analysisId: string): Promise<PartColumns[]> {
	return db
		.selectFrom('analysis_part')
		.selectAll()
		.where('analysis_id', '=', analysisId)
		.orderBy('position')
		.orderBy('id')
		.execute();
}

/** The analysis a line, a unit or an indicator belongs to. */
export async function selectAnalysisOf(
	db: AppDatabase,
	table: 'cost_line' | 'cost_unit' | 'performance_indicator' | 'analysis_part',
	id: string
): Promise<string | undefined> {
	const row = await db.selectFrom(table).select('analysis_id').where('id', '=', id).executeTakeFirst();
	return row?.analysis_id;
}

/** Inserts new lines; answers how many, because an id that is already taken anywhere is skipped, not overwritten. */
export async function insertLines(db: AppDatabase, rows: readonly LineColumns[]): Promise<number> {
	return insertRows(db, 'cost_line', rows);
}

const LINE_COLUMNS = [
	'parent_id',
	'position',
	'code',
	'name',
	'grade',
	'element',
	'unit',
	'quantity',
	'unit_price',
	'frequency',
	'months',
	'coefficient',
	'amount_basis',
	'stated_amount',
	'verified_amount',
	'reason',
	'period_months',
	'recurrence',
	'nature',
	'time_basis',
	'behaviour',
	'necessity',
	'cost_kind',
	'supply',
	'funding_source',
	'fund_type',
	'function_code',
	'economic_code',
	'tax_basis',
	'evidence',
	'evidence_level',
	'remark',
	'years',
	'fills',
	'recipe',
	'sources'
] as const satisfies readonly (keyof CostLineTable)[];

/** Overwrites lines of one analysis, many rows per statement; rows of another analysis are never touched. */
export async function updateLines(db: AppDatabase, rows: readonly LineColumns[]): Promise<void> {
	for (const part of chunks(rows)) {
		await db
			.insertInto('cost_line')
			.values([...part])
			.onConflict((c) =>
				c
					.column('id')
					.doUpdateSet((e) =>
						Object.fromEntries(LINE_COLUMNS.map((column) => [column, e.ref(`excluded.${column}`)]))
					)
					.whereRef('cost_line.analysis_id', '=', 'excluded.analysis_id')
			)
			.execute();
	}
}

export async function deleteLines(
	db: AppDatabase,
	analysisId: string,
	ids: readonly string[]
): Promise<void> {
	for (const part of chunks(ids))
		await db.deleteFrom('cost_line').where('analysis_id', '=', analysisId).where('id', 'in', part).execute();
}

/** A run of siblings that moves along: their positions from `from` to `to` all change by the same number. */
export interface Shift {
	readonly parentId: string | null;
	readonly from: number;
	readonly to: number;
	readonly by: number;
}

/** Moves runs of siblings. Lines moved already are kept apart by negative positions until all have their new one. */
export async function shiftPositions(
	db: AppDatabase,
	analysisId: string,
	shifts: readonly Shift[]
): Promise<void> {
	const siblings = (parentId: string | null) =>
		db
			.updateTable('cost_line')
			.where('analysis_id', '=', analysisId)
			.where('parent_id', parentId === null ? 'is' : '=', parentId);
	for (const { parentId, from, to, by } of shifts)
		await siblings(parentId)
			.set({ position: sql<number>`-(position + ${sql.lit(by)}) - 1` })
			.where('position', '>=', from)
			.where('position', '<=', to)
			.execute();
	for (const parentId of new Set(shifts.map((shift) => shift.parentId)))
		await siblings(parentId)
			.set({ position: sql<number>`-position - 1` })
			.where('position', '<', 0)
			.execute();
}

/** Cost units are few: the whole list is written anew. */
export async function replaceUnits(
	db: AppDatabase,
	analysisId: string,
	rows: readonly UnitColumns[]
): Promise<void> {
	await db.deleteFrom('cost_unit').where('analysis_id', '=', analysisId).execute();
	for (const part of chunks(rows))
		await db
			.insertInto('cost_unit')
			.values([...part])
			.execute();
}

/** Indicators are few: the whole list is written anew. */
export async function replaceIndicators(
	db: AppDatabase,
	analysisId: string,
	rows: readonly IndicatorColumns[]
): Promise<void> {
	await db.deleteFrom('performance_indicator').where('analysis_id', '=', analysisId).execute();
	for (const part of chunks(rows))
		await db
			.insertInto('performance_indicator')
			.values([...part])
			.execute();
}

/** Parameters, pools and combined units are few: the whole list is written anew. */
export async function replaceParts(
	db: AppDatabase,
	analysisId: string,
	rows: readonly PartColumns[]
): Promise<void> {
	await db.deleteFrom('analysis_part').where('analysis_id', '=', analysisId).execute();
	for (const part of chunks(rows))
		await db
			.insertInto('analysis_part')
			.values([...part])
			.execute();
}

/** How many of these ids are already used by another analysis. */
export async function countForeign(
	db: AppDatabase,
	table: 'cost_unit' | 'performance_indicator' | 'analysis_part',
	analysisId: string,
	ids: readonly string[]
): Promise<number> {
	if (ids.length === 0) return 0;
	const rows = await db
		.selectFrom(table)
		.select('id')
		.where('analysis_id', '<>', analysisId)
		.where('id', 'in', ids)
		.execute();
	return rows.length;
}

export async function selectEditors(db: AppDatabase, analysisId: string): Promise<string[]> {
	const rows = await db
		.selectFrom('cost_edit')
		.select('actor_id')
		.distinct()
		.where('analysis_id', '=', analysisId)
		.execute();
	return rows.map((row) => row.actor_id);
}

/** Source tables that were imported into an analysis, oldest first. */
export async function selectSourceTables(
	db: AppDatabase,
	analysisId: string
): Promise<{ readonly hash: string; readonly file: string; readonly sheet: string }[]> {
	const rows = await db
		.selectFrom('intake')
		.select(['snapshot', 'file', 'sheet'])
		.where('analysis_id', '=', analysisId)
		.where('snapshot', 'is not', null)
		.orderBy('created_at')
		.orderBy('id')
		.execute();
	return rows.flatMap(({ snapshot, file, sheet }) =>
		snapshot === null ? [] : [{ hash: snapshot, file, sheet }]
	);
}

/** Which draft line stands behind which line of a snapshot. */
export async function selectFrozenLines(
	db: AppDatabase,
	snapshot: string
): Promise<{ readonly position: number; readonly line_id: string }[]> {
	return db
		.selectFrom('frozen_line')
		.select(['position', 'line_id'])
		.where('snapshot', '=', snapshot)
		.execute();
}

/** Notes which draft line stands behind which line of a snapshot; a snapshot frozen before keeps its notes. */
export async function insertFrozenLines(
	db: AppDatabase,
	snapshot: string,
	lineIds: readonly string[]
): Promise<void> {
	const rows = lineIds.map((line_id, position) => ({ snapshot, position, line_id }));
	await insertRows(db, 'frozen_line', rows);
}

function* chunks<T>(rows: readonly T[]): Generator<readonly T[]> {
	for (let start = 0; start < rows.length; start += CHUNK) yield rows.slice(start, start + CHUNK);
}
