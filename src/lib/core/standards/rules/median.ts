import { quotaMethod, statisticReading } from './quota-rule.ts';

/** 中位数: for five and more members where no claim of efficiency is made. */
export const medianQuota = quotaMethod({
	rule: 'median',
	version: 1,
	words: '取纳入比对的可比单位成本的中位数（P50）。',
	source: '成本定额测算常用口径：中位数，PERCENTILE.INC(R-7)',
	read: (comparison) => statisticReading(comparison, 'median')
});
