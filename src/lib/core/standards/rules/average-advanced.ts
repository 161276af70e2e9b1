import { quotaMethod, statisticReading } from './quota-rule.ts';

/** 平均先进水平: the mean of the values that are not above the mean, the classic practice of quota making. */
export const averageAdvancedQuota = quotaMethod({
	rule: 'average-advanced',
	version: 1,
	words: '取纳入比对的可比单位成本中不高于平均数的各值的平均数，即平均先进水平。',
	source: '定额编制惯例：平均先进水平，取不高于平均数各值的平均',
	read: (comparison) => statisticReading(comparison, 'averageAdvanced')
});
