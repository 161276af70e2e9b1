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
	'policy-fixed': '政策规定'
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
	};
	/**
	 * A build-up (定额测算): the value itself for `engineering`, a cross-check for the rules that read a sample. The snapshot
	 * is the input with the role "recipe"; omitted where there is none.
	 */
	readonly buildUp?: BuildUpUse;
	/** One value, or the range Q1…Q3 of the set around it. */
	readonly form: 'point' | 'range';
	readonly rounding: { readonly places: number; readonly mode: 'half-up' | 'half-even' };
	/** Engineering or market cross-check (定额测算/市场询价复核); "" when not done. */
	readonly crossCheck: string;
	readonly note: string;
};
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
};

/** What the sample allows (标准 / 仅可试行 / 分项成本控制数 / 暂不成标准) and why, in sentences for the report. */
export type Verdict = {
	readonly kind: 'standard' | 'trial' | 'control-figure' | 'not-yet';
	readonly reasons: readonly string[];
};

/** 财政支出标准: what the treasury pays per unit. Input: role "quota". Method `standard/expenditure@1`. */
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
	/** 不得超过 / 按此安排 / 参考 / 区间 */
	readonly force: 'ceiling' | 'fixed' | 'reference' | 'range';
	readonly conditions: readonly string[];
	/** Old standard for the 原/新 table; "无" when there was none. */
	readonly oldStandard: string;
	readonly rounding: { readonly places: number; readonly mode: 'half-up' | 'half-even' };
};
export type ExpenditureResults = {
	readonly value: string;
	readonly unit: string;
	readonly unitId: string;
	readonly priceYear: number;
	readonly category: string;
	readonly words: string;
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
};
export type BudgetCheckResults = {
	readonly allowed: string;
	readonly over: string;
	/** The calculation written out in Chinese. */
	readonly words: string;
};
