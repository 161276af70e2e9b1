import type { SetBounds } from './bounds.ts';
import type { Credibility } from './samples/sample-table.ts';

/** A normalisation step (归一化步骤), in the fixed order in which they are applied and shown. */
export const STEPS = [
	'period',
	'exchange',
	'tax',
	'price-year',
	'region',
	'grade',
	'scale',
	'scope'
] as const;
export type StepId = (typeof STEPS)[number];

/**
 * Content of a `comparison` snapshot, schema 1. `inputs`: one role "analysis" per distinct analysis or "samples" per
 * external sample, then one role "parameters" per parameter series used. Members are sorted by project code, fiscal year, unit index.
 */
export type ComparisonContent = {
	readonly title: string;
	/** Why these are compared: what the result will be used for. */
	readonly purpose: string;
	readonly category: string;
	/** Physical unit of the unit cost, by its id in core/quantity ("m2"); cost is 元 per this unit and year. */
	readonly unit: string;
	readonly targetYear: number;
	/** Steps switched on. `period` is always on: 元/平方米 of 9 months and of 12 are not the same thing. */
	readonly steps: readonly StepId[];
	/** Which `inputs` entry serves each factor step that is on. */
	readonly parameters: { readonly [S in Exclude<StepId, 'period'>]?: number };
	readonly members: readonly ComparisonMember[];
	/** What members are held to before similarity counts; left out where the set states nothing. */
	readonly bounds?: SetBounds;
	/** What the unit costs are counted in where it is not 元 and no exchange step converts it: "美元". */
	readonly currency?: string;
	/** Set where every included unit cost came out the same: a reader must be told, and no standard stands on it. */
	readonly allEqual?: true;
	/** Where the external members come from, by input; left out where there are none. */
	readonly samples?: readonly SampleOrigin[];
};

/** An external sample of a set: what a reader of its figures must know to judge them. */
export type SampleOrigin = {
	readonly input: number;
	readonly name: string;
	readonly source: string;
	readonly credibility: Credibility;
};

export type ComparisonMember = {
	/** Index into `inputs` of the analysis, and of the unit inside it; of an external sample, and of the row inside it. */
	readonly analysis: number;
	readonly unit: number;
	readonly included: boolean;
	/** Why a person took it out, or took it in despite a gate warning; "" when neither. */
	readonly reason: string;
};

/** Results of `comparison/normalise@1`. Decimals are text; unit costs are 元 per unit and year. */
export type ComparisonResults = {
	readonly members: readonly {
		readonly label: string;
		readonly project: string;
		/** Price year the cost was incurred in, before any step: how old the evidence of a standard is. */
		readonly priceYear: number;
		/** Output quantity in the unit of the set: the weight of the member in the volume-weighted mean. */
		readonly output: string;
		/** Unit cost over the analysis's own period, in the unit of the set. */
		readonly raw: string;
		/** How `raw` came from the analysis, in words: with the conversion of units where there was one. */
		readonly rawWords: string;
		readonly steps: readonly {
			readonly step: StepId;
			readonly method: string;
			/** What the value was multiplied (period, exchange, tax, price-year) or divided (region, grade, scale) by, or what was added (scope). */
			readonly factor: string;
			readonly value: string;
			/** Pointers into the `parameters` input that were read, e.g. "/content/entries/3/value". */
			readonly read: readonly string[];
			/** The rule in words with its numbers. */
			readonly words: string;
		}[];
		readonly comparable: string;
		/** Beyond a Tukey fence of all members; a person decides what to do about it. */
		readonly flagged: 'low' | 'high' | null;
		/** Differences of basis (税, 自有人员, 实施方式) against the majority of the set. */
		readonly warnings: readonly string[];
		/** Credibility grade (可信度等级) where the member is an external sample. */
		readonly external?: Credibility;
		/** What `raw` and the period step are in, where the exchange step converts them: "美元". */
		readonly money?: string;
	}[];
	/** Over all members, included or not: what the outlier fences are computed from. */
	readonly all: SetStatistics;
	/** Over included members: what a standard is derived from. Null when none is included. */
	readonly included: SetStatistics | null;
};

/** Unit costs rounded half-up to `LIMITS.unitCostScale`; ratios to 6 decimals. Quantiles by type 7 (PERCENTILE.INC). */
export type SetStatistics = {
	readonly n: number;
	/** Distinct projects: three years of one project are one witness, not three. */
	readonly projects: number;
	readonly minimum: string;
	readonly p10: string;
	readonly q1: string;
	readonly p40: string;
	readonly median: string;
	readonly q3: string;
	readonly p90: string;
	readonly maximum: string;
	readonly mean: string;
	/** Σ comparable cost / Σ output. */
	readonly volumeWeighted: string;
	/** 平均先进水平: mean of the values not above the mean. */
	readonly averageAdvanced: string;
	/** Sample standard deviation (n − 1); null when n < 2. */
	readonly standardDeviation: string | null;
	readonly variation: string | null;
	/** Tukey fences at 1.5 IQR; null when n < 5: no automatic flag on so few. */
	readonly lowFence: string | null;
	readonly highFence: string | null;
};

export type SeriesKind =
	| 'price-index'
	| 'element-index'
	| 'region-factor'
	| 'grade-factor'
	| 'tax-factor'
	| 'scale-factor'
	| 'scale-exponent'
	| 'scope-adjustment'
	/** 元 for one of another money, by money and year. */
	| 'exchange-rate'
	/** What a place is like, for finding near ones (population, area): never part of a cost. */
	| 'place-attribute';

/** Content of a `parameter-set` snapshot, schema 1: one dated, sourced series as it stood. Entries sorted by key, version. */
export type ParameterSetContent = {
	readonly code: string;
	readonly name: string;
	readonly kind: SeriesKind;
	/** `previous-year-100` and `fixed-base-100` are never mixed; factors are ratios, scope adjustments 元 per unit. */
	readonly form: 'previous-year-100' | 'fixed-base-100' | 'ratio' | 'amount' | 'figure';
	readonly entries: readonly {
		/** What the value is for; how it is written is the business of the kind: server/parameters. */
		readonly key: string;
		readonly value: string;
		readonly version: number;
		readonly validFrom: string;
		readonly document: string;
	}[];
};
