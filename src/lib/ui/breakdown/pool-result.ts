import { divideFen, type Allocation, type PoolFigures } from '#lib/core/costing/allocation.ts';
import type { AnalysisDraft } from '#lib/core/costing/line.ts';
import { decimal, toFixedText, type Decimal } from '#lib/core/decimal/decimal.ts';
import { powerOfTen } from '#lib/core/decimal/rounding.ts';
import { fen, sumFen, type Fen } from '#lib/core/money/fen.ts';
import { unitName } from './pool-form.ts';

/** One target of a pool, with what it takes. */
export interface SharedRow {
	readonly name: string;
	readonly isPool: boolean;
	readonly volume: Decimal;
	/** "33.33%"; the shares of a pool add up to 100.00%. */
	readonly share: string;
	readonly amount: Fen;
}

/** What a pool hands on, target by target; the amounts add up to its total. */
export function sharedRows(
	{ steps }: PoolFigures,
	{ pools, units }: Pick<AnalysisDraft, 'pools' | 'units'>
): readonly SharedRow[] {
	const percents = percentTexts(steps.map(({ volume }) => volume));
	return steps.map(({ target, index, volume, amount }, i) => {
		const unit = units[index];
		const name = target === 'pool' ? pools[index]?.name : unit && unitName(unit);
		return { name: name ?? '', isPool: target === 'pool', volume, share: percents[i] ?? '', amount };
	});
}

/** One cost unit, with what comes to it from all pools. */
export interface ReceivedRow {
	readonly unit: number;
	readonly name: string;
	readonly amount: Fen;
}

/** What the cost units are allocated in the end; Σ = what the pools cost themselves. */
export function receivedRows(
	allocation: Allocation,
	{ units }: Pick<AnalysisDraft, 'units'>
): { readonly rows: readonly ReceivedRow[]; readonly total: Fen } {
	const reached = new Set(allocation.pools.flatMap(({ parts }) => parts.map(({ unit }) => unit)));
	const rows = units.flatMap((unit, index) =>
		reached.has(index)
			? [{ unit: index, name: unitName(unit), amount: allocation.units[index]?.full ?? fen(0) }]
			: []
	);
	return { rows, total: sumFen(rows.map(({ amount }) => amount)) };
}

/** Percentages of two places that add up to 100.00 % (largest remainder). */
function percentTexts(volumes: readonly Decimal[]): readonly string[] {
	const scale = Math.max(0, ...volumes.map((volume) => volume.scale));
	const whole = volumes.map((volume) => volume.coefficient * powerOfTen(scale - volume.scale));
	const under = whole.reduce((sum, part) => sum + part, 0n);
	const hundredths = divideFen(
		fen(100_00),
		whole.map((over) => ({ over, under })),
		whole.map((_, index) => index)
	);
	return hundredths.map((part) => `${toFixedText(decimal(BigInt(part), 2), 2)}%`);
}
