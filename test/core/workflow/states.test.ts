import { describe, expect, it } from 'vitest';
import {
	ANALYSIS_MACHINE,
	COMPARISON_MACHINE,
	PROPOSAL_MACHINE,
	STATE_LABELS,
	editable,
	nextState,
	transitionOf,
	type Machine
} from '#lib/core/workflow/states.ts';
import { unwrap } from '#lib/core/result.ts';

const MACHINES = [ANALYSIS_MACHINE, COMPARISON_MACHINE, PROPOSAL_MACHINE];

function walk(machine: Machine, actions: readonly string[]): string {
	return actions.reduce((state, action) => unwrap(nextState(machine, state, action)), machine.initial);
}

describe('state machines', () => {
	it.each([
		[ANALYSIS_MACHINE, ['analysis.submit', 'analysis.approve'], 'confirmed'],
		[
			ANALYSIS_MACHINE,
			['analysis.submit', 'analysis.return', 'analysis.submit', 'analysis.withdraw'],
			'analysing'
		],
		[ANALYSIS_MACHINE, ['analysis.submit', 'analysis.approve', 'analysis.reopen'], 'analysing'],
		[COMPARISON_MACHINE, ['comparison.freeze'], 'frozen'],
		[
			PROPOSAL_MACHINE,
			['standard.propose', 'standard.confirm-department', 'standard.confirm-finance', 'standard.issue'],
			'issued'
		],
		[
			PROPOSAL_MACHINE,
			['standard.propose', 'standard.confirm-department', 'standard.confirm-finance', 'standard.issue-trial'],
			'trial'
		],
		[PROPOSAL_MACHINE, ['standard.propose', 'standard.confirm-department', 'standard.return'], 'draft']
	] as const)('walks $subject by %j to %s', (machine, actions, end) => {
		expect(walk(machine, actions)).toBe(end);
	});

	it('refuses a step from a wrong state and says which one is needed', () => {
		expect(nextState(PROPOSAL_MACHINE, 'draft', 'standard.issue')).toEqual({
			ok: false,
			problem: {
				code: 'workflow/wrong-state',
				values: { action: '印发标准', state: '草稿', needed: '待印发' }
			}
		});
	});

	it.each(['issued', 'trial', 'frozen'])('has no way out of %s: what has force is never changed', (state) => {
		for (const machine of MACHINES)
			expect(machine.transitions.filter((transition) => transition.from.includes(state))).toEqual([]);
	});

	it('lets draft rows be changed only before they are handed on', () => {
		expect(editable(ANALYSIS_MACHINE, 'returned', '编辑').ok).toBe(true);
		expect(editable(ANALYSIS_MACHINE, 'dept_review', '编辑').ok).toBe(false);
		expect(editable(COMPARISON_MACHINE, 'frozen', '编辑').ok).toBe(false);
	});

	it('has a Chinese word for every state', () => {
		for (const { initial, transitions } of MACHINES)
			for (const state of [initial, ...transitions.flatMap(({ from, to }) => [...from, to])])
				expect(STATE_LABELS[state], state).toMatch(/\p{Script=Han}/u);
	});

	it('treats an action it does not have as a programming error', () => {
		expect(() => transitionOf(COMPARISON_MACHINE, 'comparison.issue')).toThrow(/comparison.issue/);
	});
});
