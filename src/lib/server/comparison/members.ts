import type { Hash } from '#lib/core/address/value-ref.ts';
import { basisWarnings } from '#lib/core/comparison/basis-warnings.ts';
import type { ComparisonResults } from '#lib/core/comparison/comparison-snapshot.ts';
import { admit } from '#lib/core/comparison/gate.ts';
import { labelOf } from '#lib/core/comparison/observation.ts';
import { requireReason, type Placed } from '#lib/core/comparison/reasons.ts';
import { LIMITS } from '#lib/core/limits.ts';
import { problem } from '#lib/core/problem.ts';
import { ok, refuse, type Result } from '#lib/core/result.ts';
import { may } from '#lib/core/workflow/permission.ts';
import { contentHash, recordAudit } from '../audit/service.ts';
import type { Context } from '../context.ts';
import { unitsOf, type ConfirmedUnit } from './confirmed-units.ts';
import { compareDraft, loadDraft, type Draft, type Member } from './draft.ts';
import { inDraft } from './edit.ts';
import { deleteMember, insertMembers, selectConfirmedBySnapshot, updateMember } from './store.ts';

export interface MemberKey {
	readonly snapshot: Hash;
	readonly unit: number;
}

/**
 * Adds confirmed cost units. One that fails the gate refuses the whole request with the reason. One that differs in
 * basis from the rest enters as not included: taking it in needs a written reason (`setIncluded`).
 */
export async function addMembers(
	context: Context,
	input: { readonly id: string; readonly members: readonly MemberKey[] }
): Promise<Result<true>> {
	if (input.members.length === 0) return refuse(problem('comparison/nothing-chosen', {}));
	return inDraft(context, input.id, 'comparison.edit', async (tx, head) => {
		const draft = await loadDraft(tx, head);
		if (!draft.ok) return draft;
		const added: ConfirmedUnit[] = [];
		for (const key of input.members) {
			const unit = await admitUnit(tx, draft.value, added, key);
			if (!unit.ok) return unit;
			added.push(unit.value);
		}
		const size = draft.value.members.length + added.length;
		if (size > LIMITS.comparisonMembers)
			return refuse(problem('comparison/too-many-members', { limit: String(LIMITS.comparisonMembers) }));
		const before = draft.value.members.map(({ observation }) => observation);
		const warnings = basisWarnings([...before, ...added.map(({ observation }) => observation)]);
		await insertMembers(
			tx.db,
			added.map(({ snapshot, unit }, i) => ({
				comparison_id: head.id,
				snapshot,
				unit,
				included: warnings[before.length + i]?.length === 0 ? 1 : 0,
				reason: ''
			}))
		);
		await audit(tx, 'comparison.add-members', draft.value);
		return ok(true);
	});
}

/** Takes a member out of the set altogether. */
export async function removeMember(
	context: Context,
	input: { readonly id: string } & MemberKey
): Promise<Result<true>> {
	return inDraft(context, input.id, 'comparison.edit', async (tx, head) => {
		const draft = await loadDraft(tx, head);
		if (!draft.ok) return draft;
		if (!(await deleteMember(tx.db, head.id, input.snapshot, input.unit)))
			return refuse(problem('comparison/member-not-found', {}));
		await audit(tx, 'comparison.remove-member', draft.value);
		return ok(true);
	});
}

/** Includes or excludes a member. Excluding, and including what is flagged or warned of, needs a reason. */
export async function setIncluded(
	context: Context,
	input: { readonly id: string; readonly included: boolean; readonly reason: string } & MemberKey
): Promise<Result<true>> {
	return inDraft(context, input.id, 'comparison.edit', async (tx, head) => {
		const draft = await loadDraft(tx, head);
		if (!draft.ok) return draft;
		const at = draft.value.members.findIndex((m) => m.snapshot === input.snapshot && m.unit === input.unit);
		if (at < 0) return refuse(problem('comparison/member-not-found', {}));
		const reason = input.reason.trim();
		if (reason.length > LIMITS.remarkLength)
			return refuse(problem('name/malformed', { field: '理由', characters: String(LIMITS.remarkLength) }));
		const placed = placedMembers(draft.value)[at];
		if (!placed) throw new Error('Every member has a place');
		const justified = requireReason({ ...placed, included: input.included, reason });
		if (!justified.ok) return justified;
		await updateMember(tx.db, {
			comparison_id: head.id,
			snapshot: input.snapshot,
			unit: input.unit,
			included: input.included ? 1 : 0,
			reason
		});
		await audit(tx, input.included ? 'comparison.include' : 'comparison.exclude', draft.value);
		return ok(true);
	});
}

/** Every member as the rules about reasons see it. Where the set cannot be computed yet, nothing is flagged. */
export function placedMembers(draft: Draft): readonly Placed[] {
	const compared = compareDraft(draft);
	const results: ComparisonResults | null = compared.ok ? compared.value : null;
	const warnings = basisWarnings(draft.members.map(({ observation }) => observation));
	return draft.members.map((member, i) => ({
		label: labelOf(member.observation),
		included: member.included,
		reason: member.reason,
		flagged: results?.members[i]?.flagged ?? null,
		warnings: warnings[i] ?? []
	}));
}

async function admitUnit(
	tx: Context,
	draft: Draft,
	added: readonly ConfirmedUnit[],
	key: MemberKey
): Promise<Result<ConfirmedUnit>> {
	const confirmed = await selectConfirmedBySnapshot(tx.db, key.snapshot);
	if (!confirmed) return refuse(problem('comparison/not-confirmed', {}));
	const allowed = may(tx.actor, 'project.read', { path: confirmed.path });
	if (!allowed.ok) return allowed;
	const units = await unitsOf(tx, key.snapshot);
	if (!units.ok) return units;
	const unit = units.value.find((candidate) => candidate.unit === key.unit);
	if (!unit) return refuse(problem('comparison/not-confirmed', {}));
	const inside: readonly (Member | ConfirmedUnit)[] = [...draft.members, ...added];
	// Another version of the same analysis is the same witness.
	if (inside.some((member) => sameUnit(member, unit)))
		return refuse(problem('comparison/member-exists', { member: labelOf(unit.observation) }));
	const admitted = admit(unit.observation, draft.head);
	return admitted.ok ? ok(unit) : admitted;
}

function sameUnit(a: Pick<Member, 'observation'>, b: Pick<Member, 'observation'>): boolean {
	return (
		a.observation.project === b.observation.project &&
		a.observation.fiscalYear === b.observation.fiscalYear &&
		a.observation.index === b.observation.index
	);
}

async function audit(tx: Context, action: string, before: Draft): Promise<void> {
	const after = await loadDraft(tx, before.head);
	if (!after.ok) throw new Error('A draft that was just changed can be read');
	await recordAudit(tx, {
		action,
		subjectKind: 'comparison',
		subjectId: before.head.id,
		before: contentHash(membersText(before)),
		after: contentHash(membersText(after.value))
	});
}

function membersText({ members }: Draft) {
	return members.map(({ snapshot, unit, included, reason }) => ({ snapshot, unit, included, reason }));
}
