import { dec, decimal, divide, isNegative, isZero, multiply, type Decimal } from '../decimal/decimal.ts';
import { LIMITS } from '../limits.ts';
import { yuanFromFen, type Fen } from '../money/fen.ts';
import { problem } from '../problem.ts';
import { isFlowText } from '../quantity/flow.ts';
import { ok, refuse, type Result } from '../result.ts';
import { boundedSum, type LineFigures } from './amounts.ts';
import type { CostUnit } from './line.ts';
import type { Tree } from './tree.ts';

export interface UnitFigures {
	/** Σ period amounts of the unit's lines. */
	readonly cost: Fen;
	/** 元 per unit of output over the analysis period; `LIMITS.unitCostScale` decimals, half-up. */
	readonly unitCost: Decimal;
	/** The same over twelve months, divided and rounded once from the cost; a flow (吨, 人次) is never annualised. */
	readonly annualUnitCost: Decimal;
}

/** Unit cost (单位成本) = Σ period amounts of the chosen lines ÷ output. */
export function unitFigures(
	unit: CostUnit,
	tree: Tree,
	lines: readonly LineFigures[],
	analysisMonths: number
): Result<UnitFigures> {
	const output = dec(unit.output);
	if (isZero(output) || isNegative(output))
		return refuse(problem('analysis/no-output', { unit: unit.name, output: unit.output }));
	const chosen = countedLines(unit, tree);
	if (chosen.length === 0) return refuse(problem('analysis/unit-without-lines', { unit: unit.name }));
	const cost = boundedSum(chosen.flatMap((index) => lines[index]?.period ?? []));
	if (!cost.ok) return cost;
	const yuan = yuanFromFen(cost.value);
	const twelve = multiply(yuan, decimal(12n));
	const months = decimal(BigInt(analysisMonths));
	const unitCost = divide(yuan, output, 'half-up', LIMITS.unitCostScale);
	const annualUnitCost = isFlowText(unit.unit)
		? unitCost
		: divide(twelve, multiply(output, months), 'half-up', LIMITS.unitCostScale);
	return ok({ cost: cost.value, unitCost, annualUnitCost });
}

/** Unit of the annual unit cost: "元/平方米·年", but "元/吨". */
export function annualRate(unit: string): string {
	return isFlowText(unit) ? `元/${unit}` : `元/${unit}·年`;
}

/** Indices of a unit's lines, ascending; a line below another chosen one is already inside it and counts once. */
export function countedLines(unit: Pick<CostUnit, 'lineIds'>, tree: Tree): readonly number[] {
	const chosen = new Set(unit.lineIds.flatMap((id) => tree.indexOf.get(id) ?? []));
	return [...chosen].filter((index) => !hasAncestorIn(tree, index, chosen)).sort((a, b) => a - b);
}

function hasAncestorIn(tree: Tree, index: number, chosen: ReadonlySet<number>): boolean {
	for (let up = tree.parents[index] ?? -1; up >= 0; up = tree.parents[up] ?? -1)
		if (chosen.has(up)) return true;
	return false;
}
