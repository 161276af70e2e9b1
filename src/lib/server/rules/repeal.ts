import { LIMITS } from '#lib/core/limits.ts';
import { chineseDate, parseDate, type DateText } from '#lib/core/period/date.ts';
import { problem } from '#lib/core/problem.ts';
import { ok, refuse, type Result } from '#lib/core/result.ts';
import { applies, statusOn, STATUS_WORDS } from '#lib/core/standards/look-up.ts';
import { may } from '#lib/core/workflow/permission.ts';
import { contentHash, recordAudit } from '../audit/service.ts';
import { timestamp, today, type Context } from '../context.ts';
import { inTransaction } from '../database/database.ts';
import type { IssuedRepealTable } from '../database/schema-standards.ts';
import { recordDecision } from '../decisions/service.ts';
import { readDocumentNumber } from '../standards/terms.ts';
import { issuedRules, type IssuedRule } from './library.ts';
import {
	closeRuleRepeal,
	insertIssuedRuleRepeal,
	insertRuleRepeal,
	selectOpenRuleRepeals,
	selectRepealsOfRule,
	selectRuleRepeal,
	type RuleRepealRow
} from './repeal-store.ts';

/** The kind of thing that decisions and audit entries name for the repeal of a rule. */
export const RULE_REPEAL = 'rule-repeal';

export interface RuleRepealInput {
	/** The rule, by its proposal. */
	readonly id: string;
	readonly documentNumber: string;
	readonly reason: string;
	/** The first day it no longer applies. */
	readonly from: string;
}

/** 提出废止规则: as for a standard; somebody else decides, nothing changes before that. */
export async function proposeRuleRepeal(
	context: Context,
	input: RuleRepealInput
): Promise<Result<{ readonly id: string }>> {
	const rules = await issuedRules(context, today(context));
	const rule = rules.find(({ proposalId }) => proposalId === input.id);
	if (!rule) return refuse(problem('standard/not-found', {}));
	const allowed = may(context.actor, 'standard.repeal-propose', { path: rule.path });
	if (!allowed.ok) return allowed;
	const documentNumber = readDocumentNumber(input.documentNumber);
	if (!documentNumber.ok) return documentNumber;
	const reason = input.reason.trim().slice(0, LIMITS.remarkLength);
	if (reason === '') return refuse(problem('standard/repeal-reason', {}));
	const from = readDay(rule, rules, input.from);
	if (!from.ok) return from;
	return inTransaction(context, async (tx) => {
		const open = await selectRepealsOfRule(tx.db, rule.proposalId);
		if (open.some(({ state }) => state === 'proposed')) return refuse(problem('standard/repeal-open', {}));
		const row = {
			id: tx.newId(),
			proposal_id: rule.proposalId,
			document_number: documentNumber.value,
			reason,
			repealed_from: from.value,
			state: 'proposed',
			created_by: tx.actor.userId,
			created_at: timestamp(tx)
		};
		await insertRuleRepeal(tx.db, row);
		await recordAudit(tx, {
			action: 'standard.repeal-propose',
			subjectKind: RULE_REPEAL,
			subjectId: row.id,
			before: null,
			after: contentHash(row),
			details: { rule: rule.code, document: documentNumber.value }
		});
		return ok({ id: row.id });
	});
}

/** On that day it must still apply, or apply one day: what is over cannot be ended. */
function readDay(rule: IssuedRule, rules: readonly IssuedRule[], text: string): Result<DateText> {
	const from = parseDate(text);
	if (!from.ok) return from;
	const status = statusOn(rule, rules, from.value);
	if (applies(status) || status === 'upcoming') return from;
	return refuse(
		problem('standard/repeal-date', { date: chineseDate(from.value), status: STATUS_WORDS[status] })
	);
}

/** 审核废止规则: not open to whoever proposed it; what was decided is never changed. */
export async function decideRuleRepeal(
	context: Context,
	input: { readonly id: string; readonly approve: boolean; readonly opinion?: string }
): Promise<Result<{ readonly state: 'approved' | 'refused' }>> {
	const row = await selectRuleRepeal(context.db, input.id);
	if (!row) return refuse(problem('standard/repeal-not-found', {}));
	const subject = { path: row.organisation_path, hands: [row.created_by] };
	const allowed = may(context.actor, 'standard.repeal', subject);
	if (!allowed.ok) return allowed;
	const state = input.approve ? 'approved' : 'refused';
	return inTransaction(context, async (tx) => {
		const decided = refuse(problem('standard/repeal-decided', { state: '已经办结' }));
		if (!(await closeRuleRepeal(tx.db, row.id, state))) return decided;
		const issued: IssuedRepealTable = {
			proposal_id: row.proposal_id,
			repeal_id: row.id,
			document_number: row.document_number,
			reason: row.reason,
			repealed_from: row.repealed_from,
			approved_by: tx.actor.userId,
			approved_at: timestamp(tx)
		};
		if (input.approve && !(await insertIssuedRuleRepeal(tx.db, issued))) return decided;
		const action = input.approve ? 'standard.repeal' : 'standard.repeal-refuse';
		const decision = await recordDecision(tx, {
			subjectKind: RULE_REPEAL,
			subjectId: row.id,
			action,
			from: row.state,
			to: state,
			appointment: allowed.value,
			snapshots: [],
			opinion: (input.opinion ?? '').trim().slice(0, LIMITS.remarkLength)
		});
		await recordAudit(tx, {
			action,
			subjectKind: RULE_REPEAL,
			subjectId: row.id,
			before: null,
			after: input.approve ? contentHash({ ...issued }) : null,
			details: { document: row.document_number, proposal: row.proposal_id, decision }
		});
		return ok({ state });
	});
}

export interface RuleRepeals {
	readonly repeals: readonly {
		readonly id: string;
		readonly documentNumber: string;
		readonly reason: string;
		readonly from: string;
		readonly state: string;
		readonly author: string;
		readonly approver: string | null;
		/** Whether this person may decide it now. */
		readonly mayDecide: boolean;
	}[];
	readonly mayPropose: boolean;
}

/** Proposals to repeal one rule, the newest first. The caller has asked whether the rule may be read. */
export async function repealsOfRule(context: Context, rule: IssuedRule): Promise<RuleRepeals> {
	const rows = await selectRepealsOfRule(context.db, rule.proposalId);
	const open = rows.some(({ state }) => state === 'proposed' || state === 'approved');
	const ahead = applies(rule.status) || rule.status === 'upcoming';
	return {
		mayPropose: !open && ahead && may(context.actor, 'standard.repeal-propose', { path: rule.path }).ok,
		repeals: rows.map((row) => ({
			id: row.id,
			documentNumber: row.document_number,
			reason: row.reason,
			from: row.repealed_from,
			state: row.state,
			author: row.author,
			approver: row.approver,
			mayDecide: mayDecide(context, row)
		}))
	};
}

/** Proposals to repeal rules that wait for this person. */
export async function ruleRepealsWaiting(context: Context): Promise<readonly RuleRepealRow[]> {
	return (await selectOpenRuleRepeals(context.db)).filter((row) => mayDecide(context, row));
}

function mayDecide(context: Context, row: RuleRepealRow): boolean {
	const subject = { path: row.organisation_path, hands: [row.created_by] };
	return row.state === 'proposed' && may(context.actor, 'standard.repeal', subject).ok;
}
