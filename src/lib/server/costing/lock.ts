import { PERMISSIONS, may, needsFreshHands, type Action } from '#lib/core/workflow/permission.ts';
import { ANALYSIS_MACHINE } from '#lib/core/workflow/states.ts';
import { whoMay } from '../auth/who-may.ts';
import type { Context } from '../context.ts';
import type { Decision } from '../decisions/service.ts';
import type { AnalysisRow } from './store.ts';

/** Why an analysis cannot be typed into by the reader, and who can change that. */
export interface Lock {
	/** `state`: it has left the hands of those who write it; `role`: the reader is not one of them. */
	readonly kind: 'state' | 'role';
	readonly state: string;
	/** The decision that brought it into this state. */
	readonly since: { readonly who: string; readonly at: string } | null;
	/** The ways out: 撤回, 退回, 重新打开 with the people who may; or 编辑 with those who write it. */
	readonly ways: readonly { readonly words: string; readonly names: readonly string[] }[];
}

/** Null where the reader may type. */
export async function lockOf(
	context: Context,
	row: AnalysisRow,
	{ decisions, hands }: { readonly decisions: readonly Decision[]; readonly hands: readonly string[] }
): Promise<Lock | null> {
	const open = ANALYSIS_MACHINE.editable.includes(row.state);
	if (open && may(context.actor, 'analysis.edit', { path: row.path }).ok) return null;
	const actions: readonly Action[] = open ? ['analysis.edit'] : waysOut(row.state);
	const ways: { words: string; names: readonly string[] }[] = [];
	for (const action of actions) {
		const people = await whoMay(context.db, action, row.path);
		const fresh = needsFreshHands(action) ? people.filter(({ id }) => !hands.includes(id)) : people;
		ways.push({ words: PERMISSIONS[action].words, names: fresh.map(({ name }) => name) });
	}
	const last = decisions.findLast(({ to }) => to === row.state);
	return {
		kind: open ? 'role' : 'state',
		state: row.state,
		since: last ? { who: last.actorName, at: last.at } : null,
		ways
	};
}

/** What leads from a state back to one in which lines may be changed. */
function waysOut(state: string): readonly Action[] {
	return ANALYSIS_MACHINE.transitions
		.filter(({ from, to }) => from.includes(state) && ANALYSIS_MACHINE.editable.includes(to))
		.map(({ permission }) => permission);
}
