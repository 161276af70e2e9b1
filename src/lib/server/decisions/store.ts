import type { AppDatabase } from '../database/database.ts';
import type { DecisionTable } from '../database/schema.ts';

export async function insertDecision(db: AppDatabase, row: DecisionTable): Promise<void> {
	await db.insertInto('decision').values(row).execute();
}

/** Decisions on one thing, newest last. */
export async function selectDecisions(
	db: AppDatabase,
	subjectKind: string,
	subjectId: string
): Promise<DecisionTable[]> {
	return db
		.selectFrom('decision')
		.selectAll()
		.where('subject_kind', '=', subjectKind)
		.where('subject_id', '=', subjectId)
		.orderBy('at')
		.orderBy('id')
		.execute();
}
