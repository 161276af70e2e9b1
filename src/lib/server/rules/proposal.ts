import { problem } from '#lib/core/problem.ts';
import { ok, refuse, type Result } from '#lib/core/result.ts';
import type { RulePack } from '#lib/core/standards/rule-pack/rule-pack.ts';
import type { RuleContent } from '#lib/core/standards/rule-pack/rule-standard.ts';
import type { AppDatabase } from '../database/database.ts';
import { decisionsOf } from '../decisions/service.ts';
import { RULE_SUBJECT } from './issued-record.ts';
import { selectRule, selectRuleAuthors, type RuleRow } from './store.ts';

/** The kind of thing that decisions and audit entries name for a rule. */
export const RULE = RULE_SUBJECT;

export async function loadRule(db: AppDatabase, id: string): Promise<Result<RuleRow>> {
	const row = await selectRule(db, id);
	return row ? ok(row) : refuse(problem('standard/not-found', {}));
}

/** The pack of a row; only this folder writes it, so its shape is known. */
export function storedPack({ pack }: Pick<RuleRow, 'pack'>): RulePack {
	return JSON.parse(pack) as RulePack;
}

export function ruleContent(pack: RulePack): RuleContent {
	return { standard: 'rule', ...pack };
}

/** Everybody who put a hand to the present version: its authors, and those who confirmed it since it was last returned. */
export async function handsOnRule(db: AppDatabase, id: string): Promise<readonly string[]> {
	const authors = await selectRuleAuthors(db, id);
	const decisions = await decisionsOf(db, RULE, id);
	const lastReturn = decisions.findLastIndex(({ action }) => action === 'standard.return');
	const signers = decisions
		.slice(lastReturn + 1)
		.filter(({ action }) => action.startsWith('standard.confirm'))
		.map(({ actorId }) => actorId);
	return [...new Set([...authors, ...signers])];
}
