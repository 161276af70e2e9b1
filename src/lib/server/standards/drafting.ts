import type { Hash } from '#lib/core/address/value-ref.ts';
import { problem } from '#lib/core/problem.ts';
import { ok, refuse, type Result } from '#lib/core/result.ts';
import { linkStandards, newDraft, type StandardDraft } from '#lib/core/standards/draft.ts';
import { previewStandards, type StandardsPreview } from '#lib/core/standards/preview.ts';
import { may, mayAnywhere } from '#lib/core/workflow/permission.ts';
import { editable, PROPOSAL_MACHINE } from '#lib/core/workflow/states.ts';
import { recordAudit } from '../audit/service.ts';
import { timestamp, type Context } from '../context.ts';
import { inTransaction } from '../database/database.ts';
import { organisationById } from '../organisations/service.ts';
import { parseDraft } from './draft-schema.ts';
import { elementCostsOf } from './element-costs.ts';
import { draftHash, draftRows, frozenComparison, loadProposal, PROPOSAL } from './proposal.ts';
import { chosenRecipe } from './recipe-choice.ts';
import { insertProposal, selectComparison, selectFrozenComparisons, updateDrafts } from './store.ts';

/**
 * 编制标准: opens a proposal on a frozen comparison. It belongs to the comparison's organisation, or to the department
 * that finance names when it derives a standard for one.
 */
export async function createProposal(
	context: Context,
	input: { readonly comparisonId: string; readonly organisationId?: string }
): Promise<Result<{ readonly id: string }>> {
	const comparison = await selectComparison(context.db, input.comparisonId);
	if (!comparison) return refuse(problem('standard/not-found', {}));
	const readable = may(context.actor, 'comparison.read', { path: comparison.organisation_path });
	if (!readable.ok) return readable;
	const owner = await organisationById(context.db, input.organisationId ?? comparison.organisation_id);
	if (!owner.ok) return owner;
	const allowed = may(context.actor, 'standard.edit', { path: owner.value.path });
	if (!allowed.ok) return allowed;
	if (comparison.snapshot === null)
		return refuse(problem('standard/comparison-not-frozen', { title: comparison.title }));
	const draft = newDraft(comparison.title);
	const drafts = draftRows(draft.title, linkStandards(draft, comparison.category));
	return inTransaction(context, async (tx) => {
		const id = tx.newId();
		await insertProposal(tx.db, {
			id,
			...drafts,
			comparison_id: comparison.id,
			organisation_id: owner.value.id,
			state: PROPOSAL_MACHINE.initial,
			service_snapshot: null,
			quota_snapshot: null,
			expenditure_snapshot: null,
			created_by: tx.actor.userId,
			created_at: timestamp(tx)
		});
		await recordAudit(tx, {
			action: 'standard.create',
			subjectKind: PROPOSAL,
			subjectId: id,
			before: null,
			after: draftHash(drafts),
			details: { comparison: comparison.snapshot, title: draft.title }
		});
		return ok({ id });
	});
}

export interface DraftableComparison {
	readonly id: string;
	readonly title: string;
	readonly category: string;
	readonly organisationId: string;
}

/** Frozen comparisons this person may derive standards from. */
export async function draftableComparisons(
	context: Context
): Promise<Result<readonly DraftableComparison[]>> {
	const allowed = mayAnywhere(context.actor, 'standard.edit');
	if (!allowed.ok) return allowed;
	const rows = await selectFrozenComparisons(context.db);
	return ok(
		rows
			.filter((row) => may(context.actor, 'comparison.read', { path: row.organisation_path }).ok)
			.map(({ id, title, category, organisation_id }) => ({
				id,
				title,
				category,
				organisationId: organisation_id
			}))
	);
}

/** Saves a draft made on the draft whose hash is `base`; refused when somebody else saved in between. */
export async function saveDraft(
	context: Context,
	input: { readonly proposalId: string; readonly base: Hash; readonly draft: unknown }
): Promise<Result<{ readonly base: Hash }>> {
	const row = await loadProposal(context.db, input.proposalId);
	if (!row.ok) return row;
	const allowed = may(context.actor, 'standard.edit', { path: row.value.organisation_path });
	if (!allowed.ok) return allowed;
	const open = editable(PROPOSAL_MACHINE, row.value.state, '保存草稿');
	if (!open.ok) return open;
	const draft = parseDraft(input.draft);
	if (!draft.ok) return draft;
	const drafts = draftRows(draft.value.title, linkStandards(draft.value, row.value.category));
	const after = draftHash(drafts);
	if (draftHash(row.value) !== input.base) return refuse(problem('standard/draft-changed', {}));
	return inTransaction(context, async (tx) => {
		if (!(await updateDrafts(tx.db, row.value, drafts))) return refuse(problem('standard/draft-changed', {}));
		await recordAudit(tx, {
			action: 'standard.edit',
			subjectKind: PROPOSAL,
			subjectId: input.proposalId,
			before: input.base,
			after
		});
		return ok({ base: after });
	});
}

/** What a draft comes to, without saving it: the answer the pages compute as well, for callers without a browser. */
export async function previewDraft(
	context: Context,
	input: { readonly proposalId: string; readonly draft: unknown }
): Promise<Result<StandardsPreview & { readonly draft: StandardDraft }>> {
	const row = await loadProposal(context.db, input.proposalId);
	if (!row.ok) return row;
	const allowed = may(context.actor, 'standard.read', { path: row.value.organisation_path });
	if (!allowed.ok) return allowed;
	const draft = parseDraft(input.draft);
	if (!draft.ok) return draft;
	const comparison = await frozenComparison(context.db, row.value);
	if (!comparison.ok) return comparison;
	const recipe = await chosenRecipe(context.db, draft.value.quota.buildUp);
	if (!recipe.ok) return recipe;
	const { snapshot, hash } = comparison.value;
	return ok({
		...previewStandards(
			...([snapshot, hash, draft.value, recipe.value?.snapshot, undefined] as const),
			await elementCostsOf(context, snapshot)
		),
		draft: draft.value
	});
}
