import type { Method } from '../snapshot/method.ts';
import { backTest } from './back-test.ts';
import { budgetBackTest } from './budget-back-test.ts';
import { budgetCheck } from './budget-check.ts';
import { expenditureStandard } from './expenditure.ts';
import { ruleCheck, ruleCheckOfOneRegion, ruleCheckWithNames } from './rule-pack/rule-check.ts';
import { ruleStandard } from './rule-pack/rule-standard.ts';
import { CURRENT_QUOTA_METHODS } from './rules/all-rules.ts';
import { serviceStandard } from './service.ts';
import { sharedExpenditure } from './shared-expenditure.ts';
import { reviewWorkpaper } from './workpaper/review-workpaper.ts';

/** Every method of this module, old versions included, for the one registry that explains and replays. */
export const STANDARD_METHODS: readonly Method[] = [
	serviceStandard,
	...Object.values(CURRENT_QUOTA_METHODS),
	expenditureStandard,
	sharedExpenditure,
	budgetCheck,
	ruleStandard,
	ruleCheck,
	ruleCheckOfOneRegion,
	ruleCheckWithNames,
	backTest,
	budgetBackTest,
	reviewWorkpaper
];
