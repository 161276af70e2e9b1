import { may, needsFreshHands } from '#lib/core/workflow/permission.ts';
import { PROPOSAL_MACHINE } from '#lib/core/workflow/states.ts';
import type { Context } from '../context.ts';
import { decisionsOf } from '../decisions/service.ts';
import { handsOnRule, RULE } from './proposal.ts';
import { selectRules, type RuleRow } from './store.ts';

/** A rule whose next step this person may take. */
export interface RuleWaiting {
	readonly id: string;
	readonly title: string;
	readonly organisation: string;
	readonly state: string;
	/** What is expected: 部门确认标准… */
	readonly action: string;
	readonly since: string;
}

/** Steps that carry a rule on; going back is a choice, never a task. */
const FORWARD = new Set([
	'standard.propose',
	'standard.confirm-department',
	'standard.confirm-finance',
	'standard.issue'
]);

/** Rules that wait for this person. */
export async function rulesWaiting(context: Context): Promise<readonly RuleWaiting[]> {
	const found: RuleWaiting[] = [];
	for (const row of await selectRules(context.db)) {
		const step = await nextStep(context, row);
		if (!step) continue;
		const last = (await decisionsOf(context.db, RULE, row.id)).at(-1);
		const { id, title, state, organisation_name: organisation } = row;
		found.push({ id, title, organisation, state, action: step.words, since: last?.at ?? row.created_at });
	}
	return found;
}

/** Who already put a hand to it is asked only where the role alone would allow the step. */
async function nextStep({ actor, db }: Context, row: RuleRow) {
	const subject = { path: row.organisation_path };
	const step = PROPOSAL_MACHINE.transitions.find(
		({ action, permission, from }) =>
			FORWARD.has(action) && from.includes(row.state) && may(actor, permission, subject).ok
	);
	if (!step || !needsFreshHands(step.permission)) return step;
	const hands = await handsOnRule(db, row.id);
	return may(actor, step.permission, { ...subject, hands }).ok ? step : undefined;
}
