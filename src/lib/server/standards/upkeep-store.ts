import type { AppDatabase } from '../database/database.ts';
import type {
	IssuedRepealTable,
	RepealProposalTable,
	StandardOutturnTable,
	StandardReviewTable
} from '../database/schema-standards.ts';

export interface RepealRow extends RepealProposalTable {
	readonly author: string;
	/** Null until it was decided in favour. */
	readonly approver: string | null;
	readonly organisation_path: string;
	readonly title: string;
}

export async function insertRepeal(db: AppDatabase, row: RepealProposalTable): Promise<void> {
	await db.insertInto('repeal_proposal').values(row).execute();
}

export async function selectRepeal(db: AppDatabase, id: string): Promise<RepealRow | undefined> {
	return repeals(db).where('r.id', '=', id).executeTakeFirst();
}

/** Every proposal to repeal one issue, the newest first. */
export async function selectRepealsOf(db: AppDatabase, proposalId: string): Promise<RepealRow[]> {
	return repeals(db)
		.where('r.proposal_id', '=', proposalId)
		.orderBy('r.created_at', 'desc')
		.orderBy('r.id', 'desc')
		.execute();
}

/** Proposals that wait for a second person, the longest waiting first. */
export async function selectOpenRepeals(db: AppDatabase): Promise<RepealRow[]> {
	return repeals(db).where('r.state', '=', 'proposed').orderBy('r.created_at').orderBy('r.id').execute();
}

function repeals(db: AppDatabase) {
	return db
		.selectFrom('repeal_proposal as r')
		.innerJoin('user as u', 'u.id', 'r.created_by')
		.innerJoin('standard_proposal as p', 'p.id', 'r.proposal_id')
		.innerJoin('organisation as o', 'o.id', 'p.organisation_id')
		.leftJoin('issued_repeal as i', 'i.repeal_id', 'r.id')
		.leftJoin('user as a', 'a.id', 'i.approved_by')
		.selectAll('r')
		.select(['u.name as author', 'a.name as approver', 'o.path as organisation_path', 'p.title as title']);
}

/** Closes a proposal that still waits; false when somebody decided it before. */
export async function closeRepeal(db: AppDatabase, id: string, state: string): Promise<boolean> {
	const done = await db
		.updateTable('repeal_proposal')
		.set({ state })
		.where('id', '=', id)
		.where('state', '=', 'proposed')
		.executeTakeFirst();
	return done.numUpdatedRows > 0n;
}

/** False when the issue was repealed before. */
export async function insertIssuedRepeal(db: AppDatabase, row: IssuedRepealTable): Promise<boolean> {
	const inserted = await db
		.insertInto('issued_repeal')
		.values(row)
		.onConflict((c) => c.doNothing())
		.returning('proposal_id')
		.execute();
	return inserted.length === 1;
}

export interface ReviewRow extends StandardReviewTable {
	readonly reviewer: string;
}

export async function insertReview(db: AppDatabase, row: StandardReviewTable): Promise<void> {
	await db.insertInto('standard_review').values(row).execute();
}

/** Reviews of one issue, the newest first. */
export async function selectReviews(db: AppDatabase, proposalId: string): Promise<ReviewRow[]> {
	return db
		.selectFrom('standard_review as w')
		.innerJoin('user as u', 'u.id', 'w.reviewed_by')
		.selectAll('w')
		.select('u.name as reviewer')
		.where('w.proposal_id', '=', proposalId)
		.orderBy('w.at', 'desc')
		.orderBy('w.id', 'desc')
		.execute();
}

export interface OutturnRow extends StandardOutturnTable {
	readonly recorder: string;
}

export async function insertOutturn(db: AppDatabase, row: StandardOutturnTable): Promise<void> {
	await db.insertInto('standard_outturn').values(row).execute();
}

/** Every entry up to a year, of one series or of all; the first recorded first. */
export async function selectOutturn(
	db: AppDatabase,
	upTo: number,
	code: string | null = null
): Promise<OutturnRow[]> {
	const rows = db
		.selectFrom('standard_outturn as t')
		.innerJoin('user as u', 'u.id', 't.recorded_by')
		.selectAll('t')
		.select('u.name as recorder')
		.where('t.year', '<=', upTo)
		.orderBy('t.recorded_at')
		.orderBy('t.id');
	return (code === null ? rows : rows.where('t.code', '=', code)).execute();
}

/** Every row of the upkeep tables as it stands, to be held against the audit trail. */
export async function selectUpkeepRecords(db: AppDatabase): Promise<{
	readonly proposed: RepealProposalTable[];
	readonly repealed: IssuedRepealTable[];
	readonly reviews: StandardReviewTable[];
	readonly outturn: StandardOutturnTable[];
	readonly proposedRules: RepealProposalTable[];
	readonly repealedRules: IssuedRepealTable[];
}> {
	return {
		proposed: await db.selectFrom('repeal_proposal').selectAll().orderBy('id').execute(),
		repealed: await db.selectFrom('issued_repeal').selectAll().orderBy('repeal_id').execute(),
		reviews: await db.selectFrom('standard_review').selectAll().orderBy('id').execute(),
		outturn: await db.selectFrom('standard_outturn').selectAll().orderBy('id').execute(),
		proposedRules: await db.selectFrom('rule_repeal').selectAll().orderBy('id').execute(),
		repealedRules: await db.selectFrom('issued_rule_repeal').selectAll().orderBy('repeal_id').execute()
	};
}

/** A confirmed analysis as far as it decides whether it says what a standard really cost. */
export interface ConfirmedAnalysisRow {
	readonly snapshot: string;
	readonly fiscal_year: number;
	readonly project: string;
	readonly name: string;
	readonly category: string;
	readonly path: string;
}

/** The latest confirmed analyses, the earliest fiscal year of a project first. */
export async function selectConfirmedAnalyses(db: AppDatabase): Promise<ConfirmedAnalysisRow[]> {
	const rows = await db
		.selectFrom('analysis as a')
		.innerJoin('project as p', 'p.id', 'a.project_id')
		.innerJoin('organisation as o', 'o.id', 'p.organisation_id')
		.select(['a.snapshot', 'a.fiscal_year', 'p.code as project', 'p.name', 'p.category', 'o.path'])
		.where('a.snapshot', 'is not', null)
		.orderBy('p.code')
		.orderBy('a.fiscal_year')
		.orderBy('a.id')
		.execute();
	return rows.flatMap(({ snapshot, ...row }) => (snapshot === null ? [] : [{ snapshot, ...row }]));
}
