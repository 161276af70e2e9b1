import { problem } from '../problem.ts';
import { ok, refuse, type Result } from '../result.ts';
import { PERMISSIONS, type Action } from './permission.ts';

/** One arrow of a state machine. Its name is the permission it needs unless two arrows share one permission. */
export type Transition = {
	readonly action: string;
	readonly permission: Action;
	readonly words: string;
	readonly from: readonly string[];
	readonly to: string;
};

export type Machine = {
	readonly subject: 'analysis' | 'comparison' | 'proposal';
	readonly initial: string;
	/** States in which the draft rows may still be changed. */
	readonly editable: readonly string[];
	readonly transitions: readonly Transition[];
};

/** 成本分析: made by the analyst, reviewed by the department, frozen when confirmed; reopening starts a new version. */
export const ANALYSIS_MACHINE: Machine = {
	subject: 'analysis',
	initial: 'analysing',
	editable: ['analysing', 'returned'],
	transitions: [
		arrow('analysis.submit', ['analysing', 'returned'], 'dept_review'),
		arrow('analysis.withdraw', ['dept_review'], 'analysing'),
		arrow('analysis.return', ['dept_review'], 'returned'),
		arrow('analysis.approve', ['dept_review'], 'confirmed'),
		arrow('analysis.reopen', ['confirmed'], 'analysing')
	]
};

/** 同类比对: open while members are weighed, then frozen once and for all; another look is another comparison. */
export const COMPARISON_MACHINE: Machine = {
	subject: 'comparison',
	initial: 'draft',
	editable: ['draft'],
	transitions: [arrow('comparison.freeze', ['draft'], 'frozen')]
};

/** 标准: 提出 → 部门确认 → 财政会同确认 → 印发 (or 试行 for a year where the sample carries no more, DOMAIN §2.8). */
export const PROPOSAL_MACHINE: Machine = {
	subject: 'proposal',
	initial: 'draft',
	editable: ['draft'],
	transitions: [
		arrow('standard.propose', ['draft'], 'proposed'),
		arrow('standard.confirm-department', ['proposed'], 'dept_confirmed'),
		arrow('standard.confirm-finance', ['dept_confirmed'], 'joint_confirmed'),
		arrow('standard.return', ['proposed', 'dept_confirmed', 'joint_confirmed'], 'draft'),
		arrow('standard.issue', ['joint_confirmed'], 'issued'),
		{
			action: 'standard.issue-trial',
			permission: 'standard.issue',
			words: '试行印发标准',
			from: ['joint_confirmed'],
			to: 'trial'
		}
	]
};

/** What people read for each state, the same word on every screen. */
export const STATE_LABELS: Record<string, string> = {
	// analysis
	analysing: '编制中',
	dept_review: '部门审核中',
	returned: '已退回',
	confirmed: '已确认',
	// comparison
	draft: '草稿',
	frozen: '已固化',
	// proposal
	proposed: '待部门确认',
	dept_confirmed: '待财政会同确认',
	joint_confirmed: '待印发',
	issued: '已印发',
	trial: '试行',
	// issued standard, as of a date
	upcoming: '尚未生效',
	in_force: '现行有效',
	superseded: '已被替代',
	repealed: '已废止',
	expired: '已失效'
};

/**
 * The state that `action` leads to from `state`; refused with `workflow/wrong-state` where no such arrow begins. Whether
 * the person may is another question: ask `may` with the permission of `transitionOf`.
 */
export function nextState(machine: Machine, state: string, action: string): Result<string> {
	const transition = transitionOf(machine, action);
	if (transition.from.includes(state)) return ok(transition.to);
	return refuse(wrongState(transition.words, state, transition.from));
}

/** Refuses a change to draft rows that already left the hands of those who write them. */
export function editable(machine: Machine, state: string, words: string): Result<true> {
	return machine.editable.includes(state) ? ok(true) : refuse(wrongState(words, state, machine.editable));
}

/** The arrow with this name; asking for one that the machine does not have is a programming error. */
export function transitionOf(machine: Machine, action: string): Transition {
	const transition = machine.transitions.find((candidate) => candidate.action === action);
	if (!transition) throw new Error(`No transition ${action} of ${machine.subject}`);
	return transition;
}

function arrow(action: Action, from: readonly string[], to: string): Transition {
	return { action, permission: action, words: PERMISSIONS[action].words, from, to };
}

function wrongState(action: string, state: string, needed: readonly string[]) {
	return problem('workflow/wrong-state', {
		action,
		state: STATE_LABELS[state] ?? state,
		needed: needed.map((code) => STATE_LABELS[code] ?? code).join('、')
	});
}
