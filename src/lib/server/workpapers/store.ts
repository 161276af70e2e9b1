import type { AppDatabase } from '../database/database.ts';
import type { ReviewWorkpaperTable } from '../database/schema-standards.ts';

export interface WorkpaperRow extends ReviewWorkpaperTable {
	readonly organisation_name: string;
	readonly path: string;
	readonly author: string;
	/** Text of the snapshot. */
	readonly body: string;
}

export async function insertWorkpaper(db: AppDatabase, row: ReviewWorkpaperTable): Promise<void> {
	await db.insertInto('review_workpaper').values(row).execute();
}

export async function selectWorkpaper(db: AppDatabase, id: string): Promise<WorkpaperRow | undefined> {
	return workpapers(db).where('review_workpaper.id', '=', id).executeTakeFirst();
}

/** The latest first. */
export async function selectWorkpapers(db: AppDatabase, year?: number): Promise<WorkpaperRow[]> {
	const all = workpapers(db);
	return (year === undefined ? all : all.where('review_workpaper.year', '=', year))
		.orderBy('review_workpaper.created_at', 'desc')
		.orderBy('review_workpaper.id')
		.execute();
}

function workpapers(db: AppDatabase) {
	return db
		.selectFrom('review_workpaper')
		.innerJoin('organisation', 'organisation.id', 'review_workpaper.organisation_id')
		.innerJoin('user', 'user.id', 'review_workpaper.created_by')
		.innerJoin('snapshot', 'snapshot.hash', 'review_workpaper.snapshot')
		.selectAll('review_workpaper')
		.select([
			'organisation.name as organisation_name',
			'organisation.path as path',
			'user.name as author',
			'snapshot.body as body'
		]);
}
