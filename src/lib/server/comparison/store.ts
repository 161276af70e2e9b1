import type { AppDatabase } from '../database/database.ts';
import type { Schema } from '../database/schema.ts';
import type { ComparisonTable } from '../database/schema-standards.ts';

export type ComparisonRow = ComparisonTable & { readonly path: string; readonly organisation: string };
export type MemberRow = Schema['comparison_member'];

/** An analysis that was confirmed, with its latest snapshot and whose it is. */
export interface ConfirmedRow {
	readonly snapshot: string;
	readonly path: string;
}

export async function selectConfirmed(db: AppDatabase): Promise<ConfirmedRow[]> {
	const rows = await confirmed(db).orderBy('p.code').orderBy('a.fiscal_year').execute();
	return rows.flatMap(({ snapshot, path }) => (snapshot === null ? [] : [{ snapshot, path }]));
}

export async function selectConfirmedBySnapshot(
	db: AppDatabase,
	hash: string
): Promise<ConfirmedRow | undefined> {
	const row = await confirmed(db).where('a.snapshot', '=', hash).executeTakeFirst();
	return row && { snapshot: hash, path: row.path };
}

function confirmed(db: AppDatabase) {
	return db
		.selectFrom('analysis as a')
		.innerJoin('project as p', 'p.id', 'a.project_id')
		.innerJoin('organisation as o', 'o.id', 'p.organisation_id')
		.select(['a.snapshot', 'o.path'])
		.where('a.snapshot', 'is not', null);
}

export async function selectComparisons(
	db: AppDatabase
): Promise<(ComparisonRow & { readonly members: number })[]> {
	const rows = await withOrganisation(db)
		.select((e) =>
			e
				.selectFrom('comparison_member as m')
				.select((f) => f.fn.countAll().as('n'))
				.whereRef('m.comparison_id', '=', 'c.id')
				.as('members')
		)
		.orderBy('c.created_at', 'desc')
		.orderBy('c.id', 'desc')
		.execute();
	return rows.map((row) => ({ ...row, members: Number(row.members) }));
}

/** Drafts with a member from one of the snapshots, newest first. */
export async function selectDraftsHolding(
	db: AppDatabase,
	snapshots: readonly string[]
): Promise<ComparisonRow[]> {
	if (snapshots.length === 0) return [];
	return withOrganisation(db)
		.where('c.state', '=', 'draft')
		.where((e) =>
			e.exists(
				e
					.selectFrom('comparison_member as m')
					.select('m.unit')
					.whereRef('m.comparison_id', '=', 'c.id')
					.where('m.snapshot', 'in', snapshots)
			)
		)
		.orderBy('c.created_at', 'desc')
		.orderBy('c.id', 'desc')
		.execute();
}

export async function selectComparison(db: AppDatabase, id: string): Promise<ComparisonRow | undefined> {
	return withOrganisation(db).where('c.id', '=', id).executeTakeFirst();
}

function withOrganisation(db: AppDatabase) {
	return db
		.selectFrom('comparison as c')
		.innerJoin('organisation as o', 'o.id', 'c.organisation_id')
		.selectAll('c')
		.select(['o.path', 'o.name as organisation']);
}

export async function insertComparison(db: AppDatabase, row: ComparisonTable): Promise<void> {
	await db.insertInto('comparison').values(row).execute();
}

/** Takes the row's lock while it is a draft; false once it is frozen. Edits and freezing so come one after another. */
export async function lockDraft(db: AppDatabase, id: string): Promise<boolean> {
	const taken = await db
		.updateTable('comparison')
		.set({ state: 'draft' })
		.where('id', '=', id)
		.where('state', '=', 'draft')
		.executeTakeFirst();
	return Number(taken.numUpdatedRows) === 1;
}

export async function updateComparison(
	db: AppDatabase,
	id: string,
	change: Partial<
		Pick<
			ComparisonTable,
			'title' | 'purpose' | 'target_year' | 'steps' | 'series' | 'bounds' | 'state' | 'snapshot'
		>
	>
): Promise<void> {
	await db.updateTable('comparison').set(change).where('id', '=', id).execute();
}

export async function selectMembers(db: AppDatabase, comparison: string): Promise<MemberRow[]> {
	return db.selectFrom('comparison_member').selectAll().where('comparison_id', '=', comparison).execute();
}

const MEMBERS_PER_STATEMENT = 2_000;

export async function insertMembers(db: AppDatabase, rows: readonly MemberRow[]): Promise<void> {
	// SQLite binds 32,766 values a statement at most.
	for (let start = 0; start < rows.length; start += MEMBERS_PER_STATEMENT)
		await db
			.insertInto('comparison_member')
			.values(rows.slice(start, start + MEMBERS_PER_STATEMENT))
			.execute();
}

export async function updateMember(db: AppDatabase, row: MemberRow): Promise<void> {
	await db
		.updateTable('comparison_member')
		.set({ included: row.included, reason: row.reason })
		.where('comparison_id', '=', row.comparison_id)
		.where('snapshot', '=', row.snapshot)
		.where('unit', '=', row.unit)
		.execute();
}

/** Places many members in one way, a piece of them per statement. */
export async function updateMembers(
	db: AppDatabase,
	comparison: string,
	members: readonly Pick<MemberRow, 'snapshot' | 'unit'>[],
	placed: Pick<MemberRow, 'included' | 'reason'>
): Promise<void> {
	for (const [snapshot, units] of Map.groupBy(members, (member) => member.snapshot))
		for (let start = 0; start < units.length; start += MEMBERS_PER_STATEMENT)
			await db
				.updateTable('comparison_member')
				.set(placed)
				.where('comparison_id', '=', comparison)
				.where('snapshot', '=', snapshot)
				.where(
					'unit',
					'in',
					units.slice(start, start + MEMBERS_PER_STATEMENT).map(({ unit }) => unit)
				)
				.execute();
}

/** False when there was no such member. */
export async function deleteMember(
	db: AppDatabase,
	comparison: string,
	snapshot: string,
	unit: number
): Promise<boolean> {
	const gone = await db
		.deleteFrom('comparison_member')
		.where('comparison_id', '=', comparison)
		.where('snapshot', '=', snapshot)
		.where('unit', '=', unit)
		.executeTakeFirst();
	return Number(gone.numDeletedRows) === 1;
}
