import {
	compare,
	dec,
	divide,
	isNegative,
	isZero,
	maximum,
	minimum,
	multiply,
	subtract,
	toText,
	type Decimal
} from '../decimal/decimal.ts';
import { fen, fenFromYuan, formatFen, sumFen, ZERO_FEN } from '../money/fen.ts';
import { problem } from '../problem.ts';
import { ok, refuse, type Result } from '../result.ts';
import type { Json } from '../snapshot/canonical.ts';
import type { InputSnapshots, Method } from '../snapshot/method.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import { explainBackTest } from './explain-back-test.ts';
import { comparisonOf, inputOf, type ComparisonSnapshot } from './inputs.ts';
import { CURRENT_QUOTA_METHODS } from './rules/all-rules.ts';
import type { QuotaContent, QuotaResults, QuotaRule } from './standard-snapshot.ts';
import { subSample } from './sub-sample.ts';
import { tierAt } from './tiers.ts';
import { VERDICTS } from './verdict.ts';

/** 回测: a quota held against the projects it was compared with. Inputs: roles "comparison", "quota". */
export type BackTestContent = { readonly title: string };
export type BackTestResults = {
	readonly projects: readonly {
		readonly label: string;
		/** Index in the comparison. */
		readonly member: number;
		readonly included: boolean;
		/** 元 per unit and year, comparable. */
		readonly cost: string;
		/** 分 a year above the quota; "0" where it is not. */
		readonly over: string;
		/** Part of its own cost that would be cut, in %, two decimals. */
		readonly cut: string;
	}[];
	readonly above: number;
	readonly hard: number;
	/** Σ over, 分 a year. */
	readonly effect: string;
	/** Smallest and largest value when any one member is left out; null where the value does not come from a sample. */
	readonly lowest: string | null;
	readonly highest: string | null;
	readonly words: string;
};

/** Cut by more than this, in % of its own cost, a project is named. */
const HARD_CUT = dec(10);
const PERCENT = dec(100);

/** These take their value from a document, the market or a build-up: leaving out a member changes nothing. */
const SAMPLE_FREE: readonly QuotaRule[] = ['policy-fixed', 'market', 'engineering'];

/** 回测 (DOMAIN §2.8): how many projects lie above the quota, with how much money, who is hit hard, how firm the value is. */
export const backTest: Method = {
	id: 'standard/back-test@1',
	kind: 'budget-check',
	words:
		'把成本定额套回参与比对的各个项目：超出的部分 =（可比单位成本 − 定额）× 产出；逐个去掉样本，看定额的变动范围。',
	source: '成本定额测算常用口径：以上年项目回测',
	compute: computeBackTest,
	explain: explainBackTest
};

function computeBackTest(inputs: InputSnapshots): Result<Json> {
	const comparison = comparisonOf(inputs);
	// The role "quota" only ever names a snapshot of a quota method.
	const quota = inputOf(inputs, 'quota').snapshot as Snapshot<QuotaContent, QuotaResults>;
	const { value, verdict } = quota.results;
	if (value === null) return refuse(problem('standard/no-quota-value', { verdict: VERDICTS[verdict.kind] }));
	const projects: BackTestResults['projects'][number][] = [];
	let effect = ZERO_FEN;
	for (const [member, { label, comparable, output }] of comparison.results.members.entries()) {
		const included = comparison.content.members[member]?.included === true;
		const cost = dec(comparable);
		const above = subtract(cost, dec(valueFor(quota.results, dec(output)) ?? value));
		const over = isNegative(above) ? ok(ZERO_FEN) : fenFromYuan(multiply(above, dec(output)), 'half-up');
		if (!over.ok) return over;
		const cut =
			isNegative(above) || isZero(cost) ? dec(0) : divide(multiply(above, PERCENT), cost, 'half-up', 2);
		projects.push({ label, member, included, cost: comparable, over: String(over.value), cut: toText(cut) });
		effect = sumFen([effect, over.value]);
	}
	const range = leaveOneOut(comparison, quota);
	const facts = {
		projects,
		above: projects.filter(({ over }) => over !== '0').length,
		hard: projects.filter(({ cut }) => compare(dec(cut), HARD_CUT) > 0).length,
		effect: String(effect),
		lowest: range && toText(range.lowest),
		highest: range && toText(range.highest)
	};
	return ok({ ...facts, words: backTestWords(facts, quota.results) } satisfies BackTestResults);
}

/** The quota that holds for a scale: of its tier where there are tiers. */
function valueFor({ value, tiers }: QuotaResults, scale: Decimal): string | null {
	return tiers ? (tiers[tierAt(tiers, scale)]?.value ?? null) : value;
}

/** The unrounded value with each included member left out in turn, by the same method. */
function leaveOneOut(
	comparison: ComparisonSnapshot,
	quota: Snapshot<QuotaContent, QuotaResults>
): { readonly lowest: Decimal; readonly highest: Decimal } | null {
	if (SAMPLE_FREE.includes(quota.content.rule)) return null;
	const method = CURRENT_QUOTA_METHODS[quota.content.rule];
	// A build-up beside the sample checks the value and a composition divides it; neither moves it.
	const { buildUp: _, composition: __, ...content } = quota.content;
	const { tiers, mainTier = 0 } = quota.results;
	// Of a table of tiers the main one is tested: leaving out a member of another tier says nothing about it.
	const tested = tiers?.[mainTier]?.members;
	const values = comparison.content.members.flatMap(({ included }, member) => {
		if (!included || (tested && !tested.includes(member))) return [];
		const snapshot = subSample(comparison, (other) => other !== member);
		const made = method.compute(
			[{ role: 'comparison', hash: '', snapshot }],
			content
		) as Result<QuotaResults>;
		const results = made.ok ? (made.value.tiers?.[mainTier] ?? made.value) : null;
		return results && results.unrounded !== null ? [dec(results.unrounded)] : [];
	});
	const [first, ...rest] = values;
	return first ? { lowest: rest.reduce(minimum, first), highest: rest.reduce(maximum, first) } : null;
}

function backTestWords(facts: Omit<BackTestResults, 'words'>, { value, unit, tiers }: QuotaResults): string {
	const { projects, above, hard, effect, lowest, highest } = facts;
	const named = projects.filter(({ cut }) => compare(dec(cut), HARD_CUT) > 0).map(({ label }) => label);
	const who =
		hard === 0 ? '没有项目被压减 10% 以上' : `其中 ${hard} 个将被压减 10% 以上：${named.join('、')}`;
	const firm =
		lowest === null || highest === null
			? '数值不取自样本，不受个别样本影响。'
			: `逐个去掉样本后，测算值在 ${lowest} 至 ${highest} 元之间。`;
	const by = tiers ? `按 ${tiers.length} 档定额` : `按定额 ${value ?? ''} ${unit} `;
	return `${by}回测 ${projects.length} 个项目，${above} 个超过定额，每年合计超出 ${formatFen(fen(Number(effect)))} 元；${who}。${firm}`;
}
