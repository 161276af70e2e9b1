import { dec, decimal, divide, isNegative, isZero, multiply, type Decimal } from '../decimal/decimal.ts';
import { LIMITS } from '../limits.ts';
import { yuanFromFen, ZERO_FEN, type Fen } from '../money/fen.ts';
import { problem } from '../problem.ts';
import { isFlowText } from '../quantity/flow.ts';
import { ok, refuse, type Result } from '../result.ts';
import type { FundedCost } from './allocation.ts';
import { boundedSum, type LineFigures } from './amounts.ts';
import { fundedCost } from './funding.ts';
import type { CostUnit } from './line.ts';
import type { Tree } from './tree.ts';
import { yearUnitCosts, type YearUnitCost } from './year-cost.ts';

export interface UnitFigures {
	/** Full cost (全成本): Σ period amounts of the unit's lines, and its share of common cost. */
	readonly cost: Fen;
	/** The unit's share of common cost (共同成本分摊) inside `cost`; null where no pool is shared to it. */
	readonly allocated: Fen | null;
	/** What the treasury pays of `cost` (财政成本). */
	readonly fiscalCost: Fen;
	/** 元 per unit of output over the analysis period; `LIMITS.unitCostScale` decimals, half-up. */
	readonly unitCost: Decimal;
	/** The same over twelve months, divided and rounded once from the cost; a flow (吨, 人次) is never annualised. */
	readonly annualUnitCost: Decimal;
	/** Fiscal cost ÷ output, as `unitCost`. */
	readonly fiscalUnitCost: Decimal;
	/** Unit costs of other years, oldest first. */
	readonly years: readonly YearUnitCost[];
}

/** What unit costs are computed from. */
export interface CostedLines {
	readonly tree: Tree;
	readonly lines: readonly LineFigures[];
	readonly analysisMonths: number;
}

/** Unit cost (单位成本) = (Σ period amounts of the chosen lines + allocated common cost) ÷ output. */
export function unitFigures(
	unit: CostUnit,
	{ tree, lines, analysisMonths }: CostedLines,
	allocated: FundedCost | null
): Result<UnitFigures> {
	const output = dec(unit.output);
	if (isZero(output) || isNegative(output))
		return refuse(problem('analysis/no-output', { unit: unit.name, output: unit.output }));
	const chosen = countedLines(unit, tree);
	if (chosen.length === 0 && allocated === null)
		return refuse(problem('analysis/unit-without-lines', { unit: unit.name }));
	const own = fundedCost(tree, lines, chosen, 'period');
	if (!own.ok) return own;
	const shared = allocated ?? { full: ZERO_FEN, fiscal: ZERO_FEN };
	const cost = boundedSum([own.value.full, shared.full]);
	if (!cost.ok) return cost;
	const fiscalCost = boundedSum([own.value.fiscal, shared.fiscal]);
	if (!fiscalCost.ok) return fiscalCost;
	const years = yearUnitCosts(unit, tree, lines, chosen);
	if (!years.ok) return years;
	const perOutput = (amount: Fen) => divide(yuanFromFen(amount), output, 'half-up', LIMITS.unitCostScale);
	const unitCost = perOutput(cost.value);
	const twelve = multiply(yuanFromFen(cost.value), decimal(12n));
	const months = decimal(BigInt(analysisMonths));
	return ok({
		cost: cost.value,
		allocated: allocated === null ? null : shared.full,
		fiscalCost: fiscalCost.value,
		unitCost,
		annualUnitCost: isFlowText(unit.unit)
			? unitCost
			: divide(twelve, multiply(output, months), 'half-up', LIMITS.unitCostScale),
		fiscalUnitCost: perOutput(fiscalCost.value),
		years: years.value
	});
}

/** Unit of the annual unit cost: "元/平方米·年", but "元/吨". */
export function annualRate(unit: string): string {
	return isFlowText(unit) ? `元/${unit}` : `元/${unit}·年`;
}

/** Indices of a unit's (or a pool's) lines, ascending; a line below another chosen one is already inside it and counts once. */
export function countedLines(unit: Pick<CostUnit, 'lineIds'>, tree: Tree): readonly number[] {
	const chosen = new Set(unit.lineIds.flatMap((id) => tree.indexOf.get(id) ?? []));
	return [...chosen].filter((index) => !hasAncestorIn(tree, index, chosen)).sort((a, b) => a - b);
}

function hasAncestorIn(tree: Tree, index: number, chosen: ReadonlySet<number>): boolean {
	for (let up = tree.parents[index] ?? -1; up >= 0; up = tree.parents[up] ?? -1)
		if (chosen.has(up)) return true;
	return false;
}
