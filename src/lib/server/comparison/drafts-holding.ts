import type { Hash } from '#lib/core/address/value-ref.ts';
import type { Context } from '../context.ts';
import { loadDraft, type Draft } from './draft.ts';
import { headOf } from './head.ts';
import { selectDraftsHolding } from './store.ts';

export interface HoldingDraft {
	readonly draft: Draft;
	/** Organisation whose it is. */
	readonly path: string;
}

/** Comparisons not yet frozen that hold a cost unit of one of these snapshots; the caller asks who may see them. */
export async function draftsHolding(
	context: Context,
	snapshots: readonly Hash[]
): Promise<readonly HoldingDraft[]> {
	const found: HoldingDraft[] = [];
	for (const row of await selectDraftsHolding(context.db, snapshots)) {
		const draft = await loadDraft(context, headOf(row));
		if (draft.ok) found.push({ draft: draft.value, path: row.path });
	}
	return found;
}
