import { sql } from 'kysely';
import type { AppDatabase } from '../database/database.ts';
import type { CellCommentTable } from '../database/schema.ts';

export type CommentRow = CellCommentTable & {
	readonly author: string;
	readonly resolver: string | null;
};

export async function insertComment(db: AppDatabase, row: CellCommentTable): Promise<void> {
	await db.insertInto('cell_comment').values(row).execute();
}

/** All comments of an analysis, oldest first. */
export async function selectComments(db: AppDatabase, analysisId: string): Promise<CommentRow[]> {
	return comments(db).where('c.analysis_id', '=', analysisId).orderBy('c.at').orderBy('c.id').execute();
}

export async function selectComment(db: AppDatabase, id: string): Promise<CellCommentTable | undefined> {
	return db.selectFrom('cell_comment').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function countComments(db: AppDatabase, analysisId: string): Promise<number> {
	const row = await db
		.selectFrom('cell_comment')
		.select(sql<number>`count(*)`.as('comments'))
		.where('analysis_id', '=', analysisId)
		.executeTakeFirst();
	return Number(row?.comments ?? 0);
}

export async function updateResolved(
	db: AppDatabase,
	id: string,
	resolved: Pick<CellCommentTable, 'resolved_by' | 'resolved_at'>
): Promise<void> {
	await db.updateTable('cell_comment').set(resolved).where('id', '=', id).execute();
}

/** Lets open pages notice that something was said. */
export async function countRemark(db: AppDatabase, analysisId: string): Promise<void> {
	await db
		.updateTable('analysis')
		.set((e) => ({ remarks: e('remarks', '+', 1) }))
		.where('id', '=', analysisId)
		.execute();
}

/** Threads that are not settled and mention a person anywhere: every comment of them, oldest first. */
export async function selectThreadsMentioning(db: AppDatabase, userId: string): Promise<CommentRow[]> {
	const mentioning = db
		.selectFrom('cell_comment')
		.select((e) => e.fn.coalesce('reply_to', 'id').as('root'))
		.where('mentions', 'like', `%"${userId}"%`);
	return comments(db)
		.where((e) => e(e.fn.coalesce('c.reply_to', 'c.id'), 'in', mentioning))
		.orderBy('c.at')
		.orderBy('c.id')
		.execute();
}

function comments(db: AppDatabase) {
	return db
		.selectFrom('cell_comment as c')
		.innerJoin('user as u', 'u.id', 'c.author_id')
		.leftJoin('user as r', 'r.id', 'c.resolved_by')
		.selectAll('c')
		.select(['u.name as author', 'r.name as resolver']);
}
