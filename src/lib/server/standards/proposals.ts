import type { Hash } from '#lib/core/address/value-ref.ts';
import { ok, type Result } from '#lib/core/result.ts';
import type { ElementCosts } from '#lib/core/standards/composition.ts';
import type { StandardDraft } from '#lib/core/standards/draft.ts';
import type { ComparisonSnapshot } from '#lib/core/standards/inputs.ts';
import { may, mayAnywhere } from '#lib/core/workflow/permission.ts';
import { PROPOSAL_MACHINE } from '#lib/core/workflow/states.ts';
import type { Context } from '../context.ts';
import { decisionsOf, type Decision } from '../decisions/service.ts';
import { readableComparison } from '../lineage/hidden-members.ts';
import { organisationTree, type Organisation } from '../organisations/service.ts';
import { latestBudgets, latestVolume, type YearBudgets } from '../workpapers/budget-lines.ts';
import { draftHash, frozenComparison, handsOn, loadProposal, PROPOSAL, storedDraft } from './proposal.ts';
import { elementCostsOf } from './element-costs.ts';
import { recipeChoices, type RecipeChoice } from './recipe-choice.ts';
import { signedBackTests, type SignedBackTests } from './signed-back-tests.ts';
import { selectIssuedOfProposal, selectProposals, type ProposalRow } from './store.ts';

export interface ProposalSummary {
	readonly id: string;
	readonly title: string;
	readonly code: string;
	readonly category: string;
	readonly comparison: string;
	readonly organisation: string;
	readonly state: string;
	readonly author: string;
	readonly createdAt: string;
}

export interface ProposalView extends ProposalSummary {
	readonly comparisonId: string;
	readonly comparisonHash: Hash;
	readonly comparisonSnapshot: ComparisonSnapshot;
	readonly draft: StandardDraft;
	/** What the elements of the set's costs come to, for the composition of the quota. */
	readonly elements: ElementCosts;
	/** Build-ups that may stand behind or beside the quota. */
	readonly recipes: readonly RecipeChoice[];
	/** The latest year's budgets of its kind, all grades, that this person may see: what the standard would mean for them. */
	readonly budgets: YearBudgets | null;
	/** Units served in those budgets, all organisations together. */
	readonly volume: string | null;
	/** Names the draft as read; saving needs it. */
	readonly base: Hash;
	/** Frozen standards, null while it is a draft. */
	readonly snapshots: {
		readonly service: Hash | null;
		readonly quota: Hash | null;
		readonly expenditure: Hash | null;
	};
	readonly decisions: readonly Decision[];
	/** Back-tests as they were signed, once the standards are issued; before, they are computed for whoever looks. */
	readonly signed: SignedBackTests | null;
	/** Names of the transitions this person may make now, and whether the draft is open to them. */
	readonly actions: readonly string[];
	readonly mayEdit: boolean;
	readonly issued: readonly { readonly id: string; readonly kind: string }[];
	readonly documentNumber: string | null;
}

/** Every proposal this person may read, the newest first. */
export async function listProposals(context: Context): Promise<Result<readonly ProposalSummary[]>> {
	const allowed = mayAnywhere(context.actor, 'standard.read');
	if (!allowed.ok) return allowed;
	const rows = await selectProposals(context.db);
	return ok(
		rows.filter((row) => may(context.actor, 'standard.read', { path: row.organisation_path }).ok).map(summary)
	);
}

/** One proposal with what it comes to and what this person may do with it. */
export async function getProposal(context: Context, id: string): Promise<Result<ProposalView>> {
	const found = await loadProposal(context.db, id);
	if (!found.ok) return found;
	const { value: row } = found;
	const allowed = may(context.actor, 'standard.read', { path: row.organisation_path });
	if (!allowed.ok) return allowed;
	const comparison = await frozenComparison(context.db, row);
	if (!comparison.ok) return comparison;
	const issued = await selectIssuedOfProposal(context.db, id);
	const decisions = await decisionsOf(context.db, PROPOSAL, id);
	return ok({
		...summary(row),
		comparisonId: row.comparison_id,
		comparisonHash: comparison.value.hash,
		comparisonSnapshot: await readableComparison(context, comparison.value.snapshot),
		draft: storedDraft(row),
		elements: await elementCostsOf(context, comparison.value.snapshot),
		recipes: await recipeChoices(context, storedDraft(row).quota.buildUp),
		budgets: await latestBudgets(context, kindOf(comparison.value.snapshot, ''), 'readable'),
		volume: await latestVolume(context, kindOf(comparison.value.snapshot, storedDraft(row).service.grade)),
		base: draftHash(row),
		snapshots: {
			service: row.service_snapshot,
			quota: row.quota_snapshot,
			expenditure: row.expenditure_snapshot
		},
		decisions,
		signed: issued.length === 0 ? null : await signedBackTests(context, comparison.value.snapshot, decisions),
		...(await possible(context, row)),
		issued: issued.map((standard) => ({ id: standard.id, kind: standard.kind })),
		documentNumber: issued[0]?.document_number ?? null
	});
}

/** What the figures of a proposal are worked out from, as far as this person may see it. */
export async function proposalBasis(context: Context, id: string, withBudgets: boolean) {
	const found = await loadProposal(context.db, id);
	if (!found.ok) return found;
	const allowed = may(context.actor, 'standard.read', { path: found.value.organisation_path });
	if (!allowed.ok) return allowed;
	const comparison = await frozenComparison(context.db, found.value);
	if (!comparison.ok) return comparison;
	const { hash, snapshot } = comparison.value;
	return ok({
		comparisonHash: hash,
		comparisonSnapshot: await readableComparison(context, snapshot),
		draft: storedDraft(found.value),
		elements: await elementCostsOf(context, snapshot),
		budgets: withBudgets ? await latestBudgets(context, kindOf(snapshot, ''), 'readable') : null
	});
}

function kindOf({ content: { category, unit } }: ComparisonSnapshot, grade: string) {
	return { category, unitId: unit, grade };
}

/** Departments for which this person may derive a standard from a comparison of finance's own. */
export async function owners(context: Context): Promise<readonly Organisation[]> {
	const all = await organisationTree(context.db);
	return all.filter(
		({ kind, path }) =>
			(kind === 'department' || kind === 'town') && may(context.actor, 'standard.edit', { path }).ok
	);
}

async function possible(context: Context, row: ProposalRow) {
	const hands = await handsOn(context.db, row.id);
	const subject = { path: row.organisation_path, hands };
	const actions = PROPOSAL_MACHINE.transitions
		.filter(({ from, permission }) => from.includes(row.state) && may(context.actor, permission, subject).ok)
		.map(({ action }) => action);
	const mayEdit =
		PROPOSAL_MACHINE.editable.includes(row.state) && may(context.actor, 'standard.edit', subject).ok;
	return { actions, mayEdit };
}

function summary(row: ProposalRow): ProposalSummary {
	return {
		id: row.id,
		title: row.title,
		code: storedDraft(row).code,
		category: row.category,
		comparison: row.comparison_title,
		organisation: row.organisation_name,
		state: row.state,
		author: row.author,
		createdAt: row.created_at
	};
}
