import type { CostPool, PoolShare } from './cost-pool.ts';

/** One thing that was changed about a pool, as the history says it. */
export interface PoolChange {
	readonly what: string;
	readonly before: string | null;
	readonly after: string | null;
}

/**
 * What changed of a shared cost pool, each driver volume (动因量) on its own: a change of driver must be told apart
 * afterwards (财会〔2019〕25号: the basis stays consistent between periods). Empty where nothing a person can see changed.
 */
export function poolChanges(
	was: CostPool,
	is: CostPool,
	nameOf: (target: PoolShare['target'], id: string) => string
): readonly PoolChange[] {
	const pool = `共同成本池“${is.name}”`;
	const changes: PoolChange[] = [];
	const note = (what: string, before: string | null, after: string | null) => {
		if (before !== after) changes.push({ what: `${pool}${what}`, before, after });
	};
	note('的名称', was.name, is.name);
	note('的动因', was.driver || null, is.driver || null);
	note('的类别', STAGES[was.stage], STAGES[is.stage]);
	const [earlier, later] = [volumesOf(was), volumesOf(is)];
	for (const key of new Set([...earlier.keys(), ...later.keys()])) {
		const share = later.get(key) ?? earlier.get(key);
		if (!share) continue;
		const name = nameOf(share.target, share.id);
		note(`对“${name}”的动因量`, earlier.get(key)?.volume ?? null, later.get(key)?.volume ?? null);
	}
	if (!sameLines(was, is)) note('的成本行', `${was.lineIds.length} 行`, `${is.lineIds.length} 行（已改选）`);
	return changes;
}

export const STAGES = { support: '辅助部门（资源）', activity: '作业' } as const;

function volumesOf({ shares }: CostPool): ReadonlyMap<string, PoolShare> {
	return new Map(shares.map((share) => [`${share.target}/${share.id}`, share]));
}

function sameLines(a: CostPool, b: CostPool): boolean {
	return a.lineIds.length === b.lineIds.length && a.lineIds.every((id) => b.lineIds.includes(id));
}
