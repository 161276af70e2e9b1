import type { Cause, SplitMethod } from '../why-dear.ts';
import type { Orientation, ReturnsToScale } from '../frontier/envelopment.ts';
import type { KeptSolution } from '../frontier/kept-solutions.ts';
import type { BootstrapStatistic } from '../numeric/bootstrap.ts';
import type { QuantileType } from '../statistics/quantile.ts';
import type { StepId } from '../comparison-snapshot.ts';

/** What a unit cost is explained by in a regression, beside the constant. */
export const ATTRIBUTES = {
	output: '产出规模（取对数）',
	region: '地区',
	grade: '服务等级',
	delivery: '实施方式',
	'price-year': '价格年份'
} as const;
export type Attribute = keyof typeof ATTRIBUTES;
export const ATTRIBUTE_NAMES = Object.keys(ATTRIBUTES) as readonly Attribute[];

/** What is explained: the unit cost itself, or its logarithm, whose coefficients are shares. */
export const RESPONSES = { cost: '可比单位成本', 'log-cost': '可比单位成本的对数' } as const;
export type Response = keyof typeof RESPONSES;

export type RegressionPlan = { readonly response: Response; readonly attributes: readonly Attribute[] };

/** Whose unit cost is explained against whose; members of the comparison by their index. */
export type SplitPlan = { readonly own: number; readonly benchmark: number; readonly method: SplitMethod };

/** What the efficiency frontier is drawn from: measures by their id. */
export type FrontierPlan = {
	readonly inputs: readonly string[];
	readonly outputs: readonly string[];
	readonly returns: ReturnsToScale;
	readonly orientation: Orientation;
};

/** A frontier as it is frozen: with what its solver found, two programs per member, proved anew at every replay. */
export type FrontierContent = FrontierPlan & {
	readonly solver: string;
	readonly solutions: readonly KeptSolution[];
};

/**
 * Content of a `comparison-analysis` snapshot, schema 1. `inputs`: role "comparison", then one role "analysis" per
 * analysis of that comparison, in its order.
 */
export type SetAnalysisContent = {
	/** Title of the comparison. */
	readonly title: string;
	readonly quantileType: QuantileType;
	/** Which centre the report uses; its interval is what is resampled. */
	readonly centre: BootstrapStatistic;
	readonly replicates: number;
	readonly seed: number;
	readonly regression: RegressionPlan | null;
	readonly split: SplitPlan | null;
	/** Left out where no frontier was asked for. */
	readonly frontier?: FrontierContent;
};

/**
 * Results of `comparison/analysis@1`. Decimals are text, unit costs 元 per unit and year at `LIMITS.unitCostScale`; what
 * comes out of doubles (interval, regression) is text of 12 significant digits.
 */
export type SetAnalysisResults = {
	readonly robust: RobustStatistics;
	readonly interval: IntervalFigures;
	readonly waterfalls: readonly {
		/** Index of the member in the comparison. */
		readonly member: number;
		readonly bars: readonly { readonly step: StepId; readonly effect: string }[];
	}[];
	readonly regression: RegressionFigures | null;
	readonly split: SplitFigures | null;
	/** One row per included member, in their order. */
	readonly frontier?: readonly FrontierRow[];
};

/** Members by their index in the comparison; slacks in the order and units of the measures. */
export type FrontierRow = {
	readonly member: number;
	readonly score: string;
	readonly peers: readonly { readonly member: number; readonly weight: string }[];
	readonly inputSlacks: readonly string[];
	readonly outputSlacks: readonly string[];
};

/** Of the included members. */
export type RobustStatistics = {
	readonly n: number;
	readonly mean: string;
	readonly volumeWeighted: string;
	readonly median: string;
	readonly p10: string;
	readonly q1: string;
	readonly p40: string;
	readonly q3: string;
	readonly p90: string;
	readonly mad: string;
	readonly variation: string | null;
	/** On the raw scale and on logarithms; null below five members. */
	readonly lowFence: string | null;
	readonly highFence: string | null;
	readonly logLowFence: string | null;
	readonly logHighFence: string | null;
	readonly members: readonly RobustMember[];
};

export type RobustMember = {
	/** Index of the member in the comparison. */
	readonly member: number;
	readonly modifiedZ: string | null;
	readonly flagged: 'low' | 'high' | null;
	readonly logFlagged: 'low' | 'high' | null;
	/** What the centres become without it; null for a single member. */
	readonly without: {
		readonly median: string;
		readonly mean: string;
		readonly volumeWeighted: string | null;
	} | null;
};

export type IntervalFigures = {
	readonly estimate: string;
	readonly standardError: string;
	readonly percentileLow: string;
	readonly percentileHigh: string;
	readonly bcaLow: string | null;
	readonly bcaHigh: string | null;
};

export type RegressionFigures = {
	readonly n: number;
	readonly freedom: number;
	readonly rSquared: string;
	readonly adjustedRSquared: string;
	readonly residualDeviation: string;
	readonly condition: string;
	readonly coefficients: readonly {
		readonly name: string;
		readonly estimate: string;
		readonly standardError: string;
		/** Null where the fit is perfect and there is nothing to compare with. */
		readonly t: string | null;
		readonly p: string | null;
	}[];
};

export type SplitFigures = {
	readonly own: string;
	readonly benchmark: string;
	readonly difference: string;
	readonly causes: readonly { readonly cause: Cause; readonly effect: string }[];
	/** The lines that add most, at most three; index into the lines of its own analysis, or of the benchmark's. */
	readonly lines: readonly {
		readonly label: string;
		readonly line: number | null;
		readonly own: string;
		readonly benchmark: string;
		readonly difference: string;
	}[];
	/** The paragraph for the report. */
	readonly words: string;
};
