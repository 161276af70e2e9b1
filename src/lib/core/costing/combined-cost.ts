import { add, dec, negate, round, ZERO, type Decimal } from '../decimal/decimal.ts';
import { LIMITS } from '../limits.ts';
import { yuanFromFen } from '../money/fen.ts';
import { problem } from '../problem.ts';
import { ok, refuse, type Result } from '../result.ts';
import type { CombinedUnit } from './combined-unit.ts';
import { minus, NONE, plus, ratio, roundFraction } from './fraction.ts';
import type { CostUnit } from './line.ts';
import type { UnitFigures } from './unit-cost.ts';

/** Decimals that parts of a staged unit cost are shown with: 分. */
export const SHOWN_PLACES = 2;

export interface CombinedFigures {
	/** Σ ± cost ÷ output of the parts, exact and rounded once: 元, `LIMITS.unitCostScale` decimals, half-up. */
	readonly unitCost: Decimal;
	/**
	 * Σ ± the parts' unit costs, each rounded half-up to 分 as tables show them. This is what tables and reports print,
	 * so that the page adds up (DOMAIN §2.14); ratios and comparisons use `unitCost`.
	 */
	readonly shownUnitCost: Decimal;
	/** The parts as shown, with their signs, in their order. */
	readonly parts: readonly Decimal[];
}

/** Staged unit cost (分段单位成本, DOMAIN T2): the sum of unit costs with different outputs, never total ÷ total. */
export function combinedFigures(
	combined: CombinedUnit,
	units: readonly CostUnit[],
	figures: readonly Result<UnitFigures>[]
): Result<CombinedFigures> {
	if (combined.parts.length === 0) return refuse(problem('combined/no-parts', { name: combined.name }));
	let exact = NONE;
	let shown: Decimal = ZERO;
	const parts: Decimal[] = [];
	for (const { unitId, sign } of combined.parts) {
		const index = units.findIndex(({ id }) => id === unitId);
		const [unit, cost] = [units[index], figures[index]];
		if (!unit || !cost?.ok)
			return refuse(
				problem('combined/part-without-cost', { name: combined.name, part: unit?.name ?? '已删除的成本单元' })
			);
		const unitCost = ratio(yuanFromFen(cost.value.cost), dec(unit.output));
		exact = sign === 'add' ? plus(exact, unitCost) : minus(exact, unitCost);
		const rounded = round(cost.value.unitCost, SHOWN_PLACES, 'half-up');
		const part = sign === 'add' ? rounded : negate(rounded);
		parts.push(part);
		shown = add(shown, part);
	}
	return ok({
		unitCost: roundFraction(exact, LIMITS.unitCostScale, 'half-up'),
		shownUnitCost: shown,
		parts
	});
}
