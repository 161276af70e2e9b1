import type { Hash } from '#lib/core/address/value-ref.ts';
import { date, type DateText } from '#lib/core/period/date.ts';
import { ok, type Result } from '#lib/core/result.ts';
import { applies, statusOn, type StatusOnDate, type VersionSpan } from '#lib/core/standards/look-up.ts';
import { matchRule, nearestRuleWords } from '#lib/core/standards/rule-pack/match-rule.ts';
import { endsInMoney } from '#lib/core/standards/rule-pack/rule-check.ts';
import type { RulePack } from '#lib/core/standards/rule-pack/rule-pack.ts';
import type { RuleContent } from '#lib/core/standards/rule-pack/rule-standard.ts';
import { may, mayAnywhere } from '#lib/core/workflow/permission.ts';
import { PROPOSAL_MACHINE } from '#lib/core/workflow/states.ts';
import { contentHash } from '../audit/service.ts';
import type { Context } from '../context.ts';
import { decisionsOf, type Decision } from '../decisions/service.ts';
import { handsOnRule, loadRule, RULE, storedPack } from './proposal.ts';
import { selectIssuedRules, selectRules, type IssuedRuleRow, type RuleRow } from './store.ts';

/** An issued version of a rule with its status on a date. */
export interface IssuedRule extends VersionSpan {
	readonly id: string;
	readonly proposalId: string;
	readonly hash: Hash;
	readonly title: string;
	readonly region: string;
	/** 适用事项; "" where the rule names none. */
	readonly matter: string;
	readonly organisation: string;
	readonly path: string;
	readonly documentNumber: string;
	readonly pack: RulePack;
	readonly status: StatusOnDate;
}

export interface RuleSummary {
	readonly id: string;
	readonly title: string;
	readonly code: string;
	readonly region: string;
	readonly matter: string;
	readonly organisation: string;
	readonly state: string;
	/** Where it is issued: its terms and its status on the date. */
	readonly issued: Pick<IssuedRule, 'documentNumber' | 'effectiveFrom' | 'effectiveTo' | 'status'> | null;
}

export interface RuleView extends RuleSummary {
	readonly pack: RulePack;
	/** Names the draft as read; saving needs it. */
	readonly base: Hash;
	readonly snapshot: Hash | null;
	readonly issuedId: string | null;
	readonly money: boolean;
	readonly decisions: readonly Decision[];
	readonly actions: readonly string[];
	readonly mayEdit: boolean;
}

/** Every issued rule with its status on a date. The caller has asked whether standards may be read. */
export async function issuedRules(context: Context, at: DateText): Promise<readonly IssuedRule[]> {
	const versions = (await selectIssuedRules(context.db)).map(versionOf);
	return versions.map((version) => ({ ...version, status: statusOn(version, versions, at) }));
}

/** Rules this person may see: what is issued to everybody, drafts to those who may read them. */
export async function listRules(context: Context, at: DateText): Promise<Result<readonly RuleSummary[]>> {
	const allowed = mayAnywhere(context.actor, 'standard.read');
	if (!allowed.ok) return allowed;
	const issued = await issuedRules(context, at);
	const rows = await selectRules(context.db);
	const own = (row: RuleRow) => issued.find(({ proposalId }) => proposalId === row.id) ?? null;
	return ok(
		rows
			.filter((row) => own(row) ?? may(context.actor, 'standard.read', { path: row.organisation_path }).ok)
			.map((row) => summary(row, own(row)))
	);
}

/** Which rule a budget finds: by what it pays for, where and on which day. */
export interface RuleQuestion {
	readonly matter: string;
	readonly region: string;
	readonly date: DateText;
}

export type FoundRule =
	| {
			readonly rule: Pick<IssuedRule, 'proposalId' | 'title' | 'region' | 'documentNumber'>;
			readonly why: string;
	  }
	| { readonly rule: null; readonly why: string };

/** 找适用的规则: the one of the most specific region that covers the place, and why; or why there is none. */
export async function findRule(
	context: Context,
	{ matter, region, date: at }: RuleQuestion
): Promise<Result<FoundRule>> {
	const allowed = mayAnywhere(context.actor, 'standard.read');
	if (!allowed.ok) return allowed;
	const rules = await issuedRules(context, at);
	const found = matchRule({ matter, region }, rules);
	if (typeof found === 'string') return ok({ rule: null, why: found });
	const { proposalId, title, region: own, documentNumber } = found;
	return ok({
		rule: { proposalId, title, region: own, documentNumber },
		why: nearestRuleWords(found, region, rules)
	});
}

/** Rules in force that end in an amount, with what they ask, for forms that make budget lines of them. */
export async function rulesToFill(
	context: Context,
	at: DateText
): Promise<readonly Pick<IssuedRule, 'code' | 'title' | 'region' | 'matter' | 'pack'>[]> {
	return (await issuedRules(context, at))
		.filter(({ status, pack }) => applies(status) && endsInMoney(pack))
		.map(({ code, title, region, matter, pack }) => ({ code, title, region, matter, pack }));
}

export async function getRule(context: Context, id: string, at: DateText): Promise<Result<RuleView>> {
	const found = await loadRule(context.db, id);
	if (!found.ok) return found;
	const { value: row } = found;
	const issued = (await issuedRules(context, at)).find(({ proposalId }) => proposalId === id) ?? null;
	const allowed = issued
		? mayAnywhere(context.actor, 'standard.read')
		: may(context.actor, 'standard.read', { path: row.organisation_path });
	if (!allowed.ok) return allowed;
	const pack = storedPack(row);
	const subject = { path: row.organisation_path, hands: await handsOnRule(context.db, id) };
	return ok({
		...summary(row, issued),
		pack,
		base: contentHash(pack),
		snapshot: row.snapshot,
		issuedId: issued?.id ?? null,
		money: endsInMoney(pack),
		decisions: await decisionsOf(context.db, RULE, id),
		actions: PROPOSAL_MACHINE.transitions
			.filter(
				({ from, permission }) => from.includes(row.state) && may(context.actor, permission, subject).ok
			)
			.map(({ action }) => action),
		mayEdit: PROPOSAL_MACHINE.editable.includes(row.state) && may(context.actor, 'standard.edit', subject).ok
	});
}

function summary(row: RuleRow, issued: IssuedRule | null): RuleSummary {
	const { region, matter = '' } = storedPack(row);
	return {
		id: row.id,
		title: row.title,
		code: row.code,
		region,
		matter,
		organisation: row.organisation_name,
		state: row.state,
		issued: issued && {
			documentNumber: issued.documentNumber,
			effectiveFrom: issued.effectiveFrom,
			effectiveTo: issued.effectiveTo,
			status: issued.status
		}
	};
}

function versionOf(row: IssuedRuleRow): Omit<IssuedRule, 'status'> {
	// An issued rule names a snapshot of that method.
	const { content } = JSON.parse(row.body) as { content: RuleContent };
	return {
		id: row.id,
		proposalId: row.proposal_id,
		hash: row.snapshot,
		code: row.code,
		title: content.title,
		region: row.region,
		matter: content.matter ?? '',
		organisation: row.organisation_name,
		path: row.organisation_path,
		documentNumber: row.document_number,
		effectiveFrom: date(row.effective_from),
		effectiveTo: row.effective_to === null ? null : date(row.effective_to),
		trial: row.trial === 1,
		repealedFrom: row.repealed_from === null ? null : date(row.repealed_from),
		pack: content
	};
}
