import type { Hash } from '#lib/core/address/value-ref.ts';
import { LIMITS } from '#lib/core/limits.ts';
import { chineseDate, date } from '#lib/core/period/date.ts';
import { problem } from '#lib/core/problem.ts';
import { ok, refuse, type Result } from '#lib/core/result.ts';
import type { Snapshot } from '#lib/core/snapshot/snapshot.ts';
import { checkWritten } from '#lib/core/standards/rule-pack/check-written.ts';
import { ruleStandard } from '#lib/core/standards/rule-pack/rule-standard.ts';
import type { Appointment } from '#lib/core/workflow/actor.ts';
import { may } from '#lib/core/workflow/permission.ts';
import { nextState, PROPOSAL_MACHINE, transitionOf } from '#lib/core/workflow/states.ts';
import { contentHash, recordAudit } from '../audit/service.ts';
import { timestamp, type Context } from '../context.ts';
import { inTransaction } from '../database/database.ts';
import type { IssuedRuleTable } from '../database/schema-standards.ts';
import { recordDecision } from '../decisions/service.ts';
import { replaySnapshots } from '../lineage/replay.ts';
import { putSnapshot } from '../snapshots/service.ts';
import { readDocument, type DocumentInput, type Terms } from '../standards/terms.ts';
import { issuedRuleHash } from './issued-record.ts';
import { handsOnRule, loadRule, RULE, ruleContent, storedPack } from './proposal.ts';
import { insertIssuedRule, moveRule, selectIssuedRules, type RuleRow } from './store.ts';

type SignAction =
	'standard.propose' | 'standard.confirm-department' | 'standard.confirm-finance' | 'standard.return';
export interface RuleStep {
	readonly id: string;
	readonly opinion?: string;
}

/** 提出、部门确认、财政会同确认、退回: one person's signature. Proposing freezes the rule, returning opens it again. */
export async function signRule(
	context: Context,
	action: SignAction,
	input: RuleStep
): Promise<Result<{ readonly state: string }>> {
	const ready = await readyFor(context, action, input);
	if (!ready.ok) return ready;
	const { row, to, appointment } = ready.value;
	if (action === 'standard.return' && (input.opinion ?? '').trim() === '')
		return refuse(problem('standard/opinion-missing', {}));
	return inTransaction(context, async (tx) => {
		const snapshot = await snapshotAfter(tx, action, row);
		if (!snapshot.ok) return snapshot;
		if (!(await moveRule(tx.db, row, to, snapshot.value)))
			return refuse(problem('standard/draft-changed', {}));
		const decision = await record(tx, {
			row,
			action,
			to,
			appointment,
			input,
			snapshot: snapshot.value ?? row.snapshot
		});
		await recordAudit(tx, {
			action,
			subjectKind: RULE,
			subjectId: row.id,
			before: row.snapshot ?? contentHash(storedPack(row)),
			after: snapshot.value,
			details: { decision }
		});
		return ok({ state: to });
	});
}

/** 印发: gives the rule force with its document and dates, after replaying it in the same transaction. */
export async function issueRule(
	context: Context,
	input: RuleStep & DocumentInput
): Promise<Result<IssuedRuleTable>> {
	const action = input.trial ? 'standard.issue-trial' : 'standard.issue';
	const ready = await readyFor(context, action, input);
	if (!ready.ok) return ready;
	const { row, to, appointment } = ready.value;
	const terms = readDocument(input);
	if (!terms.ok) return terms;
	return inTransaction(context, async (tx) => {
		if (!(await moveRule(tx.db, row, to, row.snapshot))) return refuse(problem('standard/draft-changed', {}));
		const replayed = await replaySnapshots(tx.db, [row.snapshot ?? '']);
		if (!replayed.ok) return replayed;
		const issued = await writeRow(tx, row, terms.value);
		if (!issued.ok) return issued;
		const decision = await record(tx, { row, action, to, appointment, input, snapshot: row.snapshot });
		await recordAudit(tx, {
			action,
			subjectKind: RULE,
			subjectId: row.id,
			before: row.snapshot,
			after: issuedRuleHash(issued.value),
			details: { document: terms.value.documentNumber, decision }
		});
		return issued;
	});
}

async function readyFor(context: Context, action: string, { id }: RuleStep) {
	const found = await loadRule(context.db, id);
	if (!found.ok) return found;
	const { value: row } = found;
	const { permission } = transitionOf(PROPOSAL_MACHINE, action);
	const hands = await handsOnRule(context.db, row.id);
	const allowed = may(context.actor, permission, { path: row.organisation_path, hands });
	if (!allowed.ok) return allowed;
	const to = nextState(PROPOSAL_MACHINE, row.state, action);
	return to.ok ? ok({ row, to: to.value, appointment: allowed.value }) : to;
}

async function snapshotAfter(tx: Context, action: SignAction, row: RuleRow): Promise<Result<string | null>> {
	if (action === 'standard.return') return ok(null);
	if (action !== 'standard.propose') return ok(row.snapshot);
	const fit = checkWritten(storedPack(row));
	if (!fit.ok) return fit;
	const content = ruleContent(storedPack(row));
	const results = ruleStandard.compute([], content);
	if (!results.ok) return results;
	const snapshot: Snapshot = {
		kind: ruleStandard.kind,
		schema: 1,
		method: ruleStandard.id,
		inputs: [],
		content,
		results: results.value
	};
	return ok(await putSnapshot(tx.db, snapshot));
}

async function writeRow(tx: Context, row: RuleRow, terms: Terms): Promise<Result<IssuedRuleTable>> {
	const { region, code, title } = storedPack(row);
	const same = (await selectIssuedRules(tx.db)).filter((version) => version.code === code);
	const foreign = same.find(
		(version) => version.organisation_id !== row.organisation_id || version.region !== region
	);
	if (foreign) return refuse(problem('standard/code-of-other', { code, title }));
	const later = same.find((version) => version.effective_from >= terms.effectiveFrom);
	const taken = problem('standard/code-taken', {
		code,
		from: chineseDate(date(later?.effective_from ?? terms.effectiveFrom))
	});
	if (later) return refuse(taken);
	const issued: IssuedRuleTable = {
		id: tx.newId(),
		proposal_id: row.id,
		code,
		region,
		snapshot: row.snapshot ?? '',
		document_number: terms.documentNumber,
		effective_from: terms.effectiveFrom,
		effective_to: terms.effectiveTo,
		trial: terms.trial ? 1 : 0,
		issued_by: tx.actor.userId,
		issued_at: timestamp(tx)
	};
	return (await insertIssuedRule(tx.db, issued)) ? ok(issued) : refuse(taken);
}

async function record(
	tx: Context,
	fact: {
		readonly row: RuleRow;
		readonly action: string;
		readonly to: string;
		readonly appointment: Appointment;
		readonly input: RuleStep;
		readonly snapshot: string | null;
	}
): Promise<Hash> {
	return recordDecision(tx, {
		subjectKind: RULE,
		subjectId: fact.row.id,
		action: fact.action,
		from: fact.row.state,
		to: fact.to,
		appointment: fact.appointment,
		snapshots: fact.snapshot === null ? [] : [fact.snapshot],
		opinion: (fact.input.opinion ?? '').trim().slice(0, LIMITS.remarkLength)
	});
}
