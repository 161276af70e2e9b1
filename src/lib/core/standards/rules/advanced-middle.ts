import { add, dec, divide } from '../../decimal/decimal.ts';
import { averageAdvanced } from '../../comparison/statistics/average-advanced.ts';
import { LIMITS } from '../../limits.ts';
import { ok } from '../../result.ts';
import { includedMembers, quotaMethod } from './quota-rule.ts';
import { mean } from '../../comparison/statistics/mean.ts';

/** 平均先进水平, second form: half way between the mean and the mean of the values not above it. */
export const advancedMiddleQuota = quotaMethod({
	rule: 'advanced-middle',
	version: 1,
	words: '取纳入比对的可比单位成本的平均数与平均先进水平的平均，即平均先进水平的第二式。',
	source: '定额编制惯例：平均先进水平第二式，（平均数 + 先进部分平均数）/ 2',
	read({ content, results }) {
		const members = includedMembers(content.members, results.members);
		if (members.length === 0) return ok(null);
		const values = members.map(({ member }) => dec(member.comparable));
		// Two more places than are kept, so that only the last rounding decides.
		const places = LIMITS.intermediateScale;
		const both = add(mean(values, places), averageAdvanced(values, places));
		return ok({
			value: divide(both, dec(2), 'half-up', LIMITS.unitCostScale),
			read: members.map(({ index }) => `/results/members/${index}/comparable`)
		});
	}
});
