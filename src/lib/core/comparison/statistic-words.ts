import type { SetStatistics } from './comparison-snapshot.ts';

export type StatisticName = keyof SetStatistics;

type Meaning = {
	readonly label: string;
	/** The rule in words; the screen, the report and the source panel all quote this. */
	readonly rule: string;
	/** Money per unit, a pure ratio, or a count. */
	readonly measure: 'rate' | 'ratio' | 'count';
	/** Other statistics of the same set it is made of; without them it is made of the members. */
	readonly from?: readonly StatisticName[];
};

/** What each statistic means, in the order in which tables show them. */
export const STATISTIC_WORDS: { readonly [S in StatisticName]: Meaning } = {
	n: { label: '样本数', rule: '成本单元个数', measure: 'count' },
	projects: { label: '独立项目数', rule: '同一项目的多个年份或多个等级只算一个', measure: 'count' },
	minimum: { label: '最小值', rule: '最小的可比单位成本', measure: 'rate' },
	p10: quantileOf('P10', '第 10 百分位数'),
	q1: quantileOf('Q1', '下四分位数'),
	p40: quantileOf('P40', '第 40 百分位数'),
	median: quantileOf('中位数', '第 50 百分位数'),
	q3: quantileOf('Q3', '上四分位数'),
	p90: quantileOf('P90', '第 90 百分位数'),
	maximum: { label: '最大值', rule: '最大的可比单位成本', measure: 'rate' },
	mean: { label: '简单平均', rule: '可比单位成本之和 ÷ 样本数', measure: 'rate' },
	volumeWeighted: {
		label: '加权平均',
		rule: 'Σ(可比单位成本 × 产出数量) ÷ Σ产出数量，即总成本 ÷ 总产出',
		measure: 'rate'
	},
	averageAdvanced: {
		label: '平均先进水平',
		rule: '不高于简单平均的各可比单位成本再求平均',
		measure: 'rate'
	},
	standardDeviation: { label: '标准差', rule: '样本标准差，除数为样本数减 1', measure: 'rate' },
	variation: {
		label: '离散系数',
		rule: '标准差 ÷ 简单平均',
		measure: 'ratio',
		from: ['standardDeviation', 'mean']
	},
	lowFence: { label: '离群下限', rule: 'Q1 − 1.5 ×(Q3 − Q1)', measure: 'rate', from: ['q1', 'q3'] },
	highFence: { label: '离群上限', rule: 'Q3 + 1.5 ×(Q3 − Q1)', measure: 'rate', from: ['q1', 'q3'] }
};

/** The order of `STATISTIC_WORDS`, for tables. */
export const STATISTIC_NAMES = Object.keys(STATISTIC_WORDS) as readonly StatisticName[];

function quantileOf(label: string, what: string): Meaning {
	return { label, rule: `${what}，按 PERCENTILE.INC(位次 (n−1)p，线性内插)`, measure: 'rate' };
}
