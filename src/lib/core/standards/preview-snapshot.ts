import type { Hash } from '../address/value-ref.ts';
import type { Snapshot, SnapshotInput } from '../snapshot/snapshot.ts';
import { backTest } from './back-test.ts';
import { budgetBackTest, linesOfGrade, type BudgetBackTestContent } from './budget-back-test.ts';
import type { ElementCosts } from './composition.ts';
import { linkStandards, type StandardDraft } from './draft.ts';
import type { ComparisonSnapshot } from './inputs.ts';
import { previewStandards, quotaByRule } from './preview.ts';
import { CURRENT_QUOTA_METHODS } from './rules/all-rules.ts';
import type { PricedRecipe } from './rules/build-up-price.ts';
import { expenditureMethod } from './shared-expenditure.ts';
import { QUOTA_RULES, type QuotaRule } from './standard-snapshot.ts';

/** What a proposal is worked out from, with the snapshots its budgets were read from. */
export type PreviewInputs = {
	readonly comparison: ComparisonSnapshot;
	readonly hash: Hash;
	readonly draft: StandardDraft;
	readonly recipe: PricedRecipe | undefined;
	readonly budgets: BudgetBackTestContent | undefined;
	readonly sources: readonly Hash[];
	readonly elements?: ElementCosts;
};

/** Stands for the hash of a part of a proposal that is not frozen: `standing quota`. */
export const STANDING_PART = 'standing ';

/**
 * The snapshot that freezing a part of a proposal would make: `quota`, `expenditure`, `back-test`, `budgets`, or
 * `rule-<rule>`, which is the quota under another rule of the list. Undefined where that part has no figures.
 */
export function previewSnapshot(part: string, given: PreviewInputs): Snapshot | undefined {
	const { comparison, hash, draft, recipe, budgets, sources, elements } = given;
	const contents = linkStandards(draft, comparison.content.category);
	const read: readonly SnapshotInput[] = [
		{ role: 'comparison', hash },
		...(recipe ? [{ role: 'recipe', hash: draft.quota.buildUp?.hash ?? '' }] : [])
	];
	const rule = part.startsWith('rule-') ? part.slice('rule-'.length) : null;
	if (rule !== null) {
		if (!Object.hasOwn(QUOTA_RULES, rule)) return undefined;
		// Just proved to be one.
		const { content, results } = quotaByRule(rule as QuotaRule, comparison, hash, draft, recipe);
		const method = CURRENT_QUOTA_METHODS[content.rule].id;
		return results.ok ? made('standard', method, read, content, results.value) : undefined;
	}
	const preview = previewStandards(comparison, hash, draft, recipe, budgets, elements);
	const { quota, expenditure } = preview;
	if (part === 'quota' && quota.ok)
		return made('standard', CURRENT_QUOTA_METHODS[contents.quota.rule].id, read, contents.quota, quota.value);
	if (part === 'expenditure' && expenditure.ok)
		return made(
			'standard',
			expenditureMethod(contents.expenditure, contents.quota.form).id,
			[standing('quota')],
			contents.expenditure,
			expenditure.value
		);
	if (part === 'back-test' && preview.backTest) {
		const inputs = [...read, standing('quota')];
		return made('budget-check', backTest.id, inputs, { title: draft.title }, preview.backTest);
	}
	if (part === 'budgets' && preview.budgetBackTest && budgets) {
		const inputs = [standing('expenditure'), ...sources.map((source) => ({ role: 'budget', hash: source }))];
		const lines = linesOfGrade(budgets.lines, contents.service.grade);
		return made('budget-check', budgetBackTest.id, inputs, { ...budgets, lines }, preview.budgetBackTest);
	}
	return undefined;
}

function standing(part: 'quota' | 'expenditure'): SnapshotInput {
	return { role: part, hash: `${STANDING_PART}${part}` };
}

function made(
	kind: 'standard' | 'budget-check',
	method: string,
	inputs: readonly SnapshotInput[],
	content: Snapshot['content'],
	results: Snapshot['results']
): Snapshot {
	return { kind, schema: 1, method, inputs, content, results };
}
