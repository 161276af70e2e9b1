import type { Hash } from '../address/value-ref.ts';
import type { Result } from '../result.ts';
import type { InputSnapshots } from '../snapshot/method.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import { linkStandards, type LinkedStandards, type StandardDraft } from './draft.ts';
import { expenditureStandard } from './expenditure.ts';
import type { ComparisonSnapshot } from './inputs.ts';
import { CURRENT_QUOTA_METHODS } from './rules/all-rules.ts';
import { ruleLabel } from './rules/quota-rule.ts';
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
	draft: StandardDraft
): StandardsPreview {
	const contents = linkStandards(draft, comparison.content.category);
	const quota = quotaResults([{ role: 'comparison', hash, snapshot: comparison }], contents.quota);
	return {
		quota,
		expenditure: expenditureResults(contents, quota),
		rules: ruleValues(comparison, hash, contents.quota)
	};
}

function quotaResults(inputs: InputSnapshots, content: QuotaContent): Result<QuotaResults> {
	// A quota method's results have this one type.
	return CURRENT_QUOTA_METHODS[content.rule].compute(inputs, content) as Result<QuotaResults>;
}

function expenditureResults(
	contents: LinkedStandards,
	quota: Result<QuotaResults>
): Result<ExpenditureResults> {
	if (!quota.ok) return quota;
	const method = CURRENT_QUOTA_METHODS[contents.quota.rule].id;
	const snapshot: Snapshot = {
		kind: 'standard',
		schema: 1,
		method,
		inputs: [],
		content: contents.quota,
		results: quota.value
	};
	// Not frozen yet, so it has no hash; computing reads values, never hashes.
	return expenditureStandard.compute(
		[{ role: 'quota', hash: '', snapshot }],
		contents.expenditure
	) as Result<ExpenditureResults>;
}

function ruleValues(comparison: ComparisonSnapshot, hash: Hash, content: QuotaContent): readonly RuleValue[] {
	const inputs: InputSnapshots = [{ role: 'comparison', hash, snapshot: comparison }];
	// The names are exactly the keys of QUOTA_RULES.
	return (Object.keys(QUOTA_RULES) as QuotaRule[]).map((rule) => {
		const parameters =
			rule === 'percentile'
				? { percentile: content.parameters.percentile ?? USUAL_PERCENTILE }
				: content.parameters;
		const results = quotaResults(inputs, { ...content, rule, parameters });
		return {
			rule,
			label: ruleLabel(rule, parameters),
			unrounded: results.ok ? results.value.unrounded : null
		};
	});
}
