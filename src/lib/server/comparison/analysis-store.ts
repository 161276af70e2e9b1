import type { AppDatabase } from '../database/database.ts';
import type { ComparisonAnalysisTable, CostCauseTable } from '../database/schema-standards.ts';

export async function insertSetAnalysis(db: AppDatabase, row: ComparisonAnalysisTable): Promise<void> {
	await db.insertInto('comparison_analysis').values(row).execute();
}

export async function selectSetAnalyses(
	db: AppDatabase,
	comparison: string
): Promise<ComparisonAnalysisTable[]> {
	return db
		.selectFrom('comparison_analysis')
		.selectAll()
		.where('comparison_id', '=', comparison)
		.orderBy('created_at', 'desc')
		.orderBy('id', 'desc')
		.execute();
}

/** Analyses of whatever comparison whose snapshot is among those given, newest first. */
export async function selectSetAnalysesOf(
	db: AppDatabase,
	snapshots: readonly string[]
): Promise<ComparisonAnalysisTable[]> {
	if (snapshots.length === 0) return [];
	return db
		.selectFrom('comparison_analysis')
		.selectAll()
		.where('snapshot', 'in', snapshots)
		.orderBy('created_at', 'desc')
		.orderBy('id', 'desc')
		.execute();
}

export async function selectSetAnalysis(
	db: AppDatabase,
	id: string
): Promise<ComparisonAnalysisTable | undefined> {
	return db.selectFrom('comparison_analysis').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Confirming again replaces what was confirmed before; the decisions keep both. */
export async function replaceCauses(
	db: AppDatabase,
	analysis: string,
	rows: readonly CostCauseTable[]
): Promise<void> {
	await db.deleteFrom('cost_cause').where('analysis_id', '=', analysis).execute();
	if (rows.length > 0) await db.insertInto('cost_cause').values(rows).execute();
}

export async function selectCauses(db: AppDatabase, analysis: string): Promise<CostCauseTable[]> {
	return db
		.selectFrom('cost_cause')
		.selectAll()
		.where('analysis_id', '=', analysis)
		.orderBy('cause')
		.execute();
}

export interface PlacedCause {
	readonly cause: string;
	readonly effect: string;
	readonly category: string;
	readonly path: string;
}

/** Every confirmed cause with the category and the organisation of its comparison. */
export async function selectAllCauses(db: AppDatabase): Promise<PlacedCause[]> {
	return db
		.selectFrom('cost_cause as k')
		.innerJoin('comparison_analysis as a', 'a.id', 'k.analysis_id')
		.innerJoin('comparison as c', 'c.id', 'a.comparison_id')
		.innerJoin('organisation as o', 'o.id', 'c.organisation_id')
		.select(['k.cause', 'k.effect', 'c.category', 'o.path'])
		.orderBy('c.category')
		.orderBy('k.cause')
		.execute();
}
