import { sql } from 'kysely';
import type { AppDatabase } from '../database/database.ts';
import { insertRows } from '../database/insert-rows.ts';
import type { CostChangeTable, CostEditTable } from '../database/schema.ts';

export type EditRow = CostEditTable & { readonly actor_name: string };

/** An edit without what it did. */
export type EditHead = Omit<EditRow, 'commands' | 'inverse'>;

const HEAD = ['e.id', 'e.analysis_id', 'e.revision', 'e.actor_id', 'e.at', 'e.step'] as const;
const MARKS = ['e.undoes', 'e.client', 'e.why', 'u.name as actor_name'] as const;

export async function insertEdit(db: AppDatabase, row: CostEditTable): Promise<void> {
	await db.insertInto('cost_edit').values(row).execute();
}

export async function insertChanges(db: AppDatabase, rows: readonly CostChangeTable[]): Promise<void> {
	await insertRows(db, 'cost_change', rows);
}

export async function selectEdit(db: AppDatabase, id: string): Promise<CostEditTable | undefined> {
	return db.selectFrom('cost_edit').selectAll().where('id', '=', id).executeTakeFirst();
}

/** The batch that made a revision. */
export async function selectEditAt(
	db: AppDatabase,
	analysisId: string,
	revision: number
): Promise<CostEditTable | undefined> {
	return db
		.selectFrom('cost_edit')
		.selectAll()
		.where('analysis_id', '=', analysisId)
		.where('revision', '=', revision)
		.executeTakeFirst();
}

/** Every change one batch made, in order. */
export async function selectChangesOf(
	db: AppDatabase,
	analysisId: string,
	revision: number
): Promise<CostChangeTable[]> {
	return db
		.selectFrom('cost_change')
		.selectAll()
		.where('analysis_id', '=', analysisId)
		.where('revision', '=', revision)
		.orderBy('seq')
		.execute();
}

/** Batches after a revision, oldest first; `exceptClient` leaves out what one page made, `exceptActor` what one person made. */
export async function selectEditsSince(
	db: AppDatabase,
	analysisId: string,
	revision: number,
	{ exceptClient, exceptActor }: { readonly exceptClient?: string; readonly exceptActor?: string } = {}
): Promise<EditRow[]> {
	return edits(db)
		.selectAll('e')
		.select('u.name as actor_name')
		.where('e.analysis_id', '=', analysisId)
		.where('e.revision', '>', revision)
		.$if(exceptClient !== undefined, (query) =>
			query.where((e) => e.or([e('e.client', 'is', null), e('e.client', '<>', exceptClient ?? '')]))
		)
		.$if(exceptActor !== undefined, (query) => query.where('e.actor_id', '<>', exceptActor ?? ''))
		.orderBy('e.revision')
		.execute();
}

/** How many batches were saved after a revision, and how long their commands are together. */
export async function sizeSince(
	db: AppDatabase,
	analysisId: string,
	revision: number
): Promise<{ readonly count: number; readonly characters: number }> {
	const row = await db
		.selectFrom('cost_edit')
		.select([
			sql<number>`count(*)`.as('count'),
			sql<number>`coalesce(sum(length(commands)), 0)`.as('characters')
		])
		.where('analysis_id', '=', analysisId)
		.where('revision', '>', revision)
		.executeTakeFirst();
	return { count: Number(row?.count ?? 0), characters: Number(row?.characters ?? 0) };
}

/** The latest batches first, without what they did. */
export async function selectEditHeads(
	db: AppDatabase,
	analysisId: string,
	most: number,
	revisions?: readonly number[]
): Promise<EditHead[]> {
	return edits(db)
		.select([...HEAD, ...MARKS])
		.where('e.analysis_id', '=', analysisId)
		.$if(revisions !== undefined, (query) => query.where('e.revision', 'in', revisions ?? []))
		.orderBy('e.revision', 'desc')
		.limit(most)
		.execute();
}

/** The first changes of every batch from a revision on, in order. */
export async function selectFirstChanges(
	db: AppDatabase,
	analysisId: string,
	fromRevision: number,
	most: number
): Promise<CostChangeTable[]> {
	return db
		.selectFrom('cost_change')
		.selectAll()
		.where('analysis_id', '=', analysisId)
		.where('revision', '>=', fromRevision)
		.where('seq', '<', most)
		.orderBy('revision', 'desc')
		.orderBy('seq')
		.execute();
}

/** How many changes each batch from a revision on made, counting those before a place in the order. */
export async function countChanges(
	db: AppDatabase,
	analysisId: string,
	fromRevision: number,
	before: number
): Promise<ReadonlyMap<number, number>> {
	const rows = await db
		.selectFrom('cost_change')
		.select(['revision', sql<number>`max(seq) + 1`.as('changes')])
		.where('analysis_id', '=', analysisId)
		.where('revision', '>=', fromRevision)
		.where('seq', '<', before)
		.groupBy('revision')
		.execute();
	return new Map(rows.map(({ revision, changes }) => [revision, Number(changes)]));
}

/** What touched a line, latest first; with `field`, what touched that cell or the line as a whole. */
export async function selectLineChanges(
	db: AppDatabase,
	analysisId: string,
	place: { readonly lineId: string; readonly field?: string },
	most: number
): Promise<CostChangeTable[]> {
	return db
		.selectFrom('cost_change')
		.selectAll()
		.where('analysis_id', '=', analysisId)
		.where('line_id', '=', place.lineId)
		.$if(place.field !== undefined, (query) => query.where('field', 'in', [place.field ?? '', '']))
		.orderBy('revision', 'desc')
		.orderBy('seq', 'desc')
		.limit(most)
		.execute();
}

/** The batches of one person, oldest first, as far as undoing needs to know them. */
export async function selectOwnSteps(
	db: AppDatabase,
	analysisId: string,
	actorId: string,
	most: number
): Promise<Pick<CostEditTable, 'id' | 'revision' | 'step' | 'undoes'>[]> {
	const rows = await db
		.selectFrom('cost_edit')
		.select(['id', 'revision', 'step', 'undoes'])
		.where('analysis_id', '=', analysisId)
		.where('actor_id', '=', actorId)
		.orderBy('revision', 'desc')
		.limit(most)
		.execute();
	return rows.reverse();
}

/** The batches of one step, oldest first; a batch from before there were steps is one by itself. */
export async function selectStep(
	db: AppDatabase,
	analysisId: string,
	step: string
): Promise<CostEditTable[]> {
	return db
		.selectFrom('cost_edit')
		.selectAll()
		.where('analysis_id', '=', analysisId)
		.where((e) => e.or([e('step', '=', step), e.and([e('id', '=', step), e('step', 'is', null)])]))
		.orderBy('revision')
		.execute();
}

export async function updateWhy(db: AppDatabase, editId: string, why: string): Promise<void> {
	await db.updateTable('cost_edit').set({ why }).where('id', '=', editId).execute();
}

function edits(db: AppDatabase) {
	return db.selectFrom('cost_edit as e').innerJoin('user as u', 'u.id', 'e.actor_id');
}
