import type { Hash } from '#lib/core/address/value-ref.ts';
import type { Signature } from '#lib/core/lineage/explained-step.ts';
import { ROLES, type Role } from '#lib/core/workflow/actor.ts';
import { PERMISSIONS, type Action } from '#lib/core/workflow/permission.ts';
import { ANALYSIS_MACHINE, COMPARISON_MACHINE, PROPOSAL_MACHINE } from '#lib/core/workflow/states.ts';
import type { AppDatabase } from '../database/database.ts';
import { selectDecisionsOn } from './store.ts';

/** Everybody who put their name to a snapshot, oldest first: read from the decisions that name its hash. */
export async function signaturesOn(db: AppDatabase, hash: Hash): Promise<readonly Signature[]> {
	const rows = await selectDecisionsOn(db, hash);
	return rows.map((row) => ({
		who: row.actor_name,
		role: Object.hasOwn(ROLES, row.role) ? ROLES[row.role as Role] : row.role,
		organisation: row.organisation_name,
		action: transitionWords(row.action),
		when: row.at,
		opinion: row.opinion
	}));
}

/** What a recorded transition is called, e.g. "standard.issue" → 印发标准. */
export function transitionWords(action: string): string {
	const arrows = [ANALYSIS_MACHINE, COMPARISON_MACHINE, PROPOSAL_MACHINE].flatMap(
		(machine) => machine.transitions
	);
	const arrow = arrows.find((candidate) => candidate.action === action);
	if (arrow) return arrow.words;
	return Object.hasOwn(PERMISSIONS, action) ? PERMISSIONS[action as Action].words : action;
}
