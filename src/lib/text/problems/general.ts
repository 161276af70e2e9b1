import type { GeneralProblems } from '#lib/core/problem/general.ts';
import type { Sentences } from './sentences.ts';

export const GENERAL_SENTENCES: Sentences<GeneralProblems> = {
	'decimal/malformed': ({ text }) => `“${text}”不是数字，无法参与计算。请只填数字和小数点，例如 1234.50。`,
	'money/too-large': ({ yuan }) =>
		`金额 ${yuan} 元超出系统上限 90 万亿元，多半是单位弄错了（如把元当成万元）。请核对单位后重填。`,
	'date/malformed': ({ text }) => `“${text}”不是有效日期。请按 2026-11-22 的格式填写。`,
	'unit/unknown': ({ unit }) =>
		`不认识计量单位“${unit}”，无法换算。请改用单位表中的写法，如 平方米、座、吨、人·年。`,
	'unit/mismatch': ({ from, to }) =>
		`“${from}”与“${to}”不是同一类计量单位，不能换算或比较。请核对单位，或只选用同一单位的数据。`,
	'request/cross-site': () =>
		`这个请求不是从本系统的页面发出的，为防止被人冒用没有办理。请从本系统的页面重新操作；经代理访问时请管理员核对 ORIGIN 设置。`,
	'request/malformed': () => `送来的地址或内容不完整，无法读取，这一步没有办理。请回到页面刷新后重新操作。`,
	'request/no-page': () => `没有这个页面：地址可能不完整，或内容已经移走。请从左侧导航重新进入。`,
	'request/too-large': ({ limit }) => `送来的内容超过 ${limit} 的上限，没有办理。请减小文件或内容后再试。`,
	'request/wrong-content': () => `送来的内容不是这个页面的表单，这一步没有办理。请从本系统的页面重新操作。`,
	'request/wrong-method': () => `这个地址不能这样使用，没有办理。请从页面上的按钮或链接操作。`,
	'report/not-confirmed': ({ state }) =>
		`成本分析目前是“${state}”，还没有确认，不能生成报告：报告里的数字必须是确认过的。请先提交并由部门领导确认。`
};
