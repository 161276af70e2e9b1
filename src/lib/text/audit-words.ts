import { PERMISSIONS } from '#lib/core/workflow/permission.ts';

/** Words for recorded actions that are not permissions by name. test/text/audit-words.test.ts finds missing ones. */
const ACTIONS: Readonly<Record<string, string>> = {
	'standard.issue-trial': '试行印发标准',
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
	comparison: '同类比对',
	proposal: '标准编制',
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
