import { compare, decimal, divide, multiply, ONE, ZERO, add, type Decimal } from '../../decimal/decimal.ts';
import { powerOfTen } from '../../decimal/rounding.ts';
import { LIMITS } from '../../limits.ts';
import { bounded, isTooLong } from '../arithmetic.ts';
import { valuesOf } from '../cells.ts';
import { CELLS_PER_STEP, columnOf } from '../column-arithmetic.ts';
import { toNumber } from '../convert.ts';
import { NumberColumn } from '../number-column.ts';
import { isArea, rowsOf, type Operand } from '../operand.ts';
import type { Steps } from '../steps.ts';
import { formulaError, isError, isNumber, type FormulaError, type FormulaValue } from '../value.ts';
import {
	countOfFilled,
	countOfNumbers,
	extremeOfColumn,
	sortedNumbers,
	sumOfColumn,
	sumOfProducts
} from './column-sums.ts';
import { MANY, type FunctionEntry } from './formula-function.ts';

/** Functions that bring many numbers to one. */
export const AGGREGATES: readonly FunctionEntry[] = [
	['SUM', { least: 1, most: MANY, takes: 'operands', run: ofNumbers(sumOf) }],
	['PRODUCT', { least: 1, most: MANY, takes: 'operands', run: ofNumbers(product) }],
	['AVERAGE', { least: 1, most: MANY, takes: 'operands', run: ofNumbers(average) }],
	['MIN', { least: 1, most: MANY, takes: 'operands', run: ofNumbers((all) => extreme(all, -1)) }],
	['MAX', { least: 1, most: MANY, takes: 'operands', run: ofNumbers((all) => extreme(all, 1)) }],
	['MEDIAN', { least: 1, most: MANY, takes: 'operands', run: ofNumbers(median) }],
	[
		'COUNT',
		{ least: 1, most: MANY, takes: 'operands', run: count((value) => isNumber(value), countOfNumbers) }
	],
	[
		'COUNTA',
		{ least: 1, most: MANY, takes: 'operands', run: count((value) => value !== null, countOfFilled) }
	],
	['SUMPRODUCT', { least: 1, most: MANY, takes: 'operands', run: sumProduct }]
];

/** The numbers among operands: those met one by one, and columns of many. */
export interface Numbers {
	readonly singles: readonly Decimal[];
	readonly columns: readonly NumberColumn[];
}

/**
 * The numbers of the operands: in areas the numbers only, among arguments also the texts and truths that say one, and a
 * left-out argument as 0. The first error met is the result.
 */
function numbersOf(operands: readonly Operand[], steps: Steps): Numbers | FormulaError {
	const singles: Decimal[] = [];
	const columns: NumberColumn[] = [];
	for (const operand of operands) {
		if (!isArea(operand)) {
			const number = toNumber(operand);
			if (isError(number)) return number;
			singles.push(number);
			continue;
		}
		for (const column of operand.area) {
			if (column instanceof NumberColumn) {
				steps.spend(column.length / CELLS_PER_STEP);
				columns.push(column);
				continue;
			}
			steps.spend(column.length);
			for (const value of column) {
				if (isNumber(value)) singles.push(value);
				else if (isError(value)) return value;
			}
		}
	}
	return { singles, columns };
}

function ofNumbers(run: (numbers: Numbers, steps: Steps) => FormulaValue) {
	return (operands: readonly Operand[], steps: Steps): FormulaValue => {
		const numbers = numbersOf(operands, steps);
		return 'error' in numbers ? numbers : bounded(run(numbers, steps));
	};
}

function sumOf({ singles, columns }: Numbers): Decimal {
	return columns.reduce((sum, column) => add(sum, sumOfColumn(column)), exactSum(singles));
}

function countOf({ singles, columns }: Numbers): number {
	return columns.reduce((count, column) => count + countOfNumbers(column), singles.length);
}

/** Every number by itself, for what cannot go over columns. */
function oneByOne({ singles, columns }: Numbers, steps: Steps): readonly Decimal[] {
	const all = [...singles];
	for (const column of columns) {
		steps.spend(column.length);
		for (const value of column.values()) if (isNumber(value)) all.push(value);
	}
	return all;
}

/** Exact sum: coefficients are added by their scale, and the scales put together once. */
export function exactSum(numbers: Iterable<Decimal>): Decimal {
	const byScale: bigint[] = [];
	for (const { coefficient, scale } of numbers) byScale[scale] = (byScale[scale] ?? 0n) + coefficient;
	let total = ZERO;
	for (const [scale, coefficient] of Object.entries(byScale))
		total = add(total, decimal(coefficient, Number(scale)));
	return total;
}

function product(numbers: Numbers, steps: Steps): FormulaValue {
	const all = oneByOne(numbers, steps);
	let result: FormulaValue = all.length === 0 ? ZERO : ONE;
	for (const number of all) {
		result = bounded(multiply(result, number));
		if (!isNumber(result)) return result;
	}
	return result;
}

function average(numbers: Numbers): FormulaValue {
	return mean(sumOf(numbers), countOf(numbers));
}

/** Sum ÷ count; `#DIV/0!` where nothing was counted. */
export function mean(sum: Decimal, count: number): FormulaValue {
	if (count === 0) return formulaError('#DIV/0!');
	return divide(sum, decimal(BigInt(count)), 'half-up', LIMITS.formulaScale);
}

/** The largest (1) or smallest (-1); 0 where there is no number, as in Excel. */
function extreme({ singles, columns }: Numbers, side: 1 | -1): Decimal {
	const all = [...singles, ...columns.flatMap((column) => extremeOfColumn(column, side) ?? [])];
	let best = all[0] ?? ZERO;
	for (const number of all) if (compare(number, best) === side) best = number;
	return best;
}

/** The middle number, or the mean of the two in the middle. */
function median(numbers: Numbers, steps: Steps): FormulaValue {
	const count = countOf(numbers);
	if (count === 0) return formulaError('#NUM!', 'MEDIAN');
	const at = numberInOrder(numbers, steps);
	const middle = count >> 1;
	if (count % 2 === 1) return at(middle);
	return divide(add(at(middle - 1), at(middle)), decimal(2n), 'half-up', LIMITS.formulaScale);
}

/**
 * The number at a position in rising order. Doubles only say where to look: a whole number never becomes a larger double
 * than a greater one does, so the exact one is among those that share the double at the position.
 */
function numberInOrder(numbers: Numbers, steps: Steps): (position: number) => Decimal {
	steps.spend(countOf(numbers));
	const sorted = sortedNumbers(numbers.singles, numbers.columns);
	if (sorted) return (position) => decimal(BigInt(sorted.numbers[position] as number), sorted.scale);
	const all = oneByOne(numbers, steps);
	steps.spend(3 * all.length);
	const scale = Math.max(...scales(all));
	const whole = all.map((number) => number.coefficient * powerOfTen(scale - number.scale));
	const doubles = Float64Array.from(whole, Number).sort();
	return (position) => decimal(inOrder(whole, doubles, position), scale);
}

function scales(numbers: readonly Decimal[]): ReadonlySet<number> {
	return new Set(numbers.map((number) => number.scale));
}

function inOrder(whole: readonly bigint[], doubles: Float64Array, position: number): bigint {
	const near = doubles[position] ?? 0;
	const same = whole.filter((value) => Number(value) === near).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
	const found = same[position - doubles.indexOf(near)];
	if (found === undefined) throw new Error('A sorted number that is not there');
	return found;
}

/** COUNT and COUNTA take errors as they are; a left-out argument counts, a blank cell does not. */
function count(is: (value: FormulaValue) => boolean, inColumn: (column: NumberColumn) => number) {
	return (operands: readonly Operand[], steps: Steps): FormulaValue => {
		let total = 0;
		for (const operand of operands) {
			if (!isArea(operand)) total += isCounted(operand, is) ? 1 : 0;
			else
				for (const column of operand.area) {
					if (column instanceof NumberColumn) {
						steps.spend(column.length / CELLS_PER_STEP);
						total += inColumn(column);
						continue;
					}
					steps.spend(column.length);
					for (const value of column) if (is(value)) total += 1;
				}
		}
		return decimal(BigInt(total));
	};
}

function isCounted(argument: FormulaValue, is: (value: FormulaValue) => boolean): boolean {
	return argument === null || is(argument) || (!isError(argument) && is(toNumber(argument)));
}

/** Σ of the products of cells in the same place; what is not a number counts as 0. All areas must be equally large. */
function sumProduct(operands: readonly Operand[], steps: Steps): FormulaValue {
	const areas = operands.map((operand) => (isArea(operand) ? operand : { area: [[operand]] }));
	const [first] = areas;
	if (!first) return ZERO;
	const rows = rowsOf(first);
	if (areas.some((area) => area.area.length !== first.area.length || rowsOf(area) !== rows))
		return formulaError('#VALUE!', '区域大小不同');
	const columns = areas.flatMap((area) => columnOf(area) ?? []);
	if (columns.length === areas.length) {
		steps.spend((rows * areas.length) / CELLS_PER_STEP);
		return bounded(sumOfProducts(columns, steps));
	}
	steps.spend(rows * first.area.length * areas.length);
	const cells = areas.map((area) => area.area.map(valuesOf));
	const products: bigint[] = [];
	for (let column = 0; column < first.area.length; column += 1)
		for (let row = 0; row < rows; row += 1) {
			let coefficient = 1n;
			let scale = 0;
			for (const area of cells) {
				const value = area[column]?.[row] ?? null;
				if (isError(value)) return value;
				coefficient = isNumber(value) ? coefficient * value.coefficient : 0n;
				scale = isNumber(value) ? scale + value.scale : 0;
				if (isTooLong(coefficient)) return formulaError('#NUM!');
			}
			products[scale] = (products[scale] ?? 0n) + coefficient;
		}
	return bounded(exactSum(Object.entries(products).map(([scale, sum]) => decimal(sum, Number(scale)))));
}
