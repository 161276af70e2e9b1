import type { Problem, ProblemCode, ProblemValues } from '#lib/core/problem.ts';

/** One sentence or two per code: what happened, why, and what to do next. Tested like an interface. */
type Sentences = { readonly [C in ProblemCode]: (values: ProblemValues[C]) => string };

const SENTENCES: Sentences = {
	'decimal/malformed': ({ text }) => `“${text}”不是数字,无法参与计算。请只填数字和小数点,例如 1234.50。`,
	'money/too-large': ({ yuan }) => `金额 ${yuan} 元超出系统上限 90 万亿元,多半是单位弄错了(如把元当成万元)。请核对单位后重填。`,
	'date/malformed': ({ text }) => `“${text}”不是有效日期。请按 2026-11-22 的格式填写。`,
	'unit/unknown': ({ unit }) => `不认识计量单位“${unit}”,无法换算。请改用单位表中的写法,如 平方米、座、吨、人·年。`,
	'unit/mismatch': ({ from, to }) => `“${from}”与“${to}”不是同一类计量单位,不能换算或比较。请核对单位,或只选用同一单位的数据。`,
	'database/newer-schema': ({ found, known }) => `数据库结构版本是 ${found},比本程序认识的 ${known} 新,为避免损坏数据不予启动。请升级程序,或换用与之匹配的数据库。`,
	'workflow/forbidden': ({ action, roles }) => `您没有“${action}”的权限,或该内容不属于您所在的单位。需要的角色:${roles}。请联系本单位管理员,或请有权限的同事办理。`,
	'workflow/own-work': ({ action }) => `您已在这一版本上签过手(编制、提交或确认),不能再“${action}”:自己不能审自己的。请由另一位同事办理。`,
	'workflow/wrong-state': ({ action, state, needed }) => `当前状态是“${state}”,不能“${action}”;只有“${needed}”状态才可以。请刷新页面查看最新状态。`,
	'auth/signed-out': () => `登录已过期或尚未登录。请重新登录;已保存的内容不受影响。`,
	'lineage/bad-ref': ({ text }) => `“${text}”不是有效的数字地址。请从页面上复制完整地址再试。`,
	'lineage/not-found': ({ ref }) => `找不到地址“${ref}”所指的数字:它不存在,或您所在的数据库里没有。请核对地址是否完整。`,
	'lineage/ambiguous': ({ ref }) => `地址“${ref}”对应多个快照,无法确定是哪一个。请输入更长的哈希再试。`,
	'lineage/replay-mismatch': ({ hash, pointer, stored, recomputed }) =>
		`快照 ${hash.slice(0, 12)} 复算不一致:${pointer} 存储值为 ${stored},复算值为 ${recomputed}。存储内容已被改动,请停止使用并从备份核对。`,
	'lineage/replay-broken': ({ hash, reason, path }) =>
		`快照 ${hash.slice(0, 12)} 无法复算:${reason}(路径 ${path})。请从备份恢复该快照后重试。`
};

/** The Chinese text of a problem. */
export function problemText(problem: Problem): string {
	// Each code's sentence takes exactly that code's values; the union hides the pairing from TypeScript.
	const sentence = SENTENCES[problem.code] as (values: Problem['values']) => string;
	return sentence(problem.values);
}
