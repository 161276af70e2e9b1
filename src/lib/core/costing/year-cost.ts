import { dec, divide, type Decimal } from '../decimal/decimal.ts';
import { LIMITS } from '../limits.ts';
import { yuanFromFen, type Fen } from '../money/fen.ts';
import { ok, type Result } from '../result.ts';
import { boundedSum, type LineFigures } from './amounts.ts';
import type { CostLine, CostUnit } from './line.ts';
import { isLeaf, subtreeEnd, type Tree } from './tree.ts';
import type { YearColumn } from './year-column.ts';

/** What a cost unit cost in another year. */
export interface YearUnitCost {
	readonly year: string;
	/** Σ actual amounts of the year, of a line without one its budget; one-off lines stay out. */
	readonly cost: Fen;
	/** 元 per unit of that year's output; `LIMITS.unitCostScale` decimals, half-up. */
	readonly unitCost: Decimal;
}

/**
 * Unit costs by year (历年单位成本): cost of the year ÷ output of the year, for every year whose output is known and for
 * which any counted line has an amount; oldest first. Common cost of other years is not allocated: nobody recorded it.
 */
export function yearUnitCosts(
	unit: CostUnit,
	tree: Tree,
	lines: readonly LineFigures[],
	counted: readonly number[]
): Result<readonly YearUnitCost[]> {
	const found: YearUnitCost[] = [];
	for (const year of Object.keys(unit.yearOutputs).sort()) {
		const amounts = yearLines(tree, lines, counted, year);
		if (amounts.length === 0) continue;
		const cost = boundedSum(amounts.map(({ amount }) => amount));
		if (!cost.ok) return cost;
		const output = dec(unit.yearOutputs[year] ?? '1');
		const unitCost = divide(yuanFromFen(cost.value), output, 'half-up', LIMITS.unitCostScale);
		found.push({ year, cost: cost.value, unitCost });
	}
	return ok(found);
}

/** The lines that a year's cost is made of, and from which column each comes. */
export function yearLines(
	tree: Tree,
	lines: readonly LineFigures[],
	counted: readonly number[],
	year: string
): readonly { readonly line: number; readonly column: YearColumn; readonly amount: Fen }[] {
	// Years are four digits: unit-year outputs are checked on entering, year columns by their pattern.
	const columns = [`${year}:actual`, `${year}:budget`] as readonly YearColumn[];
	return counted.flatMap((top) => {
		const end = subtreeEnd(tree, top);
		const found: { line: number; column: YearColumn; amount: Fen }[] = [];
		for (let line = top; line < end; line += 1) {
			if (!isLeaf(tree, line) || (tree.lines[line] as CostLine).recurrence === 'once') continue;
			for (const column of columns) {
				const amount = yearAmount(lines[line], column);
				if (amount === null) continue;
				found.push({ line, column, amount });
				break;
			}
		}
		return found;
	});
}

/** The amount of another year of a line, of a parent the sum of its children's; null where it is blank. */
export function yearAmount(line: LineFigures | undefined, column: YearColumn): Fen | null {
	return line?.years[column] ?? null;
}
