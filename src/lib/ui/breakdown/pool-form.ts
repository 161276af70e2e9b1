import type { CostPool, PoolShare } from '#lib/core/costing/cost-pool.ts';
import type { CostUnit } from '#lib/core/costing/line.ts';
import { toText } from '#lib/core/decimal/decimal.ts';
import { readNumberText } from '#lib/core/intake/number-text.ts';

/** What a pool may be shared to, and the driver volume (动因量) as typed; "" where it has none. */
export interface DriverRow {
	readonly target: PoolShare['target'];
	readonly id: string;
	readonly name: string;
	volume: string;
}

/** The driver table of a pool: the other pools, then the cost units. `pool` is null for a new one. */
export function driverRows(
	pool: CostPool | null,
	pools: readonly CostPool[],
	units: readonly CostUnit[]
): DriverRow[] {
	const volume = (target: PoolShare['target'], id: string) =>
		pool?.shares.find((share) => share.target === target && share.id === id)?.volume ?? '';
	return [
		...pools
			.filter(({ id }) => id !== pool?.id)
			.map(({ id, name }) => ({ target: 'pool' as const, id, name, volume: volume('pool', id) })),
		...units.map((unit) => ({
			target: 'unit' as const,
			id: unit.id,
			name: unitName(unit),
			volume: volume('unit', unit.id)
		}))
	];
}

/** The shares that were typed: "1,200" is 1200; what is no number stays as typed, for core/costing to refuse. */
export function typedShares(rows: readonly DriverRow[]): readonly PoolShare[] {
	return rows.flatMap(({ target, id, volume }) => {
		const read = readNumberText(volume);
		if (read.kind === 'empty') return [];
		const plain = read.kind !== 'unreadable' && read.suffix === '' ? toText(read.value) : volume.trim();
		return [{ target, id, volume: plain }];
	});
}

/** "清扫保洁（一级）"; a name that already says its grade is not told twice. */
export function unitName({ name, grade }: Pick<CostUnit, 'name' | 'grade'>): string {
	return grade === '' || name.includes(grade) ? name : `${name}（${grade}）`;
}
