import { ok, type Result } from '../result.ts';
import { allocate, type Allocation, type FundedCost } from './allocation.ts';
import type { LineFigures } from './amounts.ts';
import { fundedCost } from './funding.ts';
import type { AnalysisDraft } from './line.ts';
import { subtreeEnd, type Tree } from './tree.ts';
import { countedLines } from './unit-cost.ts';

/** Allocates the shared cost of a draft; null where it has no pools. */
export function sharedCost(
	draft: Pick<AnalysisDraft, 'pools' | 'units' | 'allocationMethod'>,
	tree: Tree,
	lines: readonly LineFigures[]
): Result<Allocation> | null {
	const { pools, units, allocationMethod } = draft;
	if (pools.length === 0) return null;
	const costs: FundedCost[] = [];
	for (const pool of pools) {
		const cost = fundedCost(tree, lines, countedLines(pool, tree), 'period');
		if (!cost.ok) return cost;
		costs.push(cost.value);
	}
	return allocate(allocationMethod, pools, units, costs);
}

/** Whether any pool shares to the unit, so that its cost is not known before the pools are allocated. */
export function takesShares(draft: Pick<AnalysisDraft, 'pools'>, unitId: string): boolean {
	return draft.pools.some(({ shares }) =>
		shares.some(({ target, id }) => target === 'unit' && id === unitId)
	);
}

/** A line whose cost is counted twice: in two pools, or in a pool and directly in a cost unit. */
export interface CountedTwice {
	readonly line: number;
	readonly pool: string;
	readonly other: { readonly kind: 'pool' | 'unit'; readonly name: string };
}

/** Lines of pools that something else counts as well, whether the same line or one above or below it; the first of each pair. */
export function countedTwice(
	{ pools, units }: Pick<AnalysisDraft, 'pools' | 'units'>,
	tree: Tree
): readonly CountedTwice[] {
	if (pools.length === 0) return [];
	const spans = (part: { readonly lineIds: readonly string[] }) =>
		countedLines(part, tree).map((from) => ({ from, end: subtreeEnd(tree, from) }));
	const pooled = pools.map((pool) => ({ pool, spans: spans(pool) }));
	const others = [
		...pooled.map(({ pool, spans: own }) => ({ kind: 'pool' as const, part: pool, spans: own })),
		...units.map((unit) => ({ kind: 'unit' as const, part: unit, spans: spans(unit) }))
	];
	return pooled.flatMap(({ pool, spans: own }, at) =>
		others.flatMap(({ kind, part, spans: theirs }, index) => {
			if (kind === 'pool' && index <= at) return [];
			for (const a of own)
				for (const b of theirs)
					if (a.from < b.end && b.from < a.end)
						return [{ line: Math.max(a.from, b.from), pool: pool.name, other: { kind, name: part.name } }];
			return [];
		})
	);
}

/** What each unit is allocated: null for units that no pool reaches; a refusal where the allocation failed. */
export function allocatedTo(
	allocation: Result<Allocation> | null,
	draft: Pick<AnalysisDraft, 'pools' | 'units'>,
	unit: number
): Result<FundedCost | null> {
	if (allocation === null) return ok(null);
	const takes = takesShares(draft, draft.units[unit]?.id ?? '');
	if (!allocation.ok) return takes ? allocation : ok(null);
	const shared = allocation.value.units[unit];
	return ok(takes && shared ? shared : null);
}
