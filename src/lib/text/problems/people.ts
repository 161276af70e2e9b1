import type { PeopleProblems } from '#lib/core/problem/people.ts';
import type { Sentences } from './sentences.ts';

export const PEOPLE_SENTENCES: Sentences<PeopleProblems> = {
	'workflow/forbidden': ({ action, roles }) =>
		`您没有“${action}”的权限，或该内容不属于您所在的单位。需要的角色：${roles}。请联系本单位管理员，或请有权限的同事办理。`,
	'workflow/own-work': ({ action }) =>
		`您已在这一版本上签过手（编制、提交或确认），不能再“${action}”：自己不能审自己的。请由另一位同事办理。`,
	'workflow/wrong-state': ({ action, state, needed }) =>
		`当前状态是“${state}”，不能“${action}”；只有“${needed}”状态才可以。请刷新页面查看最新状态。`,
	'auth/signed-out': () => `登录已过期或尚未登录。请重新登录；已保存的内容不受影响。`,
	'auth/wrong-password': () =>
		`用户名或密码不对，没有登录。请核对后重新输入；忘记密码请联系本单位管理员重置。`,
	'auth/disabled': () => `这个账号已被停用，不能登录。如需恢复使用，请联系本单位管理员。`,
	'auth/too-many-attempts': ({ minutes }) =>
		`密码连续输错次数太多，为保护账号暂停登录。请 ${minutes} 分钟后再试，或联系管理员重置密码。`,
	'user/malformed-username': ({ username }) =>
		`“${username}”不能作用户名：只能用 3 到 30 个小写字母、数字、点或下划线。请换一个再保存。`,
	'user/username-taken': ({ username }) => `用户名“${username}”已有人使用。请换一个再保存。`,
	'user/short-password': ({ characters }) => `密码太短，容易被猜中。请至少用 ${characters} 个字符。`,
	'user/not-found': () => `找不到这位用户，可能已被删除或链接不完整。请回到用户列表重新选择。`,
	'user/own-account': ({ action }) =>
		`不能对自己的账号“${action}”，否则可能无人再能管理系统。请由另一位管理员办理。`,
	'organisation/not-found': () => `找不到这个单位，可能链接不完整。请回到单位列表重新选择。`,
	'organisation/malformed-code': ({ code }) =>
		`“${code}”不能作单位代码：只能用 1 到 40 个小写字母、数字或连字符，以字母或数字开头。请改正后再保存。`,
	'organisation/code-taken': ({ code }) => `单位代码“${code}”已被使用。请换一个再保存。`,
	'organisation/unknown-kind': ({ kind }) => `不认识单位类型“${kind}”。请从列表中选择。`,
	'organisation/unknown-role': ({ role }) => `不认识角色“${role}”。请从列表中选择。`,
	'name/malformed': ({ field, characters }) =>
		`“${field}”不能为空，也不能超过 ${characters} 个字。请改正后再保存。`,
	'appointment/exists': ({ role }) => `这位用户在该单位已经是“${role}”，不必重复指派。`,
	'appointment/not-found': ({ role }) => `这位用户在该单位没有“${role}”角色，可能已被别人撤销。请刷新页面。`
};
