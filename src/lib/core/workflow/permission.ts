import { problem } from '../problem.ts';
import { ok, refuse, type Result } from '../result.ts';
import { ROLES, type Actor, type Appointment, type Role } from './actor.ts';

type Rule = {
	readonly words: string;
	/** Roles that may do it inside their own organisation and below. */
	readonly within: readonly Role[];
	/** Roles of finance and supervision that may do it for the whole district tree they belong to. */
	readonly across?: readonly Role[];
	/** True where somebody who already signed this version may not also do this (DOMAIN §5.4, rule 1). */
	readonly freshHands?: boolean;
};

const DEPARTMENT_READERS = [
	'dept_analyst',
	'dept_biz_reviewer',
	'dept_fin_reviewer',
	'dept_head',
	'consultant',
	// 镇财政所 is appointed in its town and sees the town, not the district around it (DOMAIN §5.1, scope rule).
	'town_finance'
] as const;
const DISTRICT_READERS = ['fin_liaison', 'fin_perf', 'fin_approver', 'supervisor', 'gov_leader'] as const;

/** Every permission of the product: action → who. Services ask `may`; screens ask it too, to show what is possible. */
export const PERMISSIONS = {
	'project.read': { words: '查看项目', within: DEPARTMENT_READERS, across: DISTRICT_READERS },
	'project.create': { words: '新建项目', within: ['dept_analyst', 'town_finance'] },
	'analysis.edit': { words: '编辑成本拆分', within: ['dept_analyst', 'consultant', 'town_finance'] },
	'analysis.submit': { words: '提交成本分析', within: ['dept_analyst', 'town_finance'] },
	'analysis.withdraw': { words: '撤回成本分析', within: ['dept_analyst', 'town_finance'] },
	'analysis.approve': { words: '审核确认成本分析', within: ['dept_head'], freshHands: true },
	'analysis.return': {
		words: '退回成本分析',
		within: ['dept_head', 'dept_biz_reviewer', 'dept_fin_reviewer']
	},
	'analysis.reopen': { words: '重新打开成本分析', within: ['dept_head'] },
	'comparison.read': { words: '查看同类比对', within: DEPARTMENT_READERS, across: DISTRICT_READERS },
	'comparison.edit': {
		words: '编辑同类比对',
		within: ['dept_analyst', 'consultant'],
		across: ['fin_perf', 'fin_liaison']
	},
	'comparison.freeze': { words: '固化同类比对', within: ['dept_analyst'], across: ['fin_perf'] },
	'standard.read': { words: '查看标准', within: DEPARTMENT_READERS, across: DISTRICT_READERS },
	'standard.edit': { words: '编制标准', within: ['dept_analyst', 'consultant'], across: ['fin_perf'] },
	'standard.propose': { words: '提出标准', within: ['dept_analyst'], across: ['fin_perf'] },
	'standard.return': { words: '退回标准', within: ['dept_head'], across: ['fin_perf', 'fin_approver'] },
	'standard.confirm-department': { words: '部门确认标准', within: ['dept_head'], freshHands: true },
	'standard.confirm-finance': {
		words: '财政会同确认标准',
		within: [],
		across: ['fin_perf'],
		freshHands: true
	},
	'standard.issue': { words: '印发标准', within: [], across: ['fin_approver'], freshHands: true },
	'standard.repeal-propose': {
		words: '提出废止标准',
		within: ['dept_analyst', 'dept_head'],
		across: ['fin_perf']
	},
	'standard.repeal': { words: '审核废止标准', within: [], across: ['fin_approver'], freshHands: true },
	'standard.review': { words: '复核标准', within: ['dept_head'], across: ['fin_perf'] },
	'standard.outturn': {
		words: '登记执行结果',
		within: ['dept_analyst', 'dept_fin_reviewer', 'town_finance'],
		across: ['fin_perf', 'fin_liaison']
	},
	'budget-check.run': {
		words: '对照标准审核预算',
		within: ['dept_analyst', 'dept_fin_reviewer', 'town_finance'],
		across: ['fin_liaison', 'fin_perf', 'fin_approver']
	},
	'parameter.read': { words: '查看参数', within: DEPARTMENT_READERS, across: DISTRICT_READERS },
	'parameter.propose': { words: '提出参数', within: [], across: ['fin_perf'] },
	'parameter.approve': { words: '审核参数', within: [], across: ['fin_approver'], freshHands: true },
	'recipe.read': { words: '查看定额测算', within: DEPARTMENT_READERS, across: DISTRICT_READERS },
	'recipe.edit': {
		words: '编制定额测算',
		within: ['dept_analyst', 'consultant', 'town_finance'],
		across: ['fin_perf']
	},
	'sample.read': { words: '查看外部样本', within: DEPARTMENT_READERS, across: DISTRICT_READERS },
	'sample.edit': {
		words: '导入外部样本',
		within: ['dept_analyst', 'consultant', 'town_finance'],
		across: ['fin_perf', 'fin_liaison']
	},
	'audit.read': { words: '查看操作记录', within: ['admin'], across: ['supervisor', 'fin_perf'] },
	'user.manage': { words: '管理用户', within: ['admin'] }
} as const satisfies Record<string, Rule>;

export type Action = keyof typeof PERMISSIONS;

export type Subject = {
	/** Path of the organisation the thing belongs to. */
	readonly path: string;
	/** People who already put their hand to this version: authors, submitters, confirmers. */
	readonly hands?: readonly string[];
};

/** May this person do this to this? Answers with the appointment that allows it, which the workflow record then names. */
export function may(actor: Actor, action: Action, subject: Subject): Result<Appointment> {
	const rule: Rule = PERMISSIONS[action];
	const appointment = actor.appointments.find((held) => allows(rule, held, subject.path));
	if (!appointment) {
		const roles = [...rule.within, ...(rule.across ?? [])].map((role) => ROLES[role]).join('、');
		return refuse(problem('workflow/forbidden', { action: rule.words, roles }));
	}
	if (rule.freshHands && subject.hands?.includes(actor.userId))
		return refuse(problem('workflow/own-work', { action: rule.words }));
	return ok(appointment);
}

/** Is it closed to people who already put their hand to the version? */
export function needsFreshHands(action: Action): boolean {
	const rule: Rule = PERMISSIONS[action];
	return rule.freshHands === true;
}

/**
 * The same question about things that belong to everybody, such as price indices: any appointment that holds the role
 * anywhere is enough.
 */
export function mayAnywhere(
	actor: Actor,
	action: Action,
	hands: readonly string[] = []
): Result<Appointment> {
	const held = actor.appointments.find(({ path }) => may(actor, action, { path }).ok);
	return may(actor, action, { path: held?.path ?? '', hands });
}

/** Does any role this person holds ever allow it? For menus only; what is done is asked of `may`, with its subject. */
export function mightEver(actor: Actor, action: Action): boolean {
	const rule: Rule = PERMISSIONS[action];
	return actor.appointments.some(
		({ role }) => rule.within.includes(role) || rule.across?.includes(role) === true
	);
}

function allows(rule: Rule, held: Appointment, path: string): boolean {
	if (rule.within.includes(held.role)) return path.startsWith(held.path);
	return rule.across?.includes(held.role) === true && path.startsWith(districtOf(held.path));
}

/** Finance sits in a bureau under its district but acts for the whole district. */
function districtOf(path: string): string {
	const parts = path.split('/').filter((part) => part !== '');
	return parts.length <= 1 ? path : `/${parts.slice(0, -1).join('/')}/`;
}
