import type { AppDatabase } from '../database/database.ts';
import type { IssuedRepealTable, RepealProposalTable } from '../database/schema-standards.ts';

export interface RuleRepealRow extends RepealProposalTable {
	readonly author: string;
	/** Null until it was decided in favour. */
	readonly approver: string | null;
	readonly organisation_name: string;
	readonly organisation_path: string;
	readonly title: string;
}

export async function insertRuleRepeal(db: AppDatabase, row: RepealProposalTable): Promise<void> {
	await db.insertInto('rule_repeal').values(row).execute();
}

export async function selectRuleRepeal(db: AppDatabase, id: string): Promise<RuleRepealRow | undefined> {
	return repeals(db).where('r.id', '=', id).executeTakeFirst();
}

/** Every proposal to repeal one rule, the newest first. */
export async function selectRepealsOfRule(db: AppDatabase, proposalId: string): Promise<RuleRepealRow[]> {
	return repeals(db)
		.where('r.proposal_id', '=', proposalId)
		.orderBy('r.created_at', 'desc')
		.orderBy('r.id', 'desc')
		.execute();
}

/** Proposals that wait for a second person, the longest waiting first. */
export async function selectOpenRuleRepeals(db: AppDatabase): Promise<RuleRepealRow[]> {
	return repeals(db).where('r.state', '=', 'proposed').orderBy('r.created_at').orderBy('r.id').execute();
}

function repeals(db: AppDatabase) {
	return db
		.selectFrom('rule_repeal as r')
		.innerJoin('user as u', 'u.id', 'r.created_by')
		.innerJoin('rule_proposal as p', 'p.id', 'r.proposal_id')
		.innerJoin('organisation as o', 'o.id', 'p.organisation_id')
		.leftJoin('issued_rule_repeal as i', 'i.repeal_id', 'r.id')
		.leftJoin('user as a', 'a.id', 'i.approved_by')
		.selectAll('r')
		.select([
			...(['u.name as author', 'a.name as approver'] as const),
			...(['o.name as organisation_name', 'o.path as organisation_path', 'p.title as title'] as const)
		]);
}

/** Closes a proposal that still waits; false when somebody decided it before. */
export async function closeRuleRepeal(db: AppDatabase, id: string, state: string): Promise<boolean> {
	const done = await db
		.updateTable('rule_repeal')
		.set({ state })
		.where('id', '=', id)
		.where('state', '=', 'proposed')
		.executeTakeFirst();
	return done.numUpdatedRows > 0n;
}

/** False when the rule was repealed before. */
export async function insertIssuedRuleRepeal(db: AppDatabase, row: IssuedRepealTable): Promise<boolean> {
	const inserted = await db
		.insertInto('issued_rule_repeal')
		.values(row)
		.onConflict((c) => c.doNothing())
		.returning('proposal_id')
		.execute();
	return inserted.length === 1;
}
