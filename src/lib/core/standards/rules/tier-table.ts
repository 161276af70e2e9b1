import { compare, dec, toText, type Decimal } from '../../decimal/decimal.ts';
import { problem } from '../../problem.ts';
import { unitById } from '../../quantity/units.ts';
import { ok, refuse, type Result } from '../../result.ts';
import type { Json } from '../../snapshot/canonical.ts';
import type { InputSnapshots, Method } from '../../snapshot/method.ts';
import { withComposition } from '../composition.ts';
import { comparisonOf, type ComparisonSnapshot } from '../inputs.ts';
import { readParameter } from '../parameter.ts';
import {
	QUOTA_RULES,
	type QuotaContent,
	type QuotaResults,
	type QuotaTier,
	type TierStatistic,
	type Verdict
} from '../standard-snapshot.ts';
import { subSample } from '../sub-sample.ts';
import { tierAt, tierWords, type Span } from '../tiers.ts';
import { VERDICTS, worstVerdict } from '../verdict.ts';
import { averageAdvancedQuota } from './average-advanced.ts';
import { explainTierTable } from './explain-tier-table.ts';
import { meanQuota } from './mean.ts';
import { medianQuota } from './median.ts';
import { includedMembers, quotaMethodId } from './quota-rule.ts';
import { volumeWeightedQuota } from './volume-weighted.ts';

/** More break points than a table of a budget document has rows. */
const MOST_BREAKS = 19;

/** Each tier is derived by the very method that would derive it if its part of the sample were the whole. */
const TIER_METHODS: { readonly [S in TierStatistic]: Method } = {
	median: medianQuota,
	mean: meanQuota,
	'volume-weighted': volumeWeightedQuota,
	'average-advanced': averageAdvancedQuota
};

export const TIER_STATISTICS = Object.keys(TIER_METHODS) as readonly TierStatistic[];

/**
 * 分档测算: the sample is cut by scale (产出规模) at stated break points and every tier gets a value, a number of samples and
 * a verdict of its own. One chain of break points makes the tiers, so they can neither overlap nor leave a gap; and the
 * table as a whole allows no more than its weakest tier, so no tier is ever without a value.
 */
export const tierTableQuota: Method = {
	id: quotaMethodId('tier-table'),
	kind: 'standard',
	words: '按产出规模把样本分档，每档分别测算、分别给出样本数和结论；各档首尾相接，不重叠、不留空档。',
	source: '成本定额测算常用口径：分类分档',
	compute: deriveTiers,
	explain: explainTierTable
};

function deriveTiers(inputs: InputSnapshots, json: Json): Result<Json> {
	const comparison = comparisonOf(inputs);
	// The content of a quota snapshot has this one type (schema 1); only this product writes it.
	const content = json as QuotaContent;
	const statistic = content.parameters.statistic;
	const breaks = readBreaks(content.parameters.breaks ?? []);
	if (!breaks.ok) return breaks;
	if (breaks.value.length === 0 || !statistic)
		return refuse(
			problem('standard/rule-incomplete', {
				rule: QUOTA_RULES['tier-table'],
				missing: '分界点和每档的测算方法'
			})
		);
	const tiers: { readonly tier: QuotaTier; readonly results: QuotaResults }[] = [];
	const { composition: _, ...plain } = content;
	for (const span of spansOf(breaks.value)) {
		const own = membersIn(comparison, span);
		const part = inputs.map((input) =>
			input.role === 'comparison'
				? { ...input, snapshot: subSample(comparison, (i) => own.includes(i)) }
				: input
		);
		const made = TIER_METHODS[statistic].compute(part, { ...plain, rule: statistic });
		if (!made.ok) return made;
		// A quota method's results have this one type.
		const results = made.value as QuotaResults;
		tiers.push({ tier: tierOf(span, own, comparison, results), results });
	}
	const table = tableOf(comparison, tiers);
	const main = tiers[table.mainTier ?? -1]?.tier.members ?? [];
	// The value of a table is that of its main tier, and so are the elements it is made of.
	return withComposition(
		inputs,
		content,
		table,
		subSample(comparison, (i) => main.includes(i))
	);
}

function readBreaks(texts: readonly string[]): Result<readonly Decimal[]> {
	const breaks: Decimal[] = [];
	if (texts.length > MOST_BREAKS) return refuse(badBreaks(`分界点最多 ${MOST_BREAKS} 个`));
	for (const [i, text] of texts.entries()) {
		const at = readParameter(`第 ${i + 1} 个分界点`, text, { from: dec(0), words: '大于 0 的产出规模' });
		if (!at.ok) return at;
		const before = breaks.at(-1) ?? dec(0);
		if (compare(at.value, before) <= 0)
			return refuse(
				badBreaks(
					`第 ${i + 1} 个分界点 ${toText(at.value)} 不大于前一个 ${toText(before)}，两档会重叠或空出一段`
				)
			);
		breaks.push(at.value);
	}
	return ok(breaks);
}

function badBreaks(detail: string) {
	return problem('standard/breaks-broken', { detail });
}

function spansOf(breaks: readonly Decimal[]): readonly Span[] {
	const bounds = [dec(0), ...breaks].map(toText);
	return bounds.map((from, i) => ({ from, to: bounds[i + 1] ?? null }));
}

function membersIn({ content, results }: ComparisonSnapshot, span: Span): readonly number[] {
	return includedMembers(content.members, results.members)
		.filter(({ member }) => tierAt([span], dec(member.output)) === 0)
		.map(({ index }) => index);
}

function tierOf(
	span: Span,
	members: readonly number[],
	{ results }: ComparisonSnapshot,
	{ value, unrounded, low, high, verdict }: QuotaResults
): QuotaTier {
	const projects = new Set(members.map((i) => results.members[i]?.project)).size;
	return { ...span, n: members.length, projects, value, unrounded, low, high, members, verdict };
}

/** The results of the tier with most samples stand for the whole; its verdict is that of the weakest. */
function tableOf(
	comparison: ComparisonSnapshot,
	made: readonly { readonly tier: QuotaTier; readonly results: QuotaResults }[]
): QuotaResults {
	const tiers = made.map(({ tier }) => tier);
	const most = Math.max(...tiers.map(({ n }) => n));
	const mainTier = tiers.findIndex(({ n }) => n === most);
	const main = made[mainTier];
	if (!main) throw new Error('A table of tiers has a main tier');
	const verdict = verdictOf(tiers, unitById(comparison.content.unit).name);
	const allowed = verdict.kind === 'standard' || verdict.kind === 'trial';
	const { results } = main;
	return {
		...results,
		value: allowed ? results.value : null,
		low: allowed ? results.low : null,
		high: allowed ? results.high : null,
		read: main.tier.members.map((i) => `/results/members/${i}/comparable`),
		verdict,
		tiers,
		mainTier
	};
}

function verdictOf(tiers: readonly QuotaTier[], unit: string): Verdict {
	const kind = worstVerdict(tiers.map(({ verdict }) => verdict.kind));
	const own = tiers.map(
		(tier) => `${tierWords(tier, unit)}：${VERDICTS[tier.verdict.kind]}。${tier.verdict.reasons.join('')}`
	);
	const weak = tiers.filter(({ verdict }) => verdict.kind === 'control-figure' || verdict.kind === 'not-yet');
	const cure =
		weak.length === 0
			? []
			: [
					`${weak.map((tier) => `“${tierWords(tier, unit)}”`).join('、')}不能成标准，分档表会有空档；应与相邻档合并，或补充该档样本。`
				];
	return { kind, reasons: [...own, ...cure] };
}
