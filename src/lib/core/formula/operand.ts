import { valueAt, valuesOf, type Block } from './cells.ts';
import { NumberColumn } from './number-column.ts';
import type { Steps } from './steps.ts';
import { formulaError, isError, type FormulaValue } from './value.ts';

/**
 * Cells read by reference, or the result of calculating with several at once. SUM and its kind skip the texts and truths
 * in an area, as Excel does, but convert those written as arguments.
 */
export interface Area {
	readonly area: Block;
}

/** What a part of a formula comes to. */
export type Operand = FormulaValue | Area;

export function isArea(operand: Operand): operand is Area {
	return typeof operand === 'object' && operand !== null && 'area' in operand;
}

export function rowsOf(area: Area): number {
	return area.area[0]?.length ?? 0;
}

/** Where one value is needed: the only cell of an area, else `#VALUE!`. */
export function single(operand: Operand): FormulaValue {
	if (!isArea(operand)) return operand;
	const [column = NO_CELLS] = operand.area;
	return isSingleCell(operand) ? valueAt(column, 0) : formulaError('#VALUE!', '多行区域');
}

export function isSingleCell(operand: Operand): boolean {
	return isArea(operand) && operand.area.length === 1 && operand.area[0]?.length === 1;
}

/**
 * Calculates cell by cell where an operand is an area: single values and single rows or columns are repeated, cells
 * that have no partner become `#N/A`, as in Excel's arrays. `run` must not keep the values it is given.
 */
export function lift(
	operands: readonly Operand[],
	steps: Steps,
	run: (values: readonly FormulaValue[]) => FormulaValue
): Operand {
	const areas = operands.filter(isArea);
	if (areas.length === 0) return run(operands.map(single));
	const columns = Math.max(...areas.map((area) => area.area.length));
	const rows = Math.max(...areas.map(rowsOf));
	steps.spend(columns * rows * operands.length);
	const block = Array.from({ length: columns }, (_, column) =>
		liftColumn(
			operands.map((operand) => columnAt(operand, column)),
			rows,
			run
		)
	);
	return { area: block };
}

/**
 * Gives up at once on columns of numbers that `lift` cannot finish, each of whose cells takes at least so many steps:
 * cells that are none, such as errors, may take fewer.
 */
export function requireSteps(operands: readonly Operand[], leastSteps: number, steps: Steps): void {
	const areas = operands.filter(isArea);
	const isOfNumbers = areas.every(({ area }) => area.every((column) => column instanceof NumberColumn));
	if (areas.length === 0 || !isOfNumbers || !operands.every(isCalculable)) return;
	steps.require(
		Math.min(...areas.map(({ area }) => area.length)) * Math.min(...areas.map(rowsOf)) * leastSteps
	);
}

function isCalculable(operand: Operand): boolean {
	return isArea(operand) || (typeof operand !== 'string' && !isError(operand));
}

/** One array of values serves all rows: a new one for each would cost more than the calculation. */
function liftColumn(
	columns: readonly (readonly FormulaValue[])[],
	rows: number,
	run: (values: readonly FormulaValue[]) => FormulaValue
): readonly FormulaValue[] {
	const values: FormulaValue[] = columns.map((column) => column[0] ?? null);
	const results: FormulaValue[] = new Array<FormulaValue>(rows);
	for (let row = 0; row < rows; row += 1) {
		for (let i = 0; i < columns.length; i += 1) {
			const column = columns[i] ?? NO_CELLS;
			if (column.length !== 1) values[i] = row < column.length ? (column[row] ?? null) : WITHOUT_PARTNER;
		}
		results[row] = run(values);
	}
	return results;
}

const NO_CELLS: readonly FormulaValue[] = [];
const WITHOUT_PARTNER = formulaError('#N/A', '区域大小不同');

/** The column of an operand that stands beside the column of another at this place. */
function columnAt(operand: Operand, column: number): readonly FormulaValue[] {
	if (!isArea(operand)) return [operand];
	return valuesOf(operand.area[operand.area.length === 1 ? 0 : column] ?? NO_CELLS);
}
