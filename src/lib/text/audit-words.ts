import { PERMISSIONS } from '#lib/core/workflow/permission.ts';

/** Words for recorded actions that are not permissions by name. test/text/audit-words.test.ts finds missing ones. */
const ACTIONS: Readonly<Record<string, string>> = {
	'analysis.create': '新建成本分析',
	'analysis.explain-edit': '说明修改原因',
	'comment.add': '批注',
	'comment.resolve': '了结批注',
	'comment.reopen': '重新打开批注',
	'intake.upload': '上传明细表',
	'intake.remap': '调整表头对应',
	'intake.commit': '导入明细表',
	'sample.upload': '上传外部样本',
	'sample.settings': '修改外部样本设置',
	'sample.confirm': '确认外部样本',
	'comparison.create': '新建同类比对',
	'comparison.settings': '修改比对设置',
	'comparison.add-members': '加入比对项目',
	'comparison.remove-member': '移出比对项目',
	'comparison.include': '纳入比对',
	'comparison.exclude': '排除出比对',
	'comparison.freeze-analysis': '保存比对分析',
	'comparison.confirm-causes': '确认成本偏高原因',
	'recipe.create': '新建定额测算',
	'recipe.add-version': '另存定额新版',
	'parameter.create-series': '新建参数',
	'parameter.propose': '提出参数修改',
	'parameter.approve': '批准参数修改',
	'parameter.refuse': '不批准参数修改',
	'standard.create': '新建标准',
	'standard.issue-trial': '试行印发标准',
	'standard.repeal-refuse': '不同意废止标准',
	'workpaper.create': '生成审核工作底稿',
	'replay.run': '夜间复算',
	'user.create': '新建用户',
	'user.disable': '停用用户',
	'user.enable': '恢复用户',
	'user.reset-password': '重置密码',
	'user.appoint': '指派角色',
	'user.withdraw-role': '撤销角色',
	'organisation.create': '新建单位'
};

const SUBJECTS: Readonly<Record<string, string>> = {
	project: '项目',
	analysis: '成本分析',
	comment: '批注',
	comparison: '同类比对',
	sample: '外部样本',
	proposal: '标准编制',
	repeal: '标准废止',
	'rule-repeal': '规则废止',
	'standard-review': '标准复核',
	outturn: '执行结果',
	intake: '明细表',
	recipe: '定额测算',
	parameter_series: '参数',
	parameter_draft: '参数修改',
	'budget-check': '预算审核',
	'rule-check': '按规则测算',
	workpaper: '审核工作底稿',
	replay: '全部快照',
	user: '用户',
	organisation: '单位'
};

/** What was done, as people say it. */
export function auditAction(action: string): string {
	if (Object.hasOwn(PERMISSIONS, action)) return PERMISSIONS[action as keyof typeof PERMISSIONS].words;
	return ACTIONS[action] ?? action;
}

/** To what kind of thing. */
export function auditSubject(kind: string): string {
	return SUBJECTS[kind] ?? kind;
}
