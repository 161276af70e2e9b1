import type { IntervalFigures, RobustStatistics } from './set-analysis-snapshot.ts';

type RobustName = Exclude<keyof RobustStatistics, 'members'>;

/** What each robust statistic is called and how it is computed, in the order of the table. */
export const ROBUST_WORDS: {
	readonly [N in RobustName]: { readonly label: string; readonly rule: string; readonly quantile?: true };
} = {
	n: { label: '样本数', rule: '纳入的成本单元个数' },
	mean: { label: '简单平均', rule: '可比单位成本之和 ÷ 样本数' },
	volumeWeighted: { label: '加权平均', rule: '总成本 ÷ 总产出' },
	median: { label: '中位数', rule: '第 50 百分位数', quantile: true },
	p10: { label: 'P10', rule: '第 10 百分位数', quantile: true },
	q1: { label: 'Q1', rule: '下四分位数', quantile: true },
	p40: { label: 'P40', rule: '第 40 百分位数', quantile: true },
	q3: { label: 'Q3', rule: '上四分位数', quantile: true },
	p90: { label: 'P90', rule: '第 90 百分位数', quantile: true },
	mad: { label: '绝对中位差', rule: '各值与中位数之差的绝对值的中位数' },
	variation: { label: '离散系数', rule: '标准差 ÷ 简单平均' },
	lowFence: { label: '离群下限', rule: 'Q1 − 1.5 ×（Q3 − Q1）', quantile: true },
	highFence: { label: '离群上限', rule: 'Q3 + 1.5 ×（Q3 − Q1）', quantile: true },
	logLowFence: { label: '对数离群下限', rule: '取对数后的 Q1 − 1.5 ×（Q3 − Q1），再还原', quantile: true },
	logHighFence: { label: '对数离群上限', rule: '取对数后的 Q3 + 1.5 ×（Q3 − Q1），再还原', quantile: true }
};

/** The order of the table. */
export const ROBUST_NAMES = Object.keys(ROBUST_WORDS) as readonly RobustName[];

export const CENTRE_WORDS = { median: '中位数', mean: '简单平均', 'volume-weighted': '加权平均' } as const;

export const INTERVAL_WORDS: { readonly [N in keyof IntervalFigures]: string } = {
	estimate: '估计值',
	standardError: '自助法标准误',
	percentileLow: '百分位区间下限',
	percentileHigh: '百分位区间上限',
	bcaLow: 'BCa 区间下限',
	bcaHigh: 'BCa 区间上限'
};

export const FIT_WORDS = {
	n: '观测数',
	freedom: '自由度',
	rSquared: 'R²',
	adjustedRSquared: '调整后 R²',
	residualDeviation: '残差标准差',
	condition: '条件数'
} as const;

export const COEFFICIENT_WORDS = {
	estimate: '系数',
	standardError: '标准误',
	t: 't 值',
	p: 'p 值'
} as const;
