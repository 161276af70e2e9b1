import type { Step } from '#lib/core/address/step.ts';
import type { ValueRef } from '#lib/core/address/value-ref.ts';
import { explainFrozen } from '#lib/core/lineage/explain.ts';
import { ok, type Result } from '#lib/core/result.ts';
import type { Snapshot } from '#lib/core/snapshot/snapshot.ts';
import { previewSnapshot, STANDING_PART } from '#lib/core/standards/preview-snapshot.ts';
import type { Context } from '../context.ts';
import { proposalBasis } from '../standards/proposals.ts';
import { chosenRecipe } from '../standards/recipe-choice.ts';

type DraftRef = Extract<ValueRef, { kind: 'draft' }>;

/**
 * Explains the figures of a proposal as it was saved last: `draft/proposal/<id>/<part>#<pointer>`, the part being one that
 * `previewSnapshot` knows and the pointer the one its snapshot would have. What it rests on is as the reader may see it.
 */
export class StandingProposals {
	readonly #context: Context;
	readonly #parts = new Map<string, Promise<Result<Snapshot | undefined>>>();

	constructor(context: Context) {
		this.#context = context;
	}

	async explain(ref: DraftRef): Promise<Result<Step | undefined>> {
		const { part, pointer } = /^(?<part>[^#]*)#(?<pointer>\/.*)$/.exec(ref.field)?.groups ?? {};
		if (part === undefined || pointer === undefined) return ok(undefined);
		const snapshot = await this.#part(ref.id, part);
		if (!snapshot.ok) return snapshot;
		const step = snapshot.value && explainFrozen(snapshot.value, `${STANDING_PART}${part}`, pointer);
		return ok(step && { ...step, ref, inputs: step.inputs.map((input) => lasting(input, ref)) });
	}

	#part(id: string, part: string): Promise<Result<Snapshot | undefined>> {
		const key = `${id} ${part}`;
		const found = this.#parts.get(key) ?? this.#make(id, part);
		this.#parts.set(key, found);
		return found;
	}

	async #make(id: string, part: string): Promise<Result<Snapshot | undefined>> {
		const basis = await proposalBasis(this.#context, id, part === 'budgets');
		if (!basis.ok) return basis;
		const { comparisonSnapshot, comparisonHash, draft, budgets, elements } = basis.value;
		const recipe = await chosenRecipe(this.#context.db, draft.quota.buildUp);
		if (!recipe.ok) return recipe;
		const tested = budgets && { title: draft.title, year: budgets.year, lines: budgets.lines };
		return ok(
			previewSnapshot(part, {
				comparison: comparisonSnapshot,
				hash: comparisonHash,
				draft,
				recipe: recipe.value?.snapshot,
				budgets: tested ?? undefined,
				sources: budgets?.sources ?? [],
				elements
			})
		);
	}
}

/** An address that means the same tomorrow, of a figure in a part that is not frozen. */
function lasting(input: ValueRef, asked: DraftRef): ValueRef {
	if (input.kind !== 'frozen' || !input.snapshot.startsWith(STANDING_PART)) return input;
	return { ...asked, field: `${input.snapshot.slice(STANDING_PART.length)}#${input.pointer}` };
}
