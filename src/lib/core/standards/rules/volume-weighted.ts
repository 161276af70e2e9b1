import { quotaMethod, statisticReading } from './quota-rule.ts';

/** 加权平均: where large and small providers must count by what they deliver. */
export const volumeWeightedQuota = quotaMethod({
	rule: 'volume-weighted',
	version: 1,
	words: '取纳入比对的可比总成本除以总产出。',
	source: '成本定额测算常用口径：加权平均 Σ(u × Q) / ΣQ',
	read: (comparison) => statisticReading(comparison, 'volumeWeighted')
});
