import { dec, isZero, type Decimal } from '../decimal/decimal.ts';
import { powerOfTen } from '../decimal/rounding.ts';
import { problem } from '../problem.ts';
import { ok, refuse, type Result } from '../result.ts';
import type { AllocationMethod, CostPool, PoolShare } from './cost-pool.ts';

/** Where one pool's cost goes by the method: only to the targets that the method lets it go to. */
export interface PoolRoute {
	/** Targets with a volume above zero, pools and units by their index. */
	readonly targets: readonly RouteTarget[];
	/** Σ of the volumes that count; not in lowest terms, so that all volumes of the pool have one scale. */
	readonly volume: Decimal;
}

export interface RouteTarget {
	readonly target: 'pool' | 'unit';
	readonly index: number;
	/** Driver volume as a whole number, in the scale of the pool's. */
	readonly volume: bigint;
}

/** Shares of cost in the end, by one method. */
export interface EffectiveShares {
	readonly routes: readonly PoolRoute[];
	/** What `through` and `ends` are divided by: one number for all, so that nothing need ever be reduced. */
	readonly under: bigint;
	/** For each pool: how much of 1 元 of its own cost passes through each pool, itself included. */
	readonly through: readonly (readonly bigint[])[];
	/** For each pool: how much of 1 元 of its own cost ends at each unit; sums to 1, or is empty where nothing goes out. */
	readonly ends: readonly ReadonlyMap<number, bigint>[];
}

/** What the shares are computed from. Pools come in the order of their positions. */
export interface AllocationPlan {
	readonly method: AllocationMethod;
	readonly pools: readonly CostPool[];
	readonly units: readonly { readonly id: string }[];
	/** Whether the pool has cost of its own; one without any needs no driver. */
	readonly hasCost: readonly boolean[];
}

/**
 * Effective shares of every pool, exactly (DOMAIN §2.4). Direct: pools share to units only. Step-down (阶梯): to units and
 * to later pools. Reciprocal (交互): to all, a system of linear equations solved exactly. Activity-based
 * (作业成本法): resources to activities, activities to units, without rings. Refuses a pool that has cost and no driver
 * volume, pools that share among themselves only, and rings and wrong stages of the activity-based method.
 */
export function effectiveShares(plan: AllocationPlan): Result<EffectiveShares> {
	const staged = plan.method === 'activity-based' ? checkStages(plan) : ok(true);
	if (!staged.ok) return staged;
	const routes = routesOf(plan);
	const open = checkRoutes(plan, routes);
	if (!open.ok) return open;
	return ok({ routes, ...passing(routes) });
}

function routesOf({ method, pools, units }: AllocationPlan): readonly PoolRoute[] {
	const poolAt = new Map(pools.map(({ id }, index) => [id, index]));
	const unitAt = new Map(units.map(({ id }, index) => [id, index]));
	const admitted = ({ target, id }: PoolShare, from: number): boolean => {
		if (target === 'unit') return true;
		if (method === 'direct') return false;
		return method !== 'step-down' || (poolAt.get(id) ?? -1) > from;
	};
	return pools.map((pool, from) => {
		const open = pool.shares.flatMap((share) => {
			const index = (share.target === 'pool' ? poolAt : unitAt).get(share.id);
			const volume = dec(share.volume);
			return index === undefined || isZero(volume) || !admitted(share, from)
				? []
				: [{ target: share.target, index, volume }];
		});
		// Whoever lists the same targets in another order gets the same 分.
		open.sort((a, b) => (a.target === b.target ? a.index - b.index : a.target === 'pool' ? -1 : 1));
		const scale = Math.max(0, ...open.map(({ volume }) => volume.scale));
		const whole = open.map(({ volume }) => volume.coefficient * powerOfTen(scale - volume.scale));
		const coefficient = whole.reduce((sum, volume) => sum + volume, 0n);
		const targets = open.map(({ target, index }, i) => {
			return { target, index, volume: whole[i] ?? 0n };
		});
		return { targets, volume: { coefficient, scale } };
	});
}

function checkRoutes({ pools, hasCost }: AllocationPlan, routes: readonly PoolRoute[]): Result<true> {
	const fed = new Set(hasCost.flatMap((has, index) => (has ? [index] : [])));
	for (const index of fed)
		for (const { target, index: to } of routes[index]?.targets ?? []) if (target === 'pool') fed.add(to);
	const needy = [...fed].sort((a, b) => a - b);
	const dry = needy.find((index) => routes[index]?.targets.length === 0);
	if (dry !== undefined) return refuse(problem('pool/no-driver', { pool: pools[dry]?.name ?? '' }));
	const arriving = reachingUnits(routes);
	const closed = needy.filter((index) => !arriving.has(index));
	if (closed.length === 0) return ok(true);
	return refuse(
		problem('pool/closed-group', { pools: closed.map((index) => `“${pools[index]?.name ?? ''}”`).join('、') })
	);
}

/** Pools from which some cost arrives at a unit in the end. */
function reachingUnits(routes: readonly PoolRoute[]): ReadonlySet<number> {
	const arriving = new Set<number>();
	for (let before = -1; before < arriving.size;) {
		before = arriving.size;
		routes.forEach(({ targets }, index) => {
			if (targets.some(({ target, index: to }) => target === 'unit' || arriving.has(to))) arriving.add(index);
		});
	}
	return arriving;
}

function checkStages({ pools }: AllocationPlan): Result<true> {
	const byId = new Map(pools.map((pool) => [pool.id, pool]));
	for (const pool of pools)
		for (const { target, id, volume } of pool.shares) {
			if (isZero(dec(volume))) continue;
			const to = target === 'pool' ? byId.get(id) : undefined;
			if (pool.stage === 'support' && target === 'unit')
				return refuse(problem('pool/stages', { pool: pool.name, target: '成本单元' }));
			if (pool.stage === 'activity' && to?.stage === 'support')
				return refuse(problem('pool/stages', { pool: pool.name, target: to.name }));
		}
	const ring = ringOf(pools);
	return ring ? refuse(problem('pool/ring', { pools: ring })) : ok(true);
}

/** "甲 → 乙 → 甲" where pools share in a ring; depth is bounded by `LIMITS.poolsPerAnalysis`. */
function ringOf(pools: readonly CostPool[]): string | undefined {
	const byId = new Map(pools.map((pool) => [pool.id, pool]));
	const done = new Set<string>();
	const search = (pool: CostPool, path: readonly CostPool[]): readonly CostPool[] | undefined => {
		if (path.includes(pool)) return [...path.slice(path.indexOf(pool)), pool];
		if (done.has(pool.id)) return undefined;
		for (const { target, id, volume } of pool.shares) {
			const next = target === 'pool' && !isZero(dec(volume)) ? byId.get(id) : undefined;
			const ring = next && search(next, [...path, pool]);
			if (ring) return ring;
		}
		done.add(pool.id);
		return undefined;
	};
	for (const pool of pools) {
		const ring = search(pool, []);
		if (ring) return ring.map(({ name }) => name).join(' → ');
	}
	return undefined;
}

/**
 * What passes through each pool: the inverse of (I − P), P being the shares among pools. Every row is multiplied by its
 * pool's volume, so that all numbers are whole, and eliminated after Bareiss, whose divisions leave no remainder. The
 * inverse exists and no pivot is zero, because some of every pool's cost arrives at a unit; a pool that has no cost and
 * leads nowhere is left as it is.
 */
function passing(routes: readonly PoolRoute[]): Omit<EffectiveShares, 'routes'> {
	const arriving = reachingUnits(routes);
	const rows = routes.map((route, own) => {
		const identity = routes.map((_, index) => (index === own ? 1n : 0n));
		return [...(arriving.has(own) ? equation(route, own, routes.length) : identity), ...identity];
	});
	const volumes = routes.map(({ volume }, own) => (arriving.has(own) ? volume.coefficient : 1n));
	let divisor = 1n;
	for (let column = 0; column < rows.length; column += 1) {
		const pivotRow = rows[column] ?? [];
		const pivot = pivotRow[column] ?? 1n;
		for (const [index, row] of rows.entries()) {
			if (index === column) continue;
			const factor = row[column] ?? 0n;
			for (let i = 0; i < row.length; i += 1)
				row[i] = (pivot * (row[i] ?? 0n) - factor * (pivotRow[i] ?? 0n)) / divisor;
		}
		divisor = pivot;
	}
	const inverse = rows.map((row) => row.slice(rows.length));
	return {
		under: divisor,
		through: inverse.map((row) => row.map((over, index) => over * (volumes[index] ?? 1n))),
		ends: inverse.map((row) => endsOf(row, routes))
	};
}

/** One row of (I − P) times the pool's volume: whole numbers. */
function equation({ targets, volume }: PoolRoute, own: number, count: number): bigint[] {
	const row = new Array<bigint>(count).fill(0n);
	row[own] = volume.coefficient;
	for (const { target, index, volume: part } of targets) if (target === 'pool') row[index] = -part;
	return row;
}

/** A row of the inverse times the volumes for units: the volume that the row was multiplied by cancels. */
function endsOf(row: readonly bigint[], routes: readonly PoolRoute[]): ReadonlyMap<number, bigint> {
	const ends = new Map<number, bigint>();
	row.forEach((over, pool) => {
		if (over === 0n) return;
		for (const { target, index, volume } of routes[pool]?.targets ?? [])
			if (target === 'unit') ends.set(index, (ends.get(index) ?? 0n) + over * volume);
	});
	return ends;
}
