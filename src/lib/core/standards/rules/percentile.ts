import { quantile } from '../../comparison/statistics/quantile.ts';
import { sorted } from '../../comparison/statistics/sorted.ts';
import { dec, multiply, round } from '../../decimal/decimal.ts';
import { LIMITS } from '../../limits.ts';
import { ok } from '../../result.ts';
import { readParameter } from '../parameter.ts';
import { includedMembers, quotaMethod } from './quota-rule.ts';

const HUNDREDTH = dec('0.01');

/** 分位数: P25 or P40 of the members push for savings. Computed exactly (type 7) and rounded once, like every statistic. */
export const percentileQuota = quotaMethod({
	rule: 'percentile',
	version: 1,
	words: '取纳入比对的可比单位成本的指定百分位数。',
	source: '成本定额测算常用口径：分位数，PERCENTILE.INC(R-7)',
	read({ content, results }, { parameters }) {
		const bounds = { from: dec(0), to: dec(100), words: '0 到 100 之间的数字' };
		const percentile = readParameter('百分位', parameters.percentile ?? '', bounds);
		if (!percentile.ok) return percentile;
		const members = includedMembers(content.members, results.members);
		if (members.length === 0) return ok(null);
		const ascending = sorted(members.map(({ member }) => dec(member.comparable)));
		const value = quantile(ascending, multiply(percentile.value, HUNDREDTH));
		return ok({
			value: round(value, LIMITS.unitCostScale, 'half-up'),
			read: members.map(({ index }) => `/results/members/${index}/comparable`)
		});
	}
});
