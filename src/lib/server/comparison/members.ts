import type { Hash } from '#lib/core/address/value-ref.ts';
import { boundWarnings, memberWarnings } from '#lib/core/comparison/bounds.ts';
import type { ComparisonResults } from '#lib/core/comparison/comparison-snapshot.ts';
import { moneyOfSet } from '#lib/core/comparison/currency.ts';
import { admit, requireCost } from '#lib/core/comparison/gate.ts';
import { labelOf } from '#lib/core/comparison/observation.ts';
import { requireReason, type Placed } from '#lib/core/comparison/reasons.ts';
import { LIMITS } from '#lib/core/limits.ts';
import { problem, type Problem } from '#lib/core/problem.ts';
import { ok, refuse, type Result } from '#lib/core/result.ts';
import { may } from '#lib/core/workflow/permission.ts';
import { contentHash, recordAudit } from '../audit/service.ts';
import type { Context } from '../context.ts';
import { confirmedSamples } from '../samples/service.ts';
import { unitsOf, type ConfirmedUnit } from './confirmed-units.ts';
import { compareDraft, loadDraft, type Draft, type Member } from './draft.ts';
import { inDraft } from './edit.ts';
import type { MemberKey } from './member-key.ts';
import {
	deleteMember,
	insertMembers,
	selectConfirmedBySnapshot,
	updateMember,
	updateMembers
} from './store.ts';

/**
 * Adds confirmed cost units and external observations. One that fails the gate refuses the whole request with the reason.
 * One that differs from what the set states, or in basis from the rest, enters as not included: taking it in needs a
 * written reason (`setIncluded`).
 */
export async function addMembers(
	context: Context,
	input: { readonly id: string; readonly members: readonly MemberKey[] }
): Promise<Result<true>> {
	if (input.members.length === 0) return refuse(problem('comparison/nothing-chosen', {}));
	return inDraft(context, input.id, 'comparison.edit', async (tx, head) => {
		const draft = await loadDraft(tx, head);
		if (!draft.ok) return draft;
		const admission = new Admission(tx, draft.value);
		for (const key of input.members) {
			const admitted = await admission.add(key);
			if (!admitted.ok) return admitted;
		}
		return takeIn(tx, draft.value, admission.added);
	});
}

/**
 * Adds every observation of an external sample that the gate lets in and that matches what the set states; the others are
 * left alone. Answers how many came in; refused where none does, with the commonest reason.
 */
export async function addWholeSample(
	context: Context,
	input: { readonly id: string; readonly snapshot: Hash }
): Promise<Result<number>> {
	return inDraft(context, input.id, 'comparison.edit', async (tx, head) => {
		const draft = await loadDraft(tx, head);
		if (!draft.ok) return draft;
		if (!(await confirmedSamples(tx)).includes(input.snapshot))
			return refuse(problem('sample/not-found', {}));
		const units = await unitsOf(tx, input.snapshot);
		if (!units.ok) return units;
		const admission = new Admission(tx, draft.value);
		const differing: string[] = [];
		const refused: Problem[] = [];
		for (const unit of units.value) {
			const differences = boundWarnings(unit.observation, head);
			if (differences.length === 0) {
				const admitted = await admission.add(unit);
				if (!admitted.ok) refused.push(admitted.problem);
			} else differing.push(...differences.slice(0, 1));
		}
		if (admission.added.length === 0) {
			const here = draft.value.members.some(({ snapshot }) => snapshot === input.snapshot);
			// What the gate says of a row is more use than that none came in.
			const gate = refused.find(({ code }) => code !== 'comparison/member-exists');
			if (gate) return refuse(gate);
			const why = differing[0] ?? (here ? '它们都已在本次比对中' : '');
			return refuse(problem('sample/nothing-fits', { why: why === '' ? '' : `（${why}）` }));
		}
		const taken = await takeIn(tx, draft.value, admission.added);
		return taken.ok ? ok(admission.added.length) : taken;
	});
}

async function takeIn(tx: Context, draft: Draft, added: readonly ConfirmedUnit[]): Promise<Result<true>> {
	const { head, members } = draft;
	if (members.length + added.length > LIMITS.comparisonMembers)
		return refuse(problem('comparison/too-many-members', { limit: String(LIMITS.comparisonMembers) }));
	const observations = [...members, ...added].map(({ observation }) => observation);
	const money = moneyOfSet(observations, head.steps);
	if (!money.ok) return money;
	const warnings = memberWarnings(observations, head);
	await insertMembers(
		tx.db,
		added.map(({ snapshot, unit }, i) => ({
			comparison_id: head.id,
			snapshot,
			unit,
			included: warnings[members.length + i]?.length === 0 ? 1 : 0,
			reason: ''
		}))
	);
	await audit(tx, 'comparison.add-members', draft);
	return ok(true);
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
		const reason = readReason(input.reason);
		if (!reason.ok) return reason;
		const placed = placedMembers(draft.value)[at];
		if (!placed) throw new Error('Every member has a place');
		const justified = requireReason({ ...placed, included: input.included, reason: reason.value });
		if (!justified.ok) return justified;
		await updateMember(tx.db, {
			comparison_id: head.id,
			snapshot: input.snapshot,
			unit: input.unit,
			included: input.included ? 1 : 0,
			reason: reason.value
		});
		await audit(tx, input.included ? 'comparison.include' : 'comparison.exclude', draft.value);
		return ok(true);
	});
}

/**
 * Places every member that needs a reason and has none in the same way for the same reason: outliers of a large sample
 * are judged by one rule, not one by one. Answers how many there were.
 */
export async function placeUnexplained(
	context: Context,
	input: { readonly id: string; readonly included: boolean; readonly reason: string }
): Promise<Result<number>> {
	return inDraft(context, input.id, 'comparison.edit', async (tx, head) => {
		const draft = await loadDraft(tx, head);
		if (!draft.ok) return draft;
		const reason = readReason(input.reason);
		if (!reason.ok) return reason;
		const waiting = placedMembers(draft.value).flatMap((placed, i) => {
			const member = draft.value.members[i];
			return member && !requireReason(placed).ok ? [member] : [];
		});
		if (waiting.length > 0 && reason.value === '')
			return refuse(
				problem('comparison/reason-needed', {
					member: `${waiting.length} 个成员`,
					because: '有提示或不纳入统计'
				})
			);
		await updateMembers(tx.db, head.id, waiting, { included: input.included ? 1 : 0, reason: reason.value });
		await audit(tx, input.included ? 'comparison.include' : 'comparison.exclude', draft.value);
		return ok(waiting.length);
	});
}

function readReason(text: string): Result<string> {
	const reason = text.trim();
	return reason.length > LIMITS.remarkLength
		? refuse(problem('name/malformed', { field: '理由', characters: String(LIMITS.remarkLength) }))
		: ok(reason);
}

/** Every member as the rules about reasons see it. Where the set cannot be computed yet, nothing is flagged. */
export function placedMembers(draft: Draft): readonly Placed[] {
	const compared = compareDraft(draft);
	const results: ComparisonResults | null = compared.ok ? compared.value : null;
	const warnings = memberWarnings(
		draft.members.map(({ observation }) => observation),
		draft.head
	);
	return draft.members.map((member, i) => ({
		label: labelOf(member.observation),
		included: member.included,
		reason: member.reason,
		flagged: results?.members[i]?.flagged ?? null,
		warnings: warnings[i] ?? []
	}));
}

/** Units asked for one after another: each snapshot is read once, and nobody comes in twice. */
class Admission {
	readonly added: ConfirmedUnit[] = [];
	readonly #tx: Context;
	readonly #head: Draft['head'];
	readonly #witnesses: Set<string>;
	readonly #units = new Map<Hash, Result<ReadonlyMap<number, ConfirmedUnit>>>();

	constructor(tx: Context, { head, members }: Draft) {
		this.#tx = tx;
		this.#head = head;
		this.#witnesses = new Set(members.map(witnessOf));
	}

	async add({ snapshot, unit: place }: MemberKey): Promise<Result<true>> {
		const units = this.#units.get(snapshot) ?? (await this.#open(snapshot));
		this.#units.set(snapshot, units);
		if (!units.ok) return units;
		const unit = units.value.get(place);
		if (!unit) return refuse(problem('comparison/not-confirmed', {}));
		// Another version of the same analysis is the same witness.
		const witness = witnessOf(unit);
		if (this.#witnesses.has(witness))
			return refuse(problem('comparison/member-exists', { member: labelOf(unit.observation) }));
		const admitted = admit(unit.observation, this.#head);
		if (!admitted.ok) return admitted;
		const costed = requireCost(unit.observation);
		if (!costed.ok) return costed;
		this.#witnesses.add(witness);
		this.added.push(unit);
		return ok(true);
	}

	async #open(snapshot: Hash): Promise<Result<ReadonlyMap<number, ConfirmedUnit>>> {
		if (!(await confirmedSamples(this.#tx)).includes(snapshot)) {
			const confirmed = await selectConfirmedBySnapshot(this.#tx.db, snapshot);
			if (!confirmed) return refuse(problem('comparison/not-confirmed', {}));
			const allowed = may(this.#tx.actor, 'project.read', { path: confirmed.path });
			if (!allowed.ok) return allowed;
		}
		const units = await unitsOf(this.#tx, snapshot);
		return units.ok ? ok(new Map(units.value.map((unit) => [unit.unit, unit]))) : units;
	}
}

function witnessOf({ observation: { project, fiscalYear, index } }: Pick<Member, 'observation'>): string {
	return JSON.stringify([project, fiscalYear, index]);
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
