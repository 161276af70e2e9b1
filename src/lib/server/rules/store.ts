import type { AppDatabase } from '../database/database.ts';
import type { IssuedRuleTable, RuleProposalTable } from '../database/schema-standards.ts';

export interface RuleRow extends RuleProposalTable {
	readonly organisation_name: string;
	readonly organisation_path: string;
	readonly author: string;
}

export interface IssuedRuleRow extends IssuedRuleTable {
	readonly organisation_id: string;
	readonly organisation_name: string;
	readonly organisation_path: string;
	/** 废止, null where it is not repealed. */
	readonly repealed_from: string | null;
	/** Text of the snapshot. */
	readonly body: string;
}

export interface RuleCheckRow {
	readonly id: string;
	readonly snapshot: string;
	readonly body: string;
	readonly checked_by: string;
	readonly checked_at: string;
	readonly checker: string;
}

export async function insertRule(db: AppDatabase, row: RuleProposalTable): Promise<void> {
	await db.insertInto('rule_proposal').values(row).execute();
}

export async function selectRule(db: AppDatabase, id: string): Promise<RuleRow | undefined> {
	return rules(db).where('rule_proposal.id', '=', id).executeTakeFirst();
}

export async function selectRules(db: AppDatabase): Promise<RuleRow[]> {
	return rules(db).orderBy('rule_proposal.created_at', 'desc').orderBy('rule_proposal.id').execute();
}

function rules(db: AppDatabase) {
	return db
		.selectFrom('rule_proposal')
		.innerJoin('organisation', 'organisation.id', 'rule_proposal.organisation_id')
		.innerJoin('user', 'user.id', 'rule_proposal.created_by')
		.selectAll('rule_proposal')
		.select([
			'organisation.name as organisation_name',
			'organisation.path as organisation_path',
			'user.name as author'
		]);
}

/** Writes over the draft as it was read; false when somebody saved or moved it meanwhile. */
export async function updatePack(
	db: AppDatabase,
	before: RuleProposalTable,
	change: Pick<RuleProposalTable, 'title' | 'code' | 'pack'>
): Promise<boolean> {
	const updated = await db
		.updateTable('rule_proposal')
		.set({ ...change })
		.where('id', '=', before.id)
		.where('state', '=', before.state)
		.where('pack', '=', before.pack)
		.executeTakeFirst();
	return updated.numUpdatedRows > 0n;
}

/** Moves a rule from the state and draft as they were read; false when somebody was quicker. */
export async function moveRule(
	db: AppDatabase,
	before: RuleProposalTable,
	to: string,
	snapshot: string | null
): Promise<boolean> {
	const updated = await db
		.updateTable('rule_proposal')
		.set({ state: to, snapshot })
		.where('id', '=', before.id)
		.where('state', '=', before.state)
		.where('pack', '=', before.pack)
		.executeTakeFirst();
	return updated.numUpdatedRows > 0n;
}

/** False when the code already has a version from that day. */
export async function insertIssuedRule(db: AppDatabase, row: IssuedRuleTable): Promise<boolean> {
	const inserted = await db
		.insertInto('issued_rule')
		.values(row)
		.onConflict((c) => c.doNothing())
		.returning('id')
		.execute();
	return inserted.length === 1;
}

/** Every issued version, the latest to take effect first. */
export async function selectIssuedRules(db: AppDatabase): Promise<IssuedRuleRow[]> {
	return db
		.selectFrom('issued_rule')
		.innerJoin('rule_proposal', 'rule_proposal.id', 'issued_rule.proposal_id')
		.innerJoin('organisation', 'organisation.id', 'rule_proposal.organisation_id')
		.innerJoin('snapshot', 'snapshot.hash', 'issued_rule.snapshot')
		.leftJoin('issued_rule_repeal', 'issued_rule_repeal.proposal_id', 'issued_rule.proposal_id')
		.selectAll('issued_rule')
		.select([
			'issued_rule_repeal.repealed_from as repealed_from',
			'organisation.id as organisation_id',
			'organisation.name as organisation_name',
			'organisation.path as organisation_path',
			'snapshot.body as body'
		])
		.orderBy('issued_rule.effective_from', 'desc')
		.orderBy('issued_rule.code')
		.execute();
}

/** People who wrote on a rule, from the audit trail. */
export async function selectRuleAuthors(db: AppDatabase, id: string): Promise<string[]> {
	const rows = await db
		.selectFrom('audit_entry')
		.select('actor_id')
		.distinct()
		.where('subject_kind', '=', 'rule')
		.where('subject_id', '=', id)
		.where('action', 'in', ['standard.create', 'standard.edit', 'standard.propose'])
		.orderBy('actor_id')
		.execute();
	return rows.map((row) => row.actor_id);
}

export async function insertRuleCheck(
	db: AppDatabase,
	row: { id: string; issued_id: string; snapshot: string; checked_by: string; checked_at: string }
): Promise<void> {
	await db.insertInto('rule_check').values(row).execute();
}

/** The latest checks against one issued rule, newest first. */
export async function selectRuleChecks(
	db: AppDatabase,
	issuedId: string,
	limit: number
): Promise<RuleCheckRow[]> {
	return db
		.selectFrom('rule_check')
		.innerJoin('snapshot', 'snapshot.hash', 'rule_check.snapshot')
		.innerJoin('user', 'user.id', 'rule_check.checked_by')
		.select([
			'rule_check.id',
			'rule_check.snapshot',
			'rule_check.checked_by',
			'rule_check.checked_at',
			'snapshot.body',
			'user.name as checker'
		])
		.where('rule_check.issued_id', '=', issuedId)
		.orderBy('rule_check.checked_at', 'desc')
		.orderBy('rule_check.id', 'desc')
		.limit(limit)
		.execute();
}
