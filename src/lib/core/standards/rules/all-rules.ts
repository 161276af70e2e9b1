import type { Method } from '../../snapshot/method.ts';
import type { QuotaRule } from '../standard-snapshot.ts';
import { advancedMiddleQuota } from './advanced-middle.ts';
import { averageAdvancedQuota } from './average-advanced.ts';
import { bestQuota } from './best.ts';
import { engineeringQuota } from './engineering.ts';
import { leastCostQuota } from './least-cost.ts';
import { marketQuota } from './market.ts';
import { meanQuota } from './mean.ts';
import { medianQuota } from './median.ts';
import { percentileQuota } from './percentile.ts';
import { policyFixedQuota } from './policy-fixed.ts';
import { regressionQuota } from './regression.ts';
import { tierTableQuota } from './tier-table.ts';
import { volumeWeightedQuota } from './volume-weighted.ts';

/** The newest version of each rule, which new drafts use. Older versions stay registered for replay. */
export const CURRENT_QUOTA_METHODS: { readonly [R in QuotaRule]: Method } = {
	median: medianQuota,
	percentile: percentileQuota,
	mean: meanQuota,
	'volume-weighted': volumeWeightedQuota,
	'average-advanced': averageAdvancedQuota,
	best: bestQuota,
	'advanced-middle': advancedMiddleQuota,
	'least-cost': leastCostQuota,
	regression: regressionQuota,
	engineering: engineeringQuota,
	market: marketQuota,
	'policy-fixed': policyFixedQuota,
	'tier-table': tierTableQuota
};
