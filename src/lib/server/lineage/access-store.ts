import type { Hash } from '#lib/core/address/value-ref.ts';
import type { AppDatabase } from '../database/database.ts';

/** Is one of these the snapshot of an issued standard? What lies below one is open to everybody who may sign in. */
export async function anyIssued(db: AppDatabase, hashes: readonly Hash[]): Promise<boolean> {
	const row = await db
		.selectFrom('issued_standard')
		.select('id')
		.where('snapshot', 'in', hashes)
		.limit(1)
		.executeTakeFirst();
	const rule = await db
		.selectFrom('issued_rule')
		.select('id')
		.where('snapshot', 'in', hashes)
		.limit(1)
		.executeTakeFirst();
	return row !== undefined || rule !== undefined;
}

/** Is one of these a confirmed external sample? What it was read from is as open as the sample itself. */
export async function anySample(db: AppDatabase, hashes: readonly Hash[]): Promise<boolean> {
	const row = await db
		.selectFrom('sample_table')
		.select('id')
		.where('snapshot', 'in', hashes)
		.limit(1)
		.executeTakeFirst();
	return row !== undefined;
}

/** Organisation paths of the analyses that froze one of these or imported one of them. */
export async function selectAnalysisPaths(db: AppDatabase, hashes: readonly Hash[]): Promise<string[]> {
	const owned = db
		.selectFrom('analysis')
		.innerJoin('project', 'project.id', 'analysis.project_id')
		.innerJoin('organisation', 'organisation.id', 'project.organisation_id');
	const frozen = await owned.select('organisation.path').where('analysis.snapshot', 'in', hashes).execute();
	const imported = await owned
		.innerJoin('intake', 'intake.analysis_id', 'analysis.id')
		.select('organisation.path')
		.where((e) => e.or([e('intake.file', 'in', hashes), e('intake.snapshot', 'in', hashes)]))
		.execute();
	// An earlier version of a reopened analysis is named only by the decisions that signed it.
	const signed = await Promise.all(
		hashes
			.slice(0, 1)
			.map((hash) =>
				owned
					.innerJoin('decision', 'decision.subject_id', 'analysis.id')
					.select('organisation.path')
					.where('decision.subject_kind', '=', 'analysis')
					.where('decision.snapshots', 'like', `%"${hash}"%`)
					.execute()
			)
	);
	return [...frozen, ...imported, ...signed.flat()].map((row) => row.path);
}

/** Organisation paths of the comparisons frozen as this snapshot. */
export async function selectComparisonPaths(db: AppDatabase, hash: Hash): Promise<string[]> {
	const rows = await db
		.selectFrom('comparison')
		.innerJoin('organisation', 'organisation.id', 'comparison.organisation_id')
		.select('organisation.path')
		.where('comparison.snapshot', '=', hash)
		.execute();
	return rows.map((row) => row.path);
}

/** Organisation paths of the comparisons whose analysis was frozen as this snapshot. */
export async function selectSetAnalysisPaths(db: AppDatabase, hash: Hash): Promise<string[]> {
	const rows = await db
		.selectFrom('comparison_analysis')
		.innerJoin('comparison', 'comparison.id', 'comparison_analysis.comparison_id')
		.innerJoin('organisation', 'organisation.id', 'comparison.organisation_id')
		.select('organisation.path')
		.where('comparison_analysis.snapshot', '=', hash)
		.execute();
	return rows.map((row) => row.path);
}

/** Organisation paths of the proposals one of whose three standards is this snapshot. */
export async function selectProposalPaths(db: AppDatabase, hash: Hash): Promise<string[]> {
	const rows = await db
		.selectFrom('standard_proposal')
		.innerJoin('organisation', 'organisation.id', 'standard_proposal.organisation_id')
		.select('organisation.path')
		.where((e) =>
			e.or([
				e('service_snapshot', '=', hash),
				e('quota_snapshot', '=', hash),
				e('expenditure_snapshot', '=', hash)
			])
		)
		.execute();
	const rules = await db
		.selectFrom('rule_proposal')
		.innerJoin('organisation', 'organisation.id', 'rule_proposal.organisation_id')
		.select('organisation.path')
		.where('rule_proposal.snapshot', '=', hash)
		.execute();
	return [...rows, ...rules].map((row) => row.path);
}

/** Who ran the budget checks frozen as this snapshot, and whose standard they used. */
export async function selectChecks(
	db: AppDatabase,
	hash: Hash
): Promise<{ checked_by: string; path: string }[]> {
	const byRule = await db
		.selectFrom('rule_check')
		.innerJoin('issued_rule', 'issued_rule.id', 'rule_check.issued_id')
		.innerJoin('rule_proposal', 'rule_proposal.id', 'issued_rule.proposal_id')
		.innerJoin('organisation', 'organisation.id', 'rule_proposal.organisation_id')
		.select(['rule_check.checked_by', 'organisation.path'])
		.where('rule_check.snapshot', '=', hash)
		.execute();
	const byStandard = await db
		.selectFrom('budget_check')
		.innerJoin('issued_standard', 'issued_standard.id', 'budget_check.issued_id')
		.innerJoin('standard_proposal', 'standard_proposal.id', 'issued_standard.proposal_id')
		.innerJoin('organisation', 'organisation.id', 'standard_proposal.organisation_id')
		.select(['budget_check.checked_by', 'organisation.path'])
		.where('budget_check.snapshot', '=', hash)
		.execute();
	return [...byStandard, ...byRule];
}

/** Organisation paths of the review workpapers that are one of these snapshots or rest on them. */
export async function selectWorkpaperPaths(db: AppDatabase, hashes: readonly Hash[]): Promise<string[]> {
	const rows = await db
		.selectFrom('review_workpaper')
		.innerJoin('organisation', 'organisation.id', 'review_workpaper.organisation_id')
		.select('organisation.path')
		.where('review_workpaper.snapshot', 'in', hashes)
		.execute();
	return rows.map((row) => row.path);
}

/** Organisation paths of the proposals whose signatures name this snapshot, and whether one of them was issued. */
export async function selectSignedProposals(
	db: AppDatabase,
	hash: Hash
): Promise<{ path: string; issued: string | null }[]> {
	return db
		.selectFrom('decision')
		.innerJoin('standard_proposal', 'standard_proposal.id', 'decision.subject_id')
		.innerJoin('organisation', 'organisation.id', 'standard_proposal.organisation_id')
		.leftJoin('issued_standard', 'issued_standard.proposal_id', 'standard_proposal.id')
		.select(['organisation.path as path', 'issued_standard.id as issued'])
		.where('decision.subject_kind', '=', 'proposal')
		.where('decision.snapshots', 'like', `%"${hash}"%`)
		.execute();
}
