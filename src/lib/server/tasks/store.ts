import type { AppDatabase } from '../database/database.ts';

export interface OpenItem {
	readonly id: string;
	readonly title: string;
	readonly state: string;
	readonly created_by: string;
	readonly created_at: string;
	readonly organisation_name: string;
	readonly path: string;
}

/** 分析 that are not confirmed yet, with the project's name and year as title. */
export async function selectOpenAnalyses(db: AppDatabase): Promise<OpenItem[]> {
	const rows = await db
		.selectFrom('analysis')
		.innerJoin('project', 'project.id', 'analysis.project_id')
		.innerJoin('organisation', 'organisation.id', 'project.organisation_id')
		.select([
			'analysis.id',
			'analysis.state',
			'analysis.created_by',
			'analysis.created_at',
			'analysis.fiscal_year'
		])
		.select(['project.name', 'organisation.name as organisation_name', 'organisation.path'])
		.where('analysis.state', '<>', 'confirmed')
		.execute();
	return rows.map(({ name, fiscal_year, ...row }) => ({ ...row, title: `${name}（${fiscal_year} 年）` }));
}

export async function selectOpenComparisons(db: AppDatabase): Promise<OpenItem[]> {
	return db
		.selectFrom('comparison')
		.innerJoin('organisation', 'organisation.id', 'comparison.organisation_id')
		.select([
			'comparison.id',
			'comparison.title',
			'comparison.state',
			'comparison.created_by',
			'comparison.created_at'
		])
		.select(['organisation.name as organisation_name', 'organisation.path'])
		.where('comparison.state', '=', 'draft')
		.execute();
}

export async function selectOpenProposals(db: AppDatabase): Promise<OpenItem[]> {
	return db
		.selectFrom('standard_proposal as proposal')
		.innerJoin('organisation', 'organisation.id', 'proposal.organisation_id')
		.select(['proposal.id', 'proposal.title', 'proposal.state', 'proposal.created_by', 'proposal.created_at'])
		.select(['organisation.name as organisation_name', 'organisation.path'])
		.where('proposal.state', 'not in', ['issued', 'trial'])
		.execute();
}

/** Everybody who decided anything on things of this kind, and when. */
export async function selectSigners(
	db: AppDatabase,
	subjectKind: string
): Promise<{ subject_id: string; actor_id: string; action: string; at: string }[]> {
	return db
		.selectFrom('decision')
		.select(['subject_id', 'actor_id', 'action', 'at'])
		.where('subject_kind', '=', subjectKind)
		.orderBy('at')
		.execute();
}

/** What this person did last to analyses, comparisons and proposals, newest first. */
export async function selectOwnEntries(
	db: AppDatabase,
	actorId: string,
	limit: number
): Promise<{ subject_kind: string; subject_id: string; action: string; at: string }[]> {
	return db
		.selectFrom('audit_entry')
		.select(['subject_kind', 'subject_id', 'action', 'at'])
		.where('actor_id', '=', actorId)
		.where('subject_kind', 'in', ['analysis', 'comparison', 'proposal'])
		.orderBy('seq', 'desc')
		.limit(limit)
		.execute();
}

export async function selectTitles(
	db: AppDatabase,
	kind: 'analysis' | 'comparison' | 'proposal',
	ids: readonly string[]
): Promise<{ id: string; title: string; state: string }[]> {
	if (ids.length === 0) return [];
	if (kind === 'comparison')
		return db.selectFrom('comparison').select(['id', 'title', 'state']).where('id', 'in', ids).execute();
	if (kind === 'proposal')
		return db
			.selectFrom('standard_proposal')
			.select(['id', 'title', 'state'])
			.where('id', 'in', ids)
			.execute();
	const rows = await db
		.selectFrom('analysis')
		.innerJoin('project', 'project.id', 'analysis.project_id')
		.select(['analysis.id', 'analysis.state', 'analysis.fiscal_year', 'project.name'])
		.where('analysis.id', 'in', ids)
		.execute();
	return rows.map(({ id, state, name, fiscal_year }) => ({
		id,
		state,
		title: `${name}（${fiscal_year} 年）`
	}));
}

/** The expenditure standard issued first, with the proposal, the comparison and one included analysis below it. */
export async function selectFirstIssue(db: AppDatabase) {
	return db
		.selectFrom('issued_standard as issued')
		.innerJoin('standard_proposal as proposal', 'proposal.id', 'issued.proposal_id')
		.innerJoin('organisation as proposer', 'proposer.id', 'proposal.organisation_id')
		.innerJoin('comparison', 'comparison.id', 'proposal.comparison_id')
		.innerJoin('organisation as comparer', 'comparer.id', 'comparison.organisation_id')
		.innerJoin('comparison_member as member', 'member.comparison_id', 'comparison.id')
		.innerJoin('analysis', 'analysis.snapshot', 'member.snapshot')
		.innerJoin('project', 'project.id', 'analysis.project_id')
		.innerJoin('organisation as owner', 'owner.id', 'project.organisation_id')
		.select(['issued.id as standardId', 'issued.snapshot', 'proposal.id as proposalId'])
		.select(['comparison.id as comparisonId', 'analysis.id as analysisId'])
		.select(['owner.path as projectPath', 'comparer.path as comparisonPath', 'proposer.path as proposalPath'])
		.where('issued.kind', '=', 'expenditure')
		.where('member.included', '=', 1)
		.orderBy('issued.issued_at')
		.orderBy('issued.id')
		.orderBy('project.code')
		.limit(1)
		.executeTakeFirst();
}
