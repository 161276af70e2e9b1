import { compare, dec, toText } from '../../decimal/decimal.ts';
import { problem } from '../../problem.ts';
import { ok, refuse } from '../../result.ts';
import { QUOTA_RULES } from '../standard-snapshot.ts';
import { includedMembers, quotaMethod } from './quota-rule.ts';

/**
 * 最低成本法: the cheapest verified member that gives the same service. A member whose basis differs from the set's (tax,
 * own staff, way of service) is not the same service; that it is, somebody states with a reason.
 */
export const leastCostQuota = quotaMethod({
	rule: 'least-cost',
	version: 1,
	words: '取纳入比对、口径一致的成本单元中核定成本最低的一个，并写明其服务相同的理由。',
	source: '成本分析方法：最低成本法，同等服务下取核定成本最低者',
	read({ content, results }, { parameters }) {
		const reason = parameters.reason?.trim() ?? '';
		const included = includedMembers(content.members, results.members);
		if (included.length === 0) return ok(null);
		const same = included.filter(({ member }) => member.warnings.length === 0);
		const [first, ...others] = same;
		if (!first) return refuse(problem('standard/same-service-none', {}));
		if (reason === '')
			return refuse(
				problem('standard/rule-incomplete', {
					rule: QUOTA_RULES['least-cost'],
					missing: '服务相同的理由'
				})
			);
		const least = others.reduce(
			(best, other) =>
				compare(dec(other.member.comparable), dec(best.member.comparable)) < 0 ? other : best,
			first
		);
		const left = included.length - same.length;
		const text = `取核定成本最低的“${least.member.label}”（${toText(dec(least.member.comparable))} 元）`;
		return ok({
			value: dec(least.member.comparable),
			read: [`/results/members/${least.index}/comparable`],
			reasons: [
				{
					allows: 'standard',
					text: `${text}；服务相同的理由：${reason}${left === 0 ? '' : `；另有 ${left} 个口径有差异的未参与取值`}。`
				}
			]
		});
	}
});
