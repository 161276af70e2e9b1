import { quotaMethod, statisticReading } from './quota-rule.ts';

/** 最优值(标杆): an aspiration, never a ceiling. */
export const bestQuota = quotaMethod({
	rule: 'best',
	version: 1,
	words: '取纳入比对的可比单位成本的最低值，作为标杆。',
	source: '标杆管理法：同等服务下经核定的最低成本',
	read: (comparison) => statisticReading(comparison, 'minimum')
});
