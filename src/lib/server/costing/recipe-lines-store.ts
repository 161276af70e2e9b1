import type { AppDatabase } from '../database/database.ts';

/** Analyses in these states with a line whose price was taken from the build-up of this code, and more: look again. */
export async function selectAnalysesNaming(
	db: AppDatabase,
	code: string,
	states: readonly string[]
): Promise<string[]> {
	const rows = await db
		.selectFrom('cost_line as l')
		.innerJoin('analysis as a', 'a.id', 'l.analysis_id')
		.select('a.id')
		.distinct()
		.where('a.state', 'in', states)
		// Stored as JSON; what LIKE takes for wildcards in a code can only find too much.
		.where('l.recipe', 'like', `%"${code}"%`)
		.orderBy('a.id')
		.execute();
	return rows.map(({ id }) => id);
}
