import type { AppDatabase } from '../database/database.ts';

export async function countLines(db: AppDatabase, analysisId: string): Promise<number> {
	const { lines } = await db
		.selectFrom('cost_line')
		.select(({ fn }) => fn.countAll().as('lines'))
		.where('analysis_id', '=', analysisId)
		.executeTakeFirstOrThrow();
	return Number(lines);
}

/** Bytes of the original that an import reads; 0 where there is no such import. */
export async function fileSizeOfIntake(db: AppDatabase, intakeId: string): Promise<number> {
	const row = await db
		.selectFrom('intake')
		.innerJoin('stored_file', 'stored_file.hash', 'intake.file')
		.select('stored_file.size')
		.where('intake.id', '=', intakeId)
		.executeTakeFirst();
	return Number(row?.size ?? 0);
}
