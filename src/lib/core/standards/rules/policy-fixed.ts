import { dec } from '../../decimal/decimal.ts';
import { problem } from '../../problem.ts';
import { ok, refuse } from '../../result.ts';
import { readParameter } from '../parameter.ts';
import { quotaMethod } from './quota-rule.ts';

/** 政策规定: a higher document sets the value; the set is only a cross-check beside it. */
export const policyFixedQuota = quotaMethod({
	rule: 'policy-fixed',
	version: 1,
	words: '采用上级文件规定的数值，比对样本只作复核。',
	source: '上级文件（在标准内容中列明文件名称和文号）',
	read(comparison, { parameters }) {
		if (!parameters.value?.trim() || !parameters.document?.trim())
			return refuse(problem('standard/policy-incomplete', {}));
		const value = readParameter('上级文件规定的数值', parameters.value, {
			from: dec(0),
			words: '不小于 0 的数字'
		});
		// The set's median stands beside the value, so that whoever defends it sees what the same service costs elsewhere.
		const read = comparison.results.included ? ['/results/included/median'] : [];
		return value.ok ? ok({ value: value.value, read }) : value;
	}
});
