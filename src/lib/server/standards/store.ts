import type { AppDatabase } from '../database/database.ts';
import type { IssuedStandardTable, StandardProposalTable } from '../database/schema-standards.ts';

export interface ProposalRow extends StandardProposalTable {
	readonly organisation_name: string;
	readonly organisation_path: string;
	readonly comparison_title: string;
	/** The frozen comparison; a proposal is only ever made from one. */
	readonly comparison_snapshot: string | null;
	readonly category: string;
	readonly author: string;
}

export interface ProposalDrafts {
	readonly title: string;
	readonly service: string;
	readonly quota: string;
	readonly expenditure: string;
}

export interface ProposalSnapshots {
	readonly service_snapshot: string | null;
	readonly quota_snapshot: string | null;
	readonly expenditure_snapshot: string | null;
}

export interface ComparisonRow {
	readonly id: string;
	readonly title: string;
	readonly snapshot: string | null;
	readonly category: string;
	readonly organisation_id: string;
	readonly organisation_path: string;
}

export interface IssuedRow extends IssuedStandardTable {
	readonly title: string;
	readonly organisation_id: string;
	readonly organisation_name: string;
	readonly organisation_path: string;
	readonly organisation_kind: string;
	/** Of the review recorded last; null where there was none. */
	readonly next_review_on: string | null;
	/** 废止, null where it is not repealed. */
	readonly repealed_from: string | null;
	readonly repeal_document: string | null;
	readonly repeal_reason: string | null;
	/** Text of the snapshot the row names. */
	readonly body: string;
}

export interface CheckRow {
	readonly id: string;
	readonly snapshot: string;
	readonly body: string;
	readonly checked_by: string;
	readonly checked_at: string;
	readonly checker: string;
	readonly issued_id: string;
	readonly code: string;
	readonly document_number: string;
	readonly path: string;
}

export async function selectComparison(db: AppDatabase, id: string): Promise<ComparisonRow | undefined> {
	return comparisons(db).where('comparison.id', '=', id).executeTakeFirst();
}

/** Comparisons that are frozen, the newest first. */
export async function selectFrozenComparisons(db: AppDatabase): Promise<ComparisonRow[]> {
	return comparisons(db)
		.where('comparison.snapshot', 'is not', null)
		.orderBy('comparison.created_at', 'desc')
		.orderBy('comparison.id')
		.execute();
}

function comparisons(db: AppDatabase) {
	return db
		.selectFrom('comparison')
		.innerJoin('organisation', 'organisation.id', 'comparison.organisation_id')
		.select([
			'comparison.id',
			'comparison.title',
			'comparison.snapshot',
			'comparison.category',
			'comparison.organisation_id',
			'organisation.path as organisation_path'
		]);
}

export async function insertProposal(db: AppDatabase, row: StandardProposalTable): Promise<void> {
	await db.insertInto('standard_proposal').values(row).execute();
}

export async function selectProposal(db: AppDatabase, id: string): Promise<ProposalRow | undefined> {
	return proposals(db).where('standard_proposal.id', '=', id).executeTakeFirst();
}

export async function selectProposals(db: AppDatabase): Promise<ProposalRow[]> {
	return proposals(db)
		.orderBy('standard_proposal.created_at', 'desc')
		.orderBy('standard_proposal.id')
		.execute();
}

function proposals(db: AppDatabase) {
	return db
		.selectFrom('standard_proposal')
		.innerJoin('organisation', 'organisation.id', 'standard_proposal.organisation_id')
		.innerJoin('comparison', 'comparison.id', 'standard_proposal.comparison_id')
		.innerJoin('user', 'user.id', 'standard_proposal.created_by')
		.selectAll('standard_proposal')
		.select([
			'organisation.name as organisation_name',
			'organisation.path as organisation_path',
			'comparison.title as comparison_title',
			'comparison.snapshot as comparison_snapshot',
			'comparison.category as category',
			'user.name as author'
		]);
}

/** Writes new drafts over the row as it was read; false when somebody saved or moved it meanwhile. */
export async function updateDrafts(
	db: AppDatabase,
	before: StandardProposalTable,
	drafts: ProposalDrafts
): Promise<boolean> {
	const updated = await db
		.updateTable('standard_proposal')
		.set({ ...drafts })
		.where('id', '=', before.id)
		.where('state', '=', before.state)
		.where('service', '=', before.service)
		.where('quota', '=', before.quota)
		.where('expenditure', '=', before.expenditure)
		.executeTakeFirst();
	return updated.numUpdatedRows > 0n;
}

/**
 * Moves a proposal from one state to the next; false when it is no longer there. The row stays locked until the
 * transaction ends, so of two people (or two clicks) only one moves it.
 */
export async function moveProposal(
	db: AppDatabase,
	id: string,
	from: string,
	to: string,
	snapshots: Partial<ProposalSnapshots> = {}
): Promise<boolean> {
	const updated = await db
		.updateTable('standard_proposal')
		.set({ state: to, ...snapshots })
		.where('id', '=', id)
		.where('state', '=', from)
		.executeTakeFirst();
	return updated.numUpdatedRows > 0n;
}

/** Inserts the rows of one issue and says how many went in: fewer when a code already has a version from that day. */
export async function insertIssued(db: AppDatabase, rows: readonly IssuedStandardTable[]): Promise<number> {
	const inserted = await db
		.insertInto('issued_standard')
		.values([...rows])
		.onConflict((c) => c.doNothing())
		.returning('id')
		.execute();
	return inserted.length;
}

export async function selectIssuedOfProposal(
	db: AppDatabase,
	proposalId: string
): Promise<IssuedStandardTable[]> {
	return db
		.selectFrom('issued_standard')
		.selectAll()
		.where('proposal_id', '=', proposalId)
		.orderBy('kind')
		.execute();
}

export async function selectIssued(db: AppDatabase, id: string): Promise<IssuedRow | undefined> {
	return issued(db).where('issued_standard.id', '=', id).executeTakeFirst();
}

/** Every version of the codes given, the first to take effect first. */
export async function selectIssuedByCodes(db: AppDatabase, codes: readonly string[]): Promise<IssuedRow[]> {
	return issued(db)
		.where('issued_standard.code', 'in', [...codes])
		.orderBy('issued_standard.effective_from')
		.orderBy('issued_standard.code')
		.execute();
}

export async function selectAllIssued(db: AppDatabase): Promise<IssuedRow[]> {
	return issued(db)
		.orderBy('issued_standard.effective_from', 'desc')
		.orderBy('issued_standard.code')
		.execute();
}

function issued(db: AppDatabase) {
	return db
		.selectFrom('issued_standard')
		.innerJoin('standard_proposal', 'standard_proposal.id', 'issued_standard.proposal_id')
		.innerJoin('organisation', 'organisation.id', 'standard_proposal.organisation_id')
		.innerJoin('snapshot', 'snapshot.hash', 'issued_standard.snapshot')
		.leftJoin('issued_repeal', 'issued_repeal.proposal_id', 'issued_standard.proposal_id')
		.selectAll('issued_standard')
		.select((e) => [
			'standard_proposal.title as title',
			'organisation.id as organisation_id',
			'organisation.name as organisation_name',
			'organisation.path as organisation_path',
			'organisation.kind as organisation_kind',
			'issued_repeal.repealed_from as repealed_from',
			'issued_repeal.document_number as repeal_document',
			'issued_repeal.reason as repeal_reason',
			'snapshot.body as body',
			e
				.selectFrom('standard_review')
				.whereRef('standard_review.proposal_id', '=', 'issued_standard.proposal_id')
				.select('standard_review.next_review_on')
				.orderBy('standard_review.at', 'desc')
				.orderBy('standard_review.id', 'desc')
				.limit(1)
				.as('next_review_on')
		]);
}

export async function insertCheck(
	db: AppDatabase,
	row: { id: string; issued_id: string; snapshot: string; checked_by: string; checked_at: string }
): Promise<void> {
	await db.insertInto('budget_check').values(row).execute();
}

/** The latest budget checks, newest first. */
export async function selectChecks(db: AppDatabase, limit: number): Promise<CheckRow[]> {
	return db
		.selectFrom('budget_check')
		.innerJoin('issued_standard', 'issued_standard.id', 'budget_check.issued_id')
		.innerJoin('standard_proposal', 'standard_proposal.id', 'issued_standard.proposal_id')
		.innerJoin('organisation', 'organisation.id', 'standard_proposal.organisation_id')
		.innerJoin('snapshot', 'snapshot.hash', 'budget_check.snapshot')
		.innerJoin('user', 'user.id', 'budget_check.checked_by')
		.select([
			'budget_check.id',
			'budget_check.snapshot',
			'budget_check.checked_by',
			'budget_check.checked_at',
			'budget_check.issued_id',
			'user.name as checker',
			'issued_standard.code',
			'issued_standard.document_number',
			'organisation.path',
			'snapshot.body'
		])
		.orderBy('budget_check.checked_at', 'desc')
		.orderBy('budget_check.id', 'desc')
		.limit(limit)
		.execute();
}

/** People who wrote on a proposal, from the audit trail: its draft row names only the first of them. */
export async function selectAuthors(db: AppDatabase, proposalId: string): Promise<string[]> {
	const rows = await db
		.selectFrom('audit_entry')
		.select('actor_id')
		.distinct()
		.where('subject_kind', '=', 'proposal')
		.where('subject_id', '=', proposalId)
		.where('action', 'in', ['standard.create', 'standard.edit', 'standard.propose'])
		.orderBy('actor_id')
		.execute();
	return rows.map((row) => row.actor_id);
}
