import type { AppDatabase } from '../database/database.ts';
import type { DecisionTable, ParameterEntryTable, Schema } from '../database/schema.ts';

export async function selectDecisionRows(db: AppDatabase): Promise<DecisionTable[]> {
	return db.selectFrom('decision').selectAll().orderBy('at').orderBy('id').execute();
}

export async function selectParameterRows(
	db: AppDatabase
): Promise<{ series: Schema['parameter_series'][]; entries: ParameterEntryTable[] }> {
	return {
		series: await db.selectFrom('parameter_series').selectAll().orderBy('code').execute(),
		entries: await db
			.selectFrom('parameter_entry')
			.selectAll()
			.orderBy('series')
			.orderBy('key')
			.orderBy('version')
			.execute()
	};
}

export type CheckRow = Schema['budget_check'];

export async function selectCheckRows(
	db: AppDatabase,
	table: 'budget_check' | 'rule_check'
): Promise<CheckRow[]> {
	return db.selectFrom(table).selectAll().orderBy('id').execute();
}

/** Budget checks that another snapshot reads, and who ran them. */
export async function selectCheckReaders(
	db: AppDatabase
): Promise<{ reader: string; check: string; checked_by: string }[]> {
	return db
		.selectFrom('budget_check as b')
		.innerJoin('snapshot_input as i', 'i.input', 'b.snapshot')
		.select(['i.snapshot as reader', 'b.snapshot as check', 'b.checked_by'])
		.execute();
}

export async function selectSetAnalysisRows(
	db: AppDatabase
): Promise<{ comparison_id: string; snapshot: string; created_by: string; title: string }[]> {
	return db
		.selectFrom('comparison_analysis as a')
		.innerJoin('comparison as c', 'c.id', 'a.comparison_id')
		.select(['a.comparison_id', 'a.snapshot', 'a.created_by', 'c.title'])
		.orderBy('a.id')
		.execute();
}

export async function selectRecipeRows(
	db: AppDatabase
): Promise<{ recipe_id: string; version: number; snapshot: string; name: string }[]> {
	return db
		.selectFrom('recipe_version as v')
		.innerJoin('recipe as r', 'r.id', 'v.recipe_id')
		.select(['v.recipe_id', 'v.version', 'v.snapshot', 'r.name'])
		.orderBy('v.recipe_id')
		.orderBy('v.version')
		.execute();
}

/** Something that names the snapshots people signed it as. */
export interface SignedRow {
	readonly kind: 'analysis' | 'comparison' | 'proposal' | 'rule';
	readonly id: string;
	readonly name: string;
	readonly snapshots: readonly (string | null)[];
}

export async function selectSignedRows(db: AppDatabase): Promise<SignedRow[]> {
	const analyses = await db
		.selectFrom('analysis as a')
		.innerJoin('project as p', 'p.id', 'a.project_id')
		.select(['a.id', 'p.name', 'a.fiscal_year', 'a.snapshot'])
		.orderBy('a.id')
		.execute();
	const comparisons = await db
		.selectFrom('comparison')
		.select(['id', 'title', 'snapshot'])
		.orderBy('id')
		.execute();
	const proposals = await db.selectFrom('standard_proposal').selectAll().orderBy('id').execute();
	const rules = await db
		.selectFrom('rule_proposal')
		.select(['id', 'title', 'snapshot'])
		.orderBy('id')
		.execute();
	return [
		...analyses.map(({ id, name, fiscal_year, snapshot }) => ({
			kind: 'analysis' as const,
			id,
			name: `${name} ${fiscal_year} 年`,
			snapshots: [snapshot]
		})),
		...comparisons.map(({ id, title, snapshot }) => ({
			kind: 'comparison' as const,
			id,
			name: title,
			snapshots: [snapshot]
		})),
		...proposals.map(({ id, title, service_snapshot, quota_snapshot, expenditure_snapshot }) => ({
			kind: 'proposal' as const,
			id,
			name: title,
			snapshots: [service_snapshot, quota_snapshot, expenditure_snapshot]
		})),
		...rules.map(({ id, title, snapshot }) => ({
			kind: 'rule' as const,
			id,
			name: title,
			snapshots: [snapshot]
		}))
	];
}
