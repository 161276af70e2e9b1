import type { Hash } from '#lib/core/address/value-ref.ts';
import { isNegative, parseDecimal, toText } from '#lib/core/decimal/decimal.ts';
import { readNumberText } from '#lib/core/intake/number-text.ts';
import { LIMITS } from '#lib/core/limits.ts';
import { fenFromYuan } from '#lib/core/money/fen.ts';
import { chineseDate, parseDate } from '#lib/core/period/date.ts';
import { problem } from '#lib/core/problem.ts';
import { ok, refuse, type Result } from '#lib/core/result.ts';
import { applies, STATUS_WORDS } from '#lib/core/standards/look-up.ts';
import {
	ruleCheck,
	type RuleCheckContent,
	type RuleCheckResults
} from '#lib/core/standards/rule-pack/rule-check.ts';
import type { RulePack } from '#lib/core/standards/rule-pack/rule-pack.ts';
import { may, mayAnywhere } from '#lib/core/workflow/permission.ts';
import { recordAudit } from '../audit/service.ts';
import { timestamp, type Context } from '../context.ts';
import { inTransaction } from '../database/database.ts';
import { getInputs, putSnapshot } from '../snapshots/service.ts';
import { checkRowHash } from '../standards/budget-checks.ts';
import { issuedRules, type IssuedRule } from './library.ts';
import { insertRuleCheck, selectRuleChecks, type RuleCheckRow } from './store.ts';

export interface RuleLineInput {
	/** The rule's own id. */
	readonly id: string;
	readonly line: string;
	readonly date: string;
	readonly region: string;
	readonly answers: { readonly [name: string]: string };
	/** 申报金额, 元 */
	readonly requested: string;
}

export interface CheckedRule {
	readonly id: string;
	readonly hash: Hash;
	readonly content: RuleCheckContent;
	readonly results: RuleCheckResults;
	readonly checkedAt: string;
	readonly checker: string;
}

const CHECKS_SHOWN = 20;

/** 套用规则: holds a budget line against the rule in force on its date and keeps every step. */
export async function applyRule(context: Context, input: RuleLineInput): Promise<Result<CheckedRule>> {
	const allowed = mayAnywhere(context.actor, 'budget-check.run');
	if (!allowed.ok) return allowed;
	const at = parseDate(input.date);
	if (!at.ok) return at;
	const rule = (await issuedRules(context, at.value)).find(({ proposalId }) => proposalId === input.id);
	if (!rule) return refuse(problem('standard/not-found', {}));
	if (!applies(rule.status))
		return refuse(
			problem('standard/not-in-force', {
				code: rule.code,
				date: chineseDate(at.value),
				status: STATUS_WORDS[rule.status],
				advice: '请改用有效期内的日期，或选用当日有效的版本。'
			})
		);
	const content = readContent(input, rule);
	if (!content.ok) return content;
	return inTransaction(context, async (tx) => {
		const kept = await keepRuleCheck(tx, rule, content.value);
		if (!kept.ok) return kept;
		await recordAudit(tx, {
			action: 'budget-check.run',
			subjectKind: 'rule-check',
			subjectId: kept.value.id,
			before: null,
			after: kept.value.hash,
			details: { standard: rule.hash }
		});
		const { id, hash, results, checkedAt } = kept.value;
		return ok({ id, hash, results, checkedAt, content: content.value, checker: tx.actor.name });
	});
}

/** Computes one line by an issued rule and keeps it with every step. Inside the caller's transaction; no audit entry. */
export async function keepRuleCheck(
	tx: Context,
	rule: Pick<IssuedRule, 'id' | 'hash'>,
	content: RuleCheckContent
): Promise<Result<Pick<CheckedRule, 'id' | 'hash' | 'results' | 'checkedAt'> & { readonly row: Hash }>> {
	const inputs = [{ role: 'standard', hash: rule.hash }];
	const read = await getInputs(tx.db, inputs);
	if (!read.ok) return read;
	const results = ruleCheck.compute(read.value, content);
	if (!results.ok) return results;
	const { kind, id: method } = ruleCheck;
	const row = {
		id: tx.newId(),
		issued_id: rule.id,
		snapshot: await putSnapshot(tx.db, { kind, schema: 1, method, inputs, content, results: results.value }),
		checked_by: tx.actor.userId,
		checked_at: timestamp(tx)
	};
	await insertRuleCheck(tx.db, row);
	// Results of this method have this one type.
	const kept = results.value as RuleCheckResults;
	const { id, snapshot: hash, checked_at: checkedAt } = row;
	return ok({ id, hash, results: kept, checkedAt, row: checkRowHash(row) });
}

/** The latest checks with one issued rule: one's own, and those of organisations one reviews. */
export async function ruleChecks(
	context: Context,
	issued: { readonly id: string; readonly path: string }
): Promise<readonly CheckedRule[]> {
	const rows = await selectRuleChecks(context.db, issued.id, CHECKS_SHOWN);
	const reviewer = may(context.actor, 'budget-check.run', { path: issued.path }).ok;
	return rows.filter((row) => reviewer || row.checked_by === context.actor.userId).map(checked);
}

function readContent(
	input: RuleLineInput,
	{ pack, documentNumber }: Pick<IssuedRule, 'pack' | 'documentNumber'>
): Result<RuleCheckContent> {
	const bad = (name: string, text: string, expected: string) =>
		refuse(problem('standard/bad-parameter', { name, text: text.slice(0, 40), expected }));
	const line = input.line.trim();
	if (line === '' || line.length > LIMITS.nameLength)
		return bad('预算项目名称', line, `1 到 ${LIMITS.nameLength} 字的名称`);
	const yuan = parseDecimal(plainNumber(input.requested));
	if (!yuan.ok || isNegative(yuan.value) || yuan.value.scale > 2)
		return bad('申报金额', input.requested, '不小于 0、最多两位小数的金额（元）');
	const requested = fenFromYuan(yuan.value, 'half-up');
	if (!requested.ok) return requested;
	const answers = answersTo(pack, input.answers);
	const { date, region } = input;
	const facts = { line, date, documentNumber, region: region.trim() };
	return ok({ ...facts, answers, requested: String(requested.value) });
}

/** What was typed, in the order the rule asks, numbers in plain digits; what was not said is "". */
export function answersTo(
	pack: RulePack,
	typed: { readonly [name: string]: string }
): RuleCheckContent['answers'] {
	return pack.inputs.map(({ kind, name }) => {
		const text = (typed[name] ?? '').trim();
		return { name, value: kind === 'number' ? plainNumber(text) : text };
	});
}

/** A number as people type and paste it, in plain digits. */
function plainNumber(text: string): string {
	const read = readNumberText(text);
	return read.kind === 'number' && read.suffix === '' ? toText(read.value) : text.trim();
}

function checked(row: RuleCheckRow): CheckedRule {
	// A rule check names a snapshot of that method.
	const { content, results } = JSON.parse(row.body) as {
		content: RuleCheckContent;
		results: RuleCheckResults;
	};
	return {
		id: row.id,
		hash: row.snapshot,
		content,
		results,
		checkedAt: row.checked_at,
		checker: row.checker
	};
}
