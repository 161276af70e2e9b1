import { YUAN } from '../../comparison/currency.ts';
import type { ComparisonResults, SetStatistics } from '../../comparison/comparison-snapshot.ts';
import { dec, round, toText, type Decimal } from '../../decimal/decimal.ts';
import { unitById } from '../../quantity/units.ts';
import { ok, type Result } from '../../result.ts';
import type { Json } from '../../snapshot/canonical.ts';
import type { InputSnapshots, Method } from '../../snapshot/method.ts';
import { withComposition } from '../composition.ts';
import { comparisonOf, type ComparisonSnapshot } from '../inputs.ts';
import {
	QUOTA_RULES,
	type QuotaContent,
	type QuotaResults,
	type QuotaRule,
	type RegressionResults
} from '../standard-snapshot.ts';
import { moneyReasons, originReasons } from '../sample-evidence.ts';
import { judge, type Reason } from '../verdict.ts';
import { buildUpPrice, type BuildUpPrice } from './build-up-price.ts';
import { crossCheck } from './cross-check.ts';
import { explainQuota } from './explain-quota.ts';

/** What a rule takes from a set: a value, and where it was read. */
export interface Reading {
	readonly value: Decimal;
	/** Pointers into the comparison. */
	readonly read: readonly string[];
	/** What the rule adds to the verdict. */
	readonly reasons?: readonly Reason[];
	/** Spread that counts instead of the set's own, where the rule explains part of it. */
	readonly variation?: Decimal | null;
	readonly regression?: RegressionResults;
}

export interface QuotaRuleDefinition {
	readonly rule: QuotaRule;
	readonly version: number;
	readonly words: string;
	readonly source: string;
	/** The unrounded value; null where the set is empty. `content` carries the rule's own parameters. */
	read(
		comparison: ComparisonSnapshot,
		content: QuotaContent,
		buildUp: BuildUpPrice | null
	): Result<Reading | null>;
}

/** Makes the versioned method of a rule: read the set, round as stored, judge what the sample allows. */
export function quotaMethod(definition: QuotaRuleDefinition): Method {
	return {
		id: quotaMethodId(definition.rule, definition.version),
		kind: 'standard',
		words: definition.words,
		source: definition.source,
		compute: (inputs, content) => derive(definition, inputs, content),
		explain: explainQuota
	};
}

export function quotaMethodId(rule: QuotaRule, version = 1): string {
	return `cost-quota/${rule}@${version}`;
}

/** A rule that takes one statistic of the included members as it stands. */
export function statisticReading(
	comparison: ComparisonSnapshot,
	name: keyof SetStatistics
): Result<Reading | null> {
	const value = comparison.results.included?.[name];
	if (value === undefined || value === null) return ok(null);
	return ok({ value: dec(value), read: [`/results/included/${name}`] });
}

function derive(definition: QuotaRuleDefinition, inputs: InputSnapshots, json: Json): Result<Json> {
	const comparison = comparisonOf(inputs);
	// The content of a quota snapshot has this one type (schema 1); only this product writes it.
	const content = json as QuotaContent;
	const buildUp = buildUpPrice(inputs, content, comparison.content.unit);
	if (!buildUp.ok) return buildUp;
	const reading = definition.read(comparison, content, buildUp.value);
	if (!reading.ok) return reading;
	const made = results(comparison, content, reading.value, buildUp.value);
	return withComposition(inputs, content, made, comparison) satisfies Result<Json>;
}

function results(
	comparison: ComparisonSnapshot,
	content: QuotaContent,
	reading: Reading | null,
	buildUp: BuildUpPrice | null
): QuotaResults {
	const { included } = comparison.results;
	const { places, mode } = content.rounding;
	const published = reading && round(reading.value, places, mode);
	const check = reading && crossCheck(content.rule, reading.value, included, buildUp);
	const ownVariation = included?.variation ? dec(included.variation) : null;
	const verdict = judge({
		content,
		n: included?.n ?? 0,
		projects: included?.projects ?? 0,
		variation: reading?.variation === undefined ? ownVariation : reading.variation,
		originReasons: originReasons(comparison),
		ruleReasons: [...(reading?.reasons ?? []), ...(check ? [check.reason] : []), ...moneyReasons(comparison)],
		builtUp: buildUp !== null,
		newestPriceYear: newestPriceYear(comparison),
		targetYear: comparison.content.targetYear,
		value: published
	});
	const allowed = published !== null && (verdict.kind === 'standard' || verdict.kind === 'trial');
	const ranged = allowed && content.form === 'range' && included !== null;
	return {
		value: allowed ? toText(published) : null,
		unrounded: reading && toText(reading.value),
		low: ranged ? toText(round(dec(included.q1), places, mode)) : null,
		high: ranged ? toText(round(dec(included.q3), places, mode)) : null,
		unit: quotaRate(comparison.content),
		unitId: comparison.content.unit,
		priceYear: comparison.content.targetYear,
		category: comparison.content.category,
		read: reading?.read ?? [],
		verdict,
		...(reading?.regression ? { regression: reading.regression } : {}),
		...(check ? { crossCheck: check.results } : {})
	};
}

/** "元/平方米·年"; in other money where the set was not converted. */
function quotaRate({ unit, currency }: ComparisonSnapshot['content']): string {
	return `${currency ?? YUAN}/${unitById(unit).name}·${unitById('year').name}`;
}

function newestPriceYear({ content, results }: ComparisonSnapshot): number | null {
	const years = includedMembers(content.members, results.members).map(({ member }) => member.priceYear);
	return years.length === 0 ? null : Math.max(...years);
}

/** Included members with their place in the results, which is their place in the content. */
export function includedMembers(
	chosen: ComparisonSnapshot['content']['members'],
	members: ComparisonResults['members']
): readonly { readonly index: number; readonly member: ComparisonResults['members'][number] }[] {
	return members
		.map((member, index) => ({ index, member }))
		.filter(({ index }) => chosen[index]?.included === true);
}

/** "平均先进水平" with its parameter where it has one: "分位数 P40", "政策规定". */
export function ruleLabel(rule: QuotaRule, parameters: QuotaContent['parameters']): string {
	return rule === 'percentile' ? `${QUOTA_RULES[rule]} P${parameters.percentile ?? ''}` : QUOTA_RULES[rule];
}
