import type { Hash } from '#lib/core/address/value-ref.ts';
import type { Snapshot } from '#lib/core/snapshot/snapshot.ts';
import type { ComparisonSnapshot } from '#lib/core/standards/inputs.ts';
import { previewStandards } from '#lib/core/standards/preview.ts';
import type { AppDatabase } from '../database/database.ts';
import { loadProposal, storedDraft } from './proposal.ts';
import { chosenRecipe } from './recipe-choice.ts';

/** What the cost quota of a drafted proposal would be on another comparison than its own; null where it has no value. */
export async function quotaOn(
	db: AppDatabase,
	proposalId: string,
	comparison: { readonly hash: Hash; readonly snapshot: Snapshot }
): Promise<{ readonly value: string; readonly unit: string } | null> {
	const row = await loadProposal(db, proposalId);
	if (!row.ok) return null;
	// Proposals rest on comparisons, which are of this one shape.
	const snapshot = comparison.snapshot as ComparisonSnapshot;
	const draft = storedDraft(row.value);
	const recipe = await chosenRecipe(db, draft.quota.buildUp);
	if (!recipe.ok) return null;
	// A composition divides the value and does not move it.
	const { composition: _, ...plain } = draft.quota;
	const valued = { ...draft, quota: plain };
	const { quota } = previewStandards(snapshot, comparison.hash, valued, recipe.value?.snapshot);
	return quota.ok && quota.value.value !== null ? { value: quota.value.value, unit: quota.value.unit } : null;
}
