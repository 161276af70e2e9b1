import { LIMITS } from '../limits.ts';
import { problem } from '../problem.ts';
import { ok, refuse, type Result } from '../result.ts';

/** On which side of the boundary an item stands: inside the cost or outside of it. */
export const BOUNDARY_SIDES = { in: '含', out: '不含' } as const;
export type BoundarySide = keyof typeof BOUNDARY_SIDES;

/** 成本边界清单: what is in and out of a cost, by the item's name. An item that is not named is not stated. */
export type CostBoundary = { readonly [item: string]: BoundarySide };

/** Items that are asked about most often; people may name others. */
export const USUAL_BOUNDARY_ITEMS: readonly string[] = [
	'人工费',
	'材料费',
	'机械（台班）费',
	'水电燃料费',
	'外包/委托服务费',
	'折旧/摊销',
	'维修费',
	'管理费',
	'利润',
	'税金',
	'自有人员资产',
	'处置费',
	'监管考核费'
];

/** The checklist with trimmed names in a fixed order; refuses a name that is blank or too long, an unknown side, too many items. */
export function checkBoundary(given: CostBoundary): Result<CostBoundary> {
	const items: [string, BoundarySide][] = [];
	for (const [name, side] of Object.entries(given)) {
		const item = name.trim().normalize('NFC');
		if (item === '' || item.length > LIMITS.boundaryItemLength || !Object.hasOwn(BOUNDARY_SIDES, side))
			return refuse(problem('analysis/malformed', { field: '成本边界', expected: EXPECTED }));
		items.push([item, side]);
	}
	if (items.length > LIMITS.boundaryItems)
		return refuse(
			problem('analysis/too-many-parts', { part: '成本边界', limit: String(LIMITS.boundaryItems) })
		);
	// By code unit, so that the same checklist freezes to the same text on every machine.
	return ok(Object.fromEntries(items.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))));
}

const EXPECTED = `每项须填 1 到 ${LIMITS.boundaryItemLength} 个字，并选“含”或“不含”`;
