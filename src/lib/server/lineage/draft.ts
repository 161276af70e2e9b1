import type { Step } from '#lib/core/address/step.ts';
import type { ValueRef } from '#lib/core/address/value-ref.ts';
import { explainDraft } from '#lib/core/costing/explain-draft.ts';
import { analyse } from '#lib/core/costing/figures.ts';
import { ok, type Result } from '#lib/core/result.ts';
import type { Context } from '../context.ts';
import { draftBehind } from '../costing/analyses.ts';

/** One draft of an analysis at hand, ready to explain any of its figures. */
export type DraftExplainer = (ref: ValueRef) => Step | undefined;

/** Opens the draft a figure belongs to; whoever may read the project may. */
export async function openDraft(
	context: Context,
	ref: Extract<ValueRef, { kind: 'draft' }>
): Promise<Result<DraftExplainer>> {
	const behind = await draftBehind(context, ref.table, ref.id);
	if (!behind.ok) return behind;
	const figures = analyse(behind.value.draft);
	if (!figures.ok) return figures;
	const at = { ...behind.value, figures: figures.value };
	return ok((wanted) => explainDraft(at, wanted));
}
