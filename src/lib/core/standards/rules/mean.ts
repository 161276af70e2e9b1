import { quotaMethod, statisticReading } from './quota-rule.ts';

/** 简单平均: for few members, each counting the same. */
export const meanQuota = quotaMethod({
	rule: 'mean',
	version: 1,
	words: '取纳入比对的可比单位成本的简单算术平均数。',
	source: '成本定额测算常用口径：简单平均 Σu / n',
	read: (comparison) => statisticReading(comparison, 'mean')
});
