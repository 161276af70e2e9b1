import { problem } from '../../problem.ts';
import { ok, refuse } from '../../result.ts';
import { QUOTA_RULES } from '../standard-snapshot.ts';
import { quotaMethod } from './quota-rule.ts';

/** 定额测算: consumption × price with management, profit and tax, from a version of a build-up; needs no sample. */
export const engineeringQuota = quotaMethod({
	rule: 'engineering',
	version: 1,
	words: '取定额测算（人工、材料、机械消耗量和单价，加管理费、利润、税金）的单价，乘以每年次数。',
	source: '成本定额测算常用口径：Σ（消耗量 × 单价）×（1 + 管理费率）×（1 + 利润率）×（1 + 税率）',
	read(_comparison, _content, buildUp) {
		if (!buildUp)
			return refuse(
				problem('standard/rule-incomplete', { rule: QUOTA_RULES.engineering, missing: '定额测算' })
			);
		return ok({
			value: buildUp.value,
			read: [],
			reasons: [{ allows: 'standard', text: `数值来自定额测算，不受样本数量限制：${buildUp.words}。` }]
		});
	}
});
