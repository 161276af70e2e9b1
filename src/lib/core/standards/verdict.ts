import { compare, dec, toFixedText, toText, type Decimal } from '../decimal/decimal.ts';
import type { QuotaContent, Verdict } from './standard-snapshot.ts';

/** What the verdict is judged from: the derivation rule with its evidence, and the set it was applied to. */
export interface Evidence {
	readonly content: Pick<QuotaContent, 'rule' | 'parameters' | 'crossCheck'>;
	/** Included cost units, and the distinct projects they come from. */
	readonly n: number;
	readonly projects: number;
	/** Coefficient of variation (离散系数, CV) of the included members; null when n < 2. */
	readonly variation: Decimal | null;
	/** Price year of the youngest included member; null when none is included. */
	readonly newestPriceYear: number | null;
	readonly targetYear: number;
	/** The value as it would be published; null when there is none to publish. */
	readonly value: Decimal | null;
	/** What the rule itself and its cross-check add. */
	readonly ruleReasons?: readonly Reason[];
	/** What the origin of the sample adds, where the value stands on the sample. */
	readonly originReasons?: readonly Reason[];
	/** Whether a build-up (定额测算) stands beside the sample as its cross-check. */
	readonly builtUp?: boolean;
}

type Kind = Verdict['kind'];
export type Reason = { readonly allows: Kind; readonly text: string };

/** 标准 / 仅可试行 / 分项成本控制数 / 暂不成标准, from best to worst. */
export const VERDICTS: { readonly [K in Kind]: string } = {
	standard: '可以作为标准',
	trial: '仅可试行',
	'control-figure': '可设分项成本控制数',
	'not-yet': '暂不成标准'
};

const ORDER: readonly Kind[] = ['standard', 'trial', 'control-figure', 'not-yet'];
const WIDEST_VARIATION = dec('0.30');
const OLDEST_YEARS = 3;

/**
 * Judges what a sample allows (DOMAIN §2.8, recommended sample sizes): each reason allows something, and the least of
 * them holds. A value that a higher document sets stands whatever the sample says; the sample then only cross-checks it.
 */
export function judge(evidence: Evidence): Verdict {
	const reasons = [...groundReasons(evidence), ...(evidence.ruleReasons ?? []), ...valueReasons(evidence)];
	const worst = Math.max(...reasons.map((reason) => ORDER.indexOf(reason.allows)));
	return { kind: ORDER[worst] ?? 'not-yet', reasons: reasons.map((reason) => reason.text) };
}

/** The least that any of several parts allows. */
export function worstVerdict(kinds: readonly Kind[]): Kind {
	return ORDER[Math.max(0, ...kinds.map((kind) => ORDER.indexOf(kind)))] ?? 'not-yet';
}

/** What the value stands on: a document, a build-up or quotes of its own, else the sample with its size, spread and age. */
function groundReasons(evidence: Evidence): readonly Reason[] {
	const { rule } = evidence.content;
	if (rule === 'policy-fixed') return [policyReason(evidence)];
	if (rule === 'engineering' || rule === 'market') return ownGroundReasons(evidence);
	return [
		sizeReason(evidence),
		...variationReasons(evidence),
		...ageReasons(evidence),
		...(evidence.originReasons ?? [])
	];
}

/** Neither needs a sample, but without the build-up or the quotes there is nothing at all. */
function ownGroundReasons({ content, value }: Evidence): readonly Reason[] {
	if (value !== null) return [];
	const missing = content.rule === 'market' ? '市场报价' : '定额测算';
	return [{ allows: 'not-yet', text: `没有${missing}，没有数据可供测算，暂不成标准。` }];
}

function policyReason({ content, n, projects }: Evidence): Reason {
	const check = n === 0 ? '没有可供复核的比对样本' : `比对样本 ${n} 个（来自 ${projects} 个项目）只用于复核`;
	return {
		allows: 'standard',
		text: `标准值由《${content.parameters.document ?? ''}》规定，不受样本数量限制，可以作为标准；${check}。`
	};
}

function sizeReason({ n, projects, content, builtUp }: Evidence): Reason {
	const size = Math.min(n, projects);
	const sample =
		projects < n
			? `纳入比对的成本单元 ${n} 个，只来自 ${projects} 个项目（同一项目的几个单元只算一个样本），按 ${size} 个样本计`
			: `纳入比对的样本 ${size} 个，来自 ${projects} 个项目`;
	if (size === 0)
		return { allows: 'not-yet', text: '没有纳入比对的成本单元，没有数据可供测算，暂不成标准。' };
	if (size <= 2)
		return {
			allows: 'control-figure',
			text: `${sample}，少于 3 个，不足以统计出标准，不作为标准印发；可据此设定分项成本控制数。`
		};
	if (size <= 4) return { allows: 'trial', text: `${sample}，在 3 至 4 个之间，仅可试行。` };
	if (size >= 8) return { allows: 'standard', text: `${sample}，达到 8 个的要求，可以作为标准。` };
	return content.crossCheck.trim() === '' && builtUp !== true
		? {
				allows: 'trial',
				text: `${sample}，在 5 至 7 个之间，尚未做定额测算或市场询价复核，仅可试行；补做复核后可以作为标准。`
			}
		: { allows: 'standard', text: `${sample}，在 5 至 7 个之间，已有定额测算或市场询价复核，可以作为标准。` };
}

function variationReasons({ variation }: Evidence): Reason[] {
	if (!variation) return [];
	const shown = toFixedText(variation, 2);
	if (compare(variation, WIDEST_VARIATION) <= 0)
		return [{ allows: 'standard', text: `离散系数为 ${shown}，不超过 0.30，同类项目的成本水平比较集中。` }];
	// 0.304 must not read "0.30, above 0.30".
	const exact = shown === '0.30' ? toText(variation) : shown;
	return [
		{
			allows: 'not-yet',
			text: `离散系数为 ${exact}，超过 0.30，同类项目之间差异过大，暂不成标准；应先拆分类别或补充调整因素。`
		}
	];
}

function ageReasons({ newestPriceYear, targetYear }: Evidence): Reason[] {
	if (newestPriceYear === null) return [];
	const years = targetYear - newestPriceYear;
	if (years <= OLDEST_YEARS) return [];
	return [
		{
			allows: 'trial',
			text: `样本中最新的价格年度是 ${newestPriceYear} 年，比目标年度 ${targetYear} 年早 ${years} 年，超过 ${OLDEST_YEARS} 年，数据偏旧，最多只可试行。`
		}
	];
}

function valueReasons({ value }: Evidence): Reason[] {
	if (value === null || value.coefficient > 0n) return [];
	return [
		{
			allows: 'not-yet',
			text: `测算值按保留位数取整后为 ${toText(value)} 元，不是正数，暂不成标准；请核对比对样本和保留位数。`
		}
	];
}
