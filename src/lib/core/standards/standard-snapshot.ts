import type { CostElement } from '../costing/line.ts';

/** The three standards (三个标准), linked: service → quota → expenditure. Each is one `standard` snapshot, schema 1. */
export type StandardKind = 'service' | 'quota' | 'expenditure';

export const STANDARD_KINDS: { readonly [K in StandardKind]: string } = {
	service: '公共服务标准',
	quota: '成本定额标准',
	expenditure: '财政支出标准'
};

/** 公共服务标准: what service, at what grade; no money in it. No inputs; method `standard/service@1`. */
export type ServiceContent = {
	readonly standard: 'service';
	readonly code: string;
	readonly title: string;
	readonly category: string;
	readonly grade: string;
	readonly items: readonly {
		readonly item: string;
		readonly frequency: string;
		readonly quality: string;
		readonly check: string;
		readonly basis: string;
	}[];
};
export type ServiceResults = { readonly items: number };

/** Rules by which a quota is derived from a set, DOMAIN §2.8. Each is the method `cost-quota/<rule>@1`. */
export const QUOTA_RULES = {
	median: '中位数',
	percentile: '分位数',
	mean: '简单平均',
	'volume-weighted': '加权平均（总成本/总产出）',
	'average-advanced': '平均先进水平',
	best: '最优值（标杆）',
	'advanced-middle': '平均先进（第二式）',
	'least-cost': '最低成本（同等服务）',
	regression: '回归测算',
	engineering: '定额测算',
	market: '市场询价',
	'policy-fixed': '政策规定',
	'tier-table': '分档测算'
} as const;
export type QuotaRule = keyof typeof QUOTA_RULES;

/** 成本定额标准: necessary cost of one unit. Inputs: role "comparison", role "service". Method `cost-quota/<rule>@1`. */
export type QuotaContent = {
	readonly standard: 'quota';
	readonly code: string;
	readonly title: string;
	readonly rule: QuotaRule;
	readonly parameters: {
		/** 0–100, only for `percentile`. */
		readonly percentile?: string;
		/** Only for `policy-fixed`: the value a higher rule sets, and the document that sets it. */
		readonly value?: string;
		readonly document?: string;
		/** Only for `least-cost`: why that provider's service is the same. */
		readonly reason?: string;
		/** Only for `regression`: u = a + b·Q, or ln u = a + b·ln Q, read at a reference output Q. */
		readonly model?: 'linear' | 'log';
		readonly reference?: string;
		/** Only for `market`: prices asked of the market, 元 per unit and year, and what is taken of them. */
		readonly quotes?: readonly MarketQuote[];
		readonly take?: 'mean' | 'lowest';
		/** Only for `tier-table`: where one tier of scale (产出规模) ends and the next begins, ascending, and what each tier takes. */
		readonly breaks?: readonly string[];
		readonly statistic?: TierStatistic;
	};
	/**
	 * A build-up (定额测算): the value itself for `engineering`, a cross-check for the rules that read a sample. The snapshot
	 * is the input with the role "recipe"; omitted where there is none.
	 */
	readonly buildUp?: BuildUpUse;
	/** One value, the range Q1…Q3 of the set around it, or a value that is not undercut (下限) or not exceeded (上限). */
	readonly form: QuotaForm;
	/** What the composition by element is read from; omitted where the quota states none. */
	readonly composition?: CompositionSource;
	readonly rounding: { readonly places: number; readonly mode: 'half-up' | 'half-even' };
	/** Engineering or market cross-check (定额测算/市场询价复核); "" when not done. */
	readonly crossCheck: string;
	readonly note: string;
};
export const QUOTA_FORMS = {
	point: '一个数值',
	range: '数值和区间（Q1—Q3）',
	floor: '下限（不低于）',
	ceiling: '上限（不高于）'
} as const;
export type QuotaForm = keyof typeof QUOTA_FORMS;

/** The elements of the members' own costs (inputs "analysis"), or the groups and rates of the build-up (input "recipe"). */
export type CompositionSource = 'set' | 'build-up';

/** One element of a quota (费用构成): 元 per unit and year, and its part in %, both adding up to the quota exactly. */
export type QuotaElement = {
	readonly element: CostElement | 'none';
	readonly value: string;
	readonly share: string;
};

/** What each tier takes of its own part of the sample. */
export type TierStatistic = 'median' | 'mean' | 'volume-weighted' | 'average-advanced';

export type MarketQuote = { readonly source: string; readonly date: string; readonly price: string };

export type BuildUpUse = {
	readonly code: string;
	readonly name: string;
	readonly version: number;
	/** Times one unit is served in a year: the build-up prices one. */
	readonly times: string;
	/** The recipe's snapshot; only in drafts, a frozen quota names it among its inputs. */
	readonly hash?: string;
};

/** A line through a sample; doubles rounded to 12 significant digits, so that every machine keeps the same. */
export type RegressionResults = {
	readonly intercept: string;
	readonly slope: string;
	readonly slopeError: string;
	/** Null where all values are equal and there is nothing to explain. */
	readonly rSquared: string | null;
	readonly n: number;
	readonly residualDeviation: string;
};

/** The value held against a build-up, or against the sample where the value is the build-up or the market's. */
export type CrossCheckResults = {
	readonly other: string;
	/** (other − value) ÷ value, in %, two decimals. */
	readonly percent: string;
};

export type QuotaResults = {
	/** 元 per unit and year, rounded by the stored rule; the unrounded value beside it. Null when the verdict allows none. */
	readonly value: string | null;
	readonly unrounded: string | null;
	readonly low: string | null;
	readonly high: string | null;
	/** "元/平方米·年" and the price year, carried from the comparison. */
	readonly unit: string;
	readonly unitId: string;
	readonly priceYear: number;
	readonly category: string;
	/** Pointers into the comparison the value was read from or, where a higher rule set it, is held against. */
	readonly read: readonly string[];
	readonly verdict: Verdict;
	readonly regression?: RegressionResults;
	readonly crossCheck?: CrossCheckResults;
	/**
	 * Tiers of scale (分档) from zero up without gap or overlap; the values above are those of the main tier, the one with
	 * most samples. Omitted where one value holds for every scale.
	 */
	readonly tiers?: readonly QuotaTier[];
	readonly mainTier?: number;
	/** Composition of the value by element, in the order of the elements; omitted where the quota states none. */
	readonly composition?: readonly QuotaElement[];
	/** Pointers into the comparison the composition was weighed by; omitted where it is that of the build-up. */
	readonly composed?: readonly string[];
};

/** One tier of a quota: scale from (included) to (excluded, null = without end) in the unit of the set. */
export type QuotaTier = {
	readonly from: string;
	readonly to: string | null;
	readonly n: number;
	readonly projects: number;
	readonly value: string | null;
	readonly unrounded: string | null;
	readonly low: string | null;
	readonly high: string | null;
	/** Indices of the comparison's members that fall into it and are included. */
	readonly members: readonly number[];
	readonly verdict: Verdict;
};

/** What the sample allows (标准 / 仅可试行 / 分项成本控制数 / 暂不成标准) and why, in sentences for the report. */
export type Verdict = {
	readonly kind: 'standard' | 'trial' | 'control-figure' | 'not-yet';
	readonly reasons: readonly string[];
};

/**
 * 财政支出标准: what the treasury pays per unit. Input: role "quota". Method `standard/expenditure@1`, or `@2` where it has
 * payers or a floor, or its quota is more than one value.
 */
export type ExpenditureContent = {
	readonly standard: 'expenditure';
	readonly code: string;
	readonly title: string;
	/** Fiscal share (财政负担比例), a ratio between 0 and 1. */
	readonly fiscalShare: string;
	/** Own income per unit and year that is deducted first, 元. */
	readonly ownIncome: string;
	/** 元 per unit and year the payment may not exceed; null = none. */
	readonly ceiling: string | null;
	/** 元 per unit and year the payment may not fall below; omitted where there is none. */
	readonly floor?: string;
	/** Who pays what part of it (分级负担); omitted where nothing is said of it. */
	readonly payers?: readonly Payer[];
	/** 不得超过 / 按此安排 / 参考 / 区间 */
	readonly force: 'ceiling' | 'fixed' | 'reference' | 'range';
	readonly conditions: readonly string[];
	/** Old standard for the 原/新 table; "无" when there was none. */
	readonly oldStandard: string;
	readonly rounding: { readonly places: number; readonly mode: 'half-up' | 'half-even' };
	/** 调整系数 that a budget line may claim under its condition; omitted where there are none. */
	readonly coefficients?: readonly Coefficient[];
	/** Where it stands among other standards; omitted where nothing is said of it. */
	readonly standing?: StandardStanding;
};

/** Who pays (负担主体), from the highest level down; all but those who benefit are the treasury's. */
export const PAYERS = {
	central: '中央',
	province: '省级',
	city: '市级',
	county: '县区级',
	town: '乡镇级',
	village: '村级集体',
	beneficiary: '受益者'
} as const;
export type PayerId = keyof typeof PAYERS;

/** One payer of one region and tier. Those of the same region and tier are a table of their own, which adds up to 1. */
export type Payer = {
	readonly payer: PayerId;
	/** 适用地区 as the document names it; "" = wherever no other table says so. */
	readonly region: string;
	/** Tier of scale (分档) by its number from 1; "" = wherever no other table says so. */
	readonly tier: string;
	/** Part of the cost quota, 0 to 1; of a payer that matches, how much it gives for each 元 of the other (配套). */
	readonly share: string;
	/** The payer whose money this one matches; "" = none. */
	readonly matches: PayerId | '';
	/** 元 per unit and year this payer pays at least and at most; "" = no bound. */
	readonly floor: string;
	readonly ceiling: string;
};

/** What each payer of one region and tier comes to. */
export type PayerTable = {
	readonly region: string;
	/** Index of the tier; null = all. */
	readonly tier: number | null;
	/** What the treasury pays per unit and year: the payers of the treasury add up to it exactly. */
	readonly value: string;
	readonly payers: readonly { readonly payer: PayerId; readonly share: string; readonly value: string }[];
	readonly words: string;
};

/** Where three linked standards stand among others: what the library sorts them by and holds them to. */
export type StandardStanding = {
	/** 分档 in the words of the document, e.g. "面积 5 万平方米以上"; "" = one for all. */
	readonly tier: string;
	/** 适用地区; "" = where its organisation is. */
	readonly region: string;
	/** Clause (条款) of the issuing document that states each of the three; "" = not said. */
	readonly clauses: { readonly [K in StandardKind]: string };
	readonly nationalBase: NationalBase | null;
	readonly derivedFrom: DerivedFrom | null;
};

/** 国家基础标准: what a higher document sets; it is not exceeded without a reason. */
export type NationalBase = {
	readonly document: string;
	readonly clause: string;
	/** 元 per unit and year of the standard; "" where the document sets no number. */
	readonly value: string;
	/** Why the standard is above it; "" where it is not. */
	readonly reason: string;
};

/** The standard of another level this one was carried over from; frozen, its snapshot is the input "derived-from". */
export type DerivedFrom = {
	readonly code: string;
	readonly title: string;
	readonly organisation: string;
	readonly document: string;
	readonly value: string;
	/** Hash of its expenditure standard; only in drafts. */
	readonly hash?: string;
};
export type ExpenditureResults = {
	readonly value: string;
	readonly unit: string;
	readonly unitId: string;
	readonly priceYear: number;
	readonly category: string;
	readonly words: string;
	/** What is paid in each tier of scale; the values above are those of the quota's main tier. Omitted without tiers. */
	readonly tiers?: readonly ExpenditureTier[];
	/** The cost quota, 元 per unit and year, which coefficients multiply; the first version omits it where there are none. */
	readonly quota?: string;
	/** The ends of the quota's range; omitted where it is one value. */
	readonly quotaLow?: string;
	readonly quotaHigh?: string;
	/** How the value is to be held to, and the ends of its range; omitted where it is one value. */
	readonly form?: Exclude<QuotaForm, 'point'>;
	readonly low?: string;
	readonly high?: string;
	/** One table for each region and tier that payers are given for; omitted where there are no payers. */
	readonly payers?: readonly PayerTable[];
};

/** 调整系数: multiplies the cost quota where its condition is met, by a number within its range. */
export type Coefficient = {
	readonly name: string;
	readonly condition: string;
	readonly low: string;
	readonly high: string;
};
export type ClaimedCoefficient = { readonly name: string; readonly value: string };

export type ExpenditureTier = {
	readonly from: string;
	readonly to: string | null;
	readonly value: string;
	readonly words: string;
	readonly quota?: string;
	readonly quotaLow?: string;
	readonly quotaHigh?: string;
	readonly low?: string;
	readonly high?: string;
};

/** A budget line held against an issued expenditure standard. Input: role "standard". Method `standard/budget-check@1`. */
export type BudgetCheckContent = {
	readonly line: string;
	readonly date: string;
	readonly quantity: string;
	readonly unit: string;
	readonly months: number;
	/** 分 as text. */
	readonly requested: string;
	/** 调整系数 the line claims; omitted where it claims none. */
	readonly coefficients?: readonly ClaimedCoefficient[];
	/** 适用地区 whose payers pay; omitted where the standard pays alike everywhere. */
	readonly region?: string;
};
export type BudgetCheckResults = {
	readonly allowed: string;
	readonly over: string;
	/** The calculation written out in Chinese. */
	readonly words: string;
	/** Which tier of scale applied; omitted where the standard has none. */
	readonly tier?: number;
	/** 分 by which the line stays below what the standard asks at least; omitted where it does not. */
	readonly below?: string;
	/** What the standard is where it is more or less than one value, and 分 it asks at least; omitted where it only limits. */
	readonly form?: 'range' | 'floor';
	readonly least?: string;
	/** Index of the standard's table of payers for this region and tier; omitted where the standard names none. */
	readonly table?: number;
	/** 分 of each payer of the treasury; they add up to what is allowed. Omitted where the standard names none. */
	readonly payers?: readonly { readonly payer: PayerId; readonly amount: string }[];
};
