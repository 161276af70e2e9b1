import { ok, type Result } from '../result.ts';
import type { Allocation, FundedCost } from './allocation.ts';
import type { LineFigures } from './amounts.ts';
import { combinedFigures, type CombinedFigures } from './combined-cost.ts';
import { fundedCost } from './funding.ts';
import type { AnalysisDraft } from './line.ts';
import { allocatedTo, sharedCost } from './shared-cost.ts';
import type { Tree } from './tree.ts';
import { unitFigures, type UnitFigures } from './unit-cost.ts';

/** What an analysis comes to beside its lines and their totals. */
export interface WholeFigures {
	/** Verified amounts of all lines: full cost (全成本) and what the treasury pays of it (财政成本). */
	readonly funding: FundedCost;
	/** Null without pools; a refusal where they cannot be allocated. */
	readonly allocation: Result<Allocation> | null;
	/** In the order of the draft's units; a refusal where output, lines or an allocated share are missing. */
	readonly units: readonly Result<UnitFigures>[];
	/** In the order of the draft's combined units. */
	readonly combined: readonly Result<CombinedFigures>[];
}

/** Allocates shared cost and computes unit costs from what the lines come to. Refuses only amounts beyond the limit. */
export function wholeFigures(
	draft: AnalysisDraft,
	tree: Tree,
	lines: readonly LineFigures[]
): Result<WholeFigures> {
	const roots: number[] = [];
	tree.parents.forEach((parent, index) => {
		if (parent === -1) roots.push(index);
	});
	const funding = fundedCost(tree, lines, roots, 'verified');
	if (!funding.ok) return funding;
	const allocation = sharedCost(draft, tree, lines);
	const costed = { tree, lines, analysisMonths: draft.periodMonths };
	const units = draft.units.map((unit, index) => {
		const allocated = allocatedTo(allocation, draft, index);
		return allocated.ok ? unitFigures(unit, costed, allocated.value) : allocated;
	});
	const combined = draft.combined.map((whole) => combinedFigures(whole, draft.units, units));
	return ok({ funding: funding.value, allocation, units, combined });
}
