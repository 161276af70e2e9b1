import { decimal, divide, type Decimal } from '../decimal/decimal.ts';
import { divideRounded } from '../decimal/rounding.ts';
import { LIMITS } from '../limits.ts';
import { fen, yuanFromFen, type Fen } from '../money/fen.ts';
import { problem } from '../problem.ts';
import { ok, refuse, type Result } from '../result.ts';
import { effectiveShares, type EffectiveShares, type PoolRoute } from './allocation-shares.ts';
import type { AllocationMethod, CostPool } from './cost-pool.ts';
import { NONE, type Fraction } from './fraction.ts';
import type { CostUnit } from './line.ts';

/** Cost by who bears it: all of it, and what the treasury pays. */
export interface FundedCost {
	readonly full: Fen;
	readonly fiscal: Fen;
}

/** What comes of shared cost (共同成本分摊). */
export interface Allocation {
	readonly method: AllocationMethod;
	/** In the order of the pools. */
	readonly pools: readonly PoolFigures[];
	/** What each unit is allocated from all pools, in the order of the units. */
	readonly units: readonly FundedCost[];
}

export interface PoolFigures {
	/** Σ period amounts of the pool's own lines. */
	readonly own: FundedCost;
	/** Own cost and what other pools have shared to it, rounded half-up to 分. */
	readonly total: Fen;
	/** Σ of the driver volumes that count by this method. */
	readonly volume: Decimal;
	/** 元 per unit of the driver: total ÷ volume, `LIMITS.unitCostScale` decimals, half-up; null without volume. */
	readonly rate: Decimal | null;
	/** How the total is handed on, in 分 that add up to it. */
	readonly steps: readonly AllocationStep[];
	/** Where the pool's own cost ends: units by index, in 分 that add up to it exactly. */
	readonly parts: readonly (FundedCost & { readonly unit: number })[];
}

export interface AllocationStep {
	readonly target: 'pool' | 'unit';
	readonly index: number;
	readonly volume: Decimal;
	readonly amount: Fen;
}

/**
 * Allocates the cost of pools to units. The own cost of every pool is divided by its effective shares, rounded down to 分,
 * and the missing 分 go to the largest remainders, so that what is allocated is what there was, exactly. Equal remainders
 * are served by name and grade, so that the order of the units does not matter.
 */
export function allocate(
	method: AllocationMethod,
	pools: readonly CostPool[],
	units: readonly CostUnit[],
	costs: readonly FundedCost[]
): Result<Allocation> {
	const hasCost = costs.map(({ full, fiscal }) => full !== 0 || fiscal !== 0);
	const shares = effectiveShares({ method, pools, units, hasCost });
	if (!shares.ok) return shares;
	const ranks = ranksOf(units);
	const made: PoolFigures[] = [];
	for (const index of pools.keys()) {
		const figures = poolFigures(index, shares.value, costs, ranks);
		if (!figures.ok) return figures;
		made.push(figures.value);
	}
	const allocated = units.map(() => ({ full: 0, fiscal: 0 }));
	for (const { parts } of made)
		for (const { unit, full, fiscal } of parts) {
			const sum = allocated[unit];
			if (sum) [sum.full, sum.fiscal] = [sum.full + full, sum.fiscal + fiscal];
		}
	if (allocated.some(({ full, fiscal }) => Math.max(Math.abs(full), Math.abs(fiscal)) > LIMITS.amountFen))
		return refuse(tooLarge());
	return ok({
		method,
		pools: made,
		units: allocated.map(({ full, fiscal }) => ({ full: fen(full), fiscal: fen(fiscal) }))
	});
}

function poolFigures(
	index: number,
	{ routes, under, through, ends }: EffectiveShares,
	costs: readonly FundedCost[],
	ranks: readonly number[]
): Result<PoolFigures> {
	const own = costs[index] ?? { full: fen(0), fiscal: fen(0) };
	const gathered = costs.reduce(
		(sum, cost, from) => sum + BigInt(cost.full) * (through[from]?.[index] ?? 0n),
		0n
	);
	const rounded = divideRounded(gathered, under, 'half-up');
	const limit = BigInt(LIMITS.amountFen);
	if (rounded > limit || rounded < -limit) return refuse(tooLarge());
	const total = fen(Number(rounded));
	const route = routes[index] ?? { targets: [], volume: decimal(0n) };
	const { coefficient, scale } = route.volume;
	const volume = decimal(coefficient, scale);
	return ok({
		own,
		total,
		volume,
		rate: coefficient === 0n ? null : divide(yuanFromFen(total), volume, 'half-up', LIMITS.unitCostScale),
		steps: stepsOf(route, total),
		parts: partsOf(own, ends[index] ?? new Map(), under, ranks)
	});
}

function stepsOf({ targets, volume }: PoolRoute, total: Fen): readonly AllocationStep[] {
	const amounts = divideFen(
		total,
		targets.map((target) => ({ over: target.volume, under: volume.coefficient })),
		targets.map((_, order) => order)
	);
	return targets.map((step, i) => ({
		target: step.target,
		index: step.index,
		volume: decimal(step.volume, volume.scale),
		amount: amounts[i] ?? fen(0)
	}));
}

function partsOf(
	own: FundedCost,
	ends: ReadonlyMap<number, bigint>,
	under: bigint,
	ranks: readonly number[]
): PoolFigures['parts'] {
	if (own.full === 0 && own.fiscal === 0) return [];
	const units = [...ends.keys()].sort((a, b) => a - b);
	const shares = units.map((unit) => ({ over: ends.get(unit) ?? 0n, under }));
	const order = units.map((unit) => ranks[unit] ?? 0);
	const full = divideFen(own.full, shares, order);
	const fiscal = withinFull(divideFen(own.fiscal, shares, order), full, own);
	return units.map((unit, i) => ({ unit, full: full[i] ?? fen(0), fiscal: fiscal[i] ?? fen(0) }));
}

/**
 * Largest remainders may give a part of a smaller amount 1 分 more than the same part of a larger one. No unit's fiscal
 * cost is more than its full cost: such a 分 goes to the first part that has room for it.
 */
function withinFull(fiscal: readonly Fen[], full: readonly Fen[], own: FundedCost): readonly Fen[] {
	if (own.fiscal < 0 || own.fiscal > own.full) return fiscal;
	const room = fiscal.map((part, i) => (full[i] ?? 0) - part);
	let over = room.reduce((sum, left) => sum + Math.max(0, -left), 0);
	return fiscal.map((part, i) => {
		const left = room[i] ?? 0;
		const moved = left < 0 ? left : Math.min(left, over);
		if (left > 0) over -= moved;
		return fen(part + moved);
	});
}

/**
 * Divides an amount by shares that add up to 1: rounded down to 分, the missing 分 to the largest remainders (最大余额法),
 * equal ones in the given order. Σ parts = amount.
 */
export function divideFen(
	amount: Fen,
	shares: readonly Fraction[],
	order: readonly number[]
): readonly Fen[] {
	const size = BigInt(Math.abs(amount));
	const parts = shares.map(({ over, under }) => ({
		floor: (size * over) / under,
		remainder: { over: (size * over) % under, under }
	}));
	const missing = Number(size - parts.reduce((sum, { floor }) => sum + floor, 0n));
	const served = [...parts.keys()].sort((a, b) => {
		const [x, y] = [parts[a]?.remainder ?? NONE, parts[b]?.remainder ?? NONE];
		const difference = y.over * x.under - x.over * y.under;
		return difference === 0n ? (order[a] ?? 0) - (order[b] ?? 0) : difference > 0n ? 1 : -1;
	});
	const lucky = new Set(served.slice(0, shares.length === 0 ? 0 : missing));
	return parts.map(({ floor }, i) => {
		const part = Number(floor) + (lucky.has(i) ? 1 : 0);
		return fen(amount < 0 ? -part : part);
	});
}

/** The rank of each unit by name, grade, measure unit and output, then by place: the same in a draft and its snapshot. */
function ranksOf(units: readonly CostUnit[]): readonly number[] {
	const keys = units.map(({ name, grade, unit, output }) => [name, grade, unit, output].join('\u0000'));
	const sorted = [...units.keys()].sort((a, b) => {
		const [x, y] = [keys[a] ?? '', keys[b] ?? ''];
		return x < y ? -1 : x > y ? 1 : a - b;
	});
	const ranks = new Array<number>(units.length).fill(0);
	sorted.forEach((unit, rank) => (ranks[unit] = rank));
	return ranks;
}

function tooLarge() {
	return problem('money/too-large', { yuan: String(LIMITS.amountFen / 100) });
}
