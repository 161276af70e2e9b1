import type { Hash } from '#lib/core/address/value-ref.ts';
import { canonicalText } from '#lib/core/snapshot/canonical.ts';
import type { Appointment } from '#lib/core/workflow/actor.ts';
import { contentHash } from '../audit/service.ts';
import { timestamp, type Context } from '../context.ts';
import type { AppDatabase } from '../database/database.ts';
import type { DecisionTable } from '../database/schema.ts';
import { insertDecision, selectDecisions } from './store.ts';

export interface DecisionInput {
	readonly subjectKind: string;
	readonly subjectId: string;
	/** Name of the transition: "analysis.approve", "standard.issue"… */
	readonly action: string;
	readonly from: string;
	readonly to: string;
	/** The appointment `may` answered with: in which role and for whom this was done. */
	readonly appointment: Appointment;
	/** What was signed, by hash. */
	readonly snapshots: readonly Hash[];
	readonly opinion: string;
}

export interface Decision {
	readonly id: string;
	readonly actorId: string;
	readonly actorName: string;
	readonly role: string;
	readonly organisationName: string;
	readonly at: string;
	readonly action: string;
	readonly from: string;
	readonly to: string;
	readonly snapshots: readonly Hash[];
	readonly opinion: string;
}

/**
 * Writes who decided what, in which role, on which snapshots. The use case that calls this writes the audit entry, and
 * puts the hash it is given here into its details as `decision`: so the chain vouches for the opinion, too.
 */
export async function recordDecision(context: Context, input: DecisionInput): Promise<Hash> {
	const { appointment } = input;
	const row: DecisionTable = {
		id: context.newId(),
		actor_id: context.actor.userId,
		actor_name: context.actor.name,
		role: appointment.role,
		organisation_id: appointment.organisationId,
		organisation_name: appointment.organisationName,
		at: timestamp(context),
		subject_kind: input.subjectKind,
		subject_id: input.subjectId,
		action: input.action,
		from_state: input.from,
		to_state: input.to,
		snapshots: canonicalText(input.snapshots),
		opinion: input.opinion
	};
	await insertDecision(context.db, row);
	return decisionHash(row);
}

/** Hash of a decision, every column of it. */
export function decisionHash(row: DecisionTable): Hash {
	return contentHash({
		id: row.id,
		actor_id: row.actor_id,
		actor_name: row.actor_name,
		role: row.role,
		organisation_id: row.organisation_id,
		organisation_name: row.organisation_name,
		at: row.at,
		subject_kind: row.subject_kind,
		subject_id: row.subject_id,
		action: row.action,
		from_state: row.from_state,
		to_state: row.to_state,
		snapshots: row.snapshots,
		opinion: row.opinion
	});
}

/** Every decision on one thing, newest last. The caller has asked `may` about the thing itself. */
export async function decisionsOf(
	db: AppDatabase,
	subjectKind: string,
	subjectId: string
): Promise<readonly Decision[]> {
	const rows = await selectDecisions(db, subjectKind, subjectId);
	return rows.map((row) => ({
		id: row.id,
		actorId: row.actor_id,
		actorName: row.actor_name,
		role: row.role,
		organisationName: row.organisation_name,
		at: row.at,
		action: row.action,
		from: row.from_state,
		to: row.to_state,
		// Written above as a canonical array of hashes.
		snapshots: JSON.parse(row.snapshots) as Hash[],
		opinion: row.opinion
	}));
}
