import type { Hash } from '../address/value-ref.ts';
import { quantile } from '../comparison/statistics/quantile.ts';
import { sorted } from '../comparison/statistics/sorted.ts';
import { dec, toText } from '../decimal/decimal.ts';
import type { Result } from '../result.ts';
import type { InputSnapshots } from '../snapshot/method.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import { backTest, type BackTestResults } from './back-test.ts';
import {
	budgetBackTest,
	linesOfGrade,
	type BudgetBackTestContent,
	type BudgetBackTestResults
} from './budget-back-test.ts';
import { composed, type ElementCosts } from './composition.ts';
import { linkStandards, type LinkedStandards, type StandardDraft } from './draft.ts';
import type { ComparisonSnapshot } from './inputs.ts';
import { CURRENT_QUOTA_METHODS } from './rules/all-rules.ts';
import type { PricedRecipe } from './rules/build-up-price.ts';
import { includedMembers, ruleLabel } from './rules/quota-rule.ts';
import { expenditureMethod } from './shared-expenditure.ts';
import {
	QUOTA_RULES,
	type ExpenditureResults,
	type QuotaContent,
	type QuotaResults,
	type QuotaRule
} from './standard-snapshot.ts';

export type RuleValue = {
	readonly rule: QuotaRule;
	readonly label: string;
	/** Six decimals; null where the rule has no value (empty set, parameters not given). */
	readonly unrounded: string | null;
};

export type StandardsPreview = {
	readonly quota: Result<QuotaResults>;
	readonly expenditure: Result<ExpenditureResults>;
	/** What every rule would give on this set, for comparison beside the chosen one. */
	readonly rules: readonly RuleValue[];
	/** What the quota would mean for the projects of the set; null while there is no value. */
	readonly backTest: BackTestResults | null;
	/** What the expenditure standard would mean for a year's budgets; null without budgets or value. */
	readonly budgetBackTest: BudgetBackTestResults | null;
};

/** Percentile shown beside the other rules while none is chosen: the usual push for savings (DOMAIN §2.8). */
const USUAL_PERCENTILE = '40';

/**
 * What the three standards come to as drafted: the same methods that freeze them, so that what is seen while typing is
 * what is proposed. Runs in the browser and on the server.
 */
export function previewStandards(
	comparison: ComparisonSnapshot,
	hash: Hash,
	draft: StandardDraft,
	recipe?: PricedRecipe,
	budgets?: BudgetBackTestContent,
	elements?: ElementCosts
): StandardsPreview {
	const contents = linkStandards(draft, comparison.content.category);
	const inputs = quotaInputs(comparison, hash, draft, recipe);
	const quota = quotaResults(inputs, contents.quota, elements);
	const expenditure = expenditureResults(contents, quota);
	return {
		quota,
		expenditure,
		budgetBackTest: budgets && expenditure.ok ? onBudgets(contents, expenditure.value, budgets) : null,
		backTest: quota.ok ? backTestResults(inputs, contents.quota, quota.value) : null,
		rules: ruleValues(comparison, inputs, { ...contents.quota, parameters: draft.quota.parameters })
	};
}

function quotaInputs(
	comparison: ComparisonSnapshot,
	hash: Hash,
	draft: StandardDraft,
	recipe: PricedRecipe | undefined
): InputSnapshots {
	return [
		{ role: 'comparison', hash, snapshot: comparison },
		...(recipe ? [{ role: 'recipe', hash: draft.quota.buildUp?.hash ?? '', snapshot: recipe }] : [])
	];
}

/**
 * The breakdowns that a composition is read from stay on the server; what their elements come to is given instead, and
 * divided here as the method does.
 */
function quotaResults(
	inputs: InputSnapshots,
	content: QuotaContent,
	elements?: ElementCosts
): Result<QuotaResults> {
	const { composition, ...plain } = content;
	const given = composition === 'set';
	const method = CURRENT_QUOTA_METHODS[content.rule];
	// A quota method's results have this one type.
	const made = method.compute(inputs, given ? plain : content) as Result<QuotaResults>;
	return given && made.ok ? composed(made.value, content, elements ?? { costs: [], read: [] }) : made;
}

function backTestResults(
	inputs: InputSnapshots,
	content: QuotaContent,
	results: QuotaResults
): BackTestResults | null {
	const tested = backTest.compute(
		[...inputs, { role: 'quota', hash: '', snapshot: drafted(content, results) }],
		{
			title: content.title
		}
	);
	// Results of this method have this one type.
	return tested.ok ? (tested.value as BackTestResults) : null;
}

function onBudgets(
	contents: LinkedStandards,
	results: ExpenditureResults,
	budgets: BudgetBackTestContent
): BudgetBackTestResults | null {
	const snapshot: Snapshot = {
		kind: 'standard',
		schema: 1,
		method: expenditureMethod(contents.expenditure, contents.quota.form).id,
		inputs: [],
		content: contents.expenditure,
		results
	};
	const lines = linesOfGrade(budgets.lines, contents.service.grade);
	if (lines.length === 0) return null;
	const tested = budgetBackTest.compute([{ role: 'expenditure', hash: '', snapshot }], { ...budgets, lines });
	// Results of this method have this one type.
	return tested.ok ? (tested.value as BudgetBackTestResults) : null;
}

/** Not frozen yet, so it has no hash; computing reads values, never hashes. */
function drafted(content: QuotaContent, results: QuotaResults): Snapshot {
	const method = CURRENT_QUOTA_METHODS[content.rule].id;
	return { kind: 'standard', schema: 1, method, inputs: [], content, results };
}

function expenditureResults(
	contents: LinkedStandards,
	quota: Result<QuotaResults>
): Result<ExpenditureResults> {
	if (!quota.ok) return quota;
	return expenditureMethod(contents.expenditure, contents.quota.form).compute(
		[{ role: 'quota', hash: '', snapshot: drafted(contents.quota, quota.value) }],
		contents.expenditure
	) as Result<ExpenditureResults>;
}

function ruleValues(
	comparison: ComparisonSnapshot,
	inputs: InputSnapshots,
	content: QuotaContent
): readonly RuleValue[] {
	// The names are exactly the keys of QUOTA_RULES.
	return (Object.keys(QUOTA_RULES) as QuotaRule[]).map((rule) => {
		const ruled = underRule(rule, comparison, content);
		const results = quotaResults(inputs, ruled);
		return {
			rule,
			label: ruleLabel(rule, ruled.parameters),
			unrounded: results.ok ? results.value.unrounded : null
		};
	});
}

function underRule(rule: QuotaRule, comparison: ComparisonSnapshot, content: QuotaContent): QuotaContent {
	const { composition: _, ...plain } = content;
	return { ...plain, rule, parameters: { ...usualParameters(rule, comparison), ...content.parameters } };
}

/** The quota of a draft under a rule that need not be the chosen one, as the list of rules shows it. */
export function quotaByRule(
	rule: QuotaRule,
	comparison: ComparisonSnapshot,
	hash: Hash,
	draft: StandardDraft,
	recipe?: PricedRecipe
): { readonly content: QuotaContent; readonly results: Result<QuotaResults> } {
	const { quota } = linkStandards(draft, comparison.content.category);
	const content = underRule(rule, comparison, { ...quota, parameters: draft.quota.parameters });
	return { content, results: quotaResults(quotaInputs(comparison, hash, draft, recipe), content) };
}

/** What is taken while nobody has said otherwise, so that every rule shows what it would give. */
function usualParameters(
	rule: QuotaRule,
	{ content, results }: ComparisonSnapshot
): QuotaContent['parameters'] {
	if (rule === 'percentile') return { percentile: USUAL_PERCENTILE };
	if (rule !== 'regression') return {};
	const outputs = includedMembers(content.members, results.members).map(({ member }) => dec(member.output));
	if (outputs.length === 0) return {};
	return { model: 'log', reference: toText(quantile(sorted(outputs), dec('0.5'))) };
}
