import type { CostPool } from '#lib/core/costing/cost-pool.ts';
import type { EditCommand } from '#lib/core/costing/edit-command.ts';
import type { NamedParameter } from '#lib/core/costing/named-parameter.ts';

/** -1 = one place up, 1 = one place down. */
export type Move = -1 | 1;

/** Brings a parameter one place up or down, as one undoable edit; none where it already stands at that end. */
export function moveParameter(
	parameters: readonly NamedParameter[],
	id: string,
	by: Move
): readonly EditCommand[] {
	const moved = placed(parameters, id, by);
	return moved === null
		? []
		: [
				{ type: 'remove-parameter', parameterId: id },
				{ type: 'set-parameter', parameter: moved }
			];
}

/**
 * Brings a pool one place up or down: step-down allocates in this order. Taking a pool out takes it from the pools that
 * share to it as well, so those are put back with it.
 */
export function movePool(pools: readonly CostPool[], id: string, by: Move): readonly EditCommand[] {
	const moved = placed(pools, id, by);
	if (moved === null) return [];
	const sharing = pools.filter(({ shares }) =>
		shares.some((share) => share.target === 'pool' && share.id === id)
	);
	return [
		{ type: 'remove-pool', poolId: id },
		...[moved, ...sharing].map((pool) => ({ type: 'set-pool', pool }) as const)
	];
}

function placed<P extends { readonly id: string; readonly position: number }>(
	list: readonly P[],
	id: string,
	by: Move
): P | null {
	const at = list.findIndex((part) => part.id === id);
	const part = list[at];
	const position = at + by;
	return part && position >= 0 && position < list.length ? { ...part, position } : null;
}
