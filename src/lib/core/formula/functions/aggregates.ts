import { compare, decimal, divide, multiply, ONE, ZERO, add, type Decimal } from '../../decimal/decimal.ts';
import { powerOfTen } from '../../decimal/rounding.ts';
import { LIMITS } from '../../limits.ts';
import { bounded, isTooLong } from '../arithmetic.ts';
import { toNumber } from '../convert.ts';
import { isArea, rowsOf, type Operand } from '../operand.ts';
import type { Steps } from '../steps.ts';
import { formulaError, isError, isNumber, type FormulaError, type FormulaValue } from '../value.ts';
import { MANY, type FunctionEntry } from './formula-function.ts';

/** Functions that bring many numbers to one. */
export const AGGREGATES: readonly FunctionEntry[] = [
	['SUM', { least: 1, most: MANY, takes: 'operands', run: ofNumbers(exactSum) }],
	['PRODUCT', { least: 1, most: MANY, takes: 'operands', run: ofNumbers(product) }],
	['AVERAGE', { least: 1, most: MANY, takes: 'operands', run: ofNumbers(average) }],
	['MIN', { least: 1, most: MANY, takes: 'operands', run: ofNumbers((all) => extreme(all, -1)) }],
	['MAX', { least: 1, most: MANY, takes: 'operands', run: ofNumbers((all) => extreme(all, 1)) }],
	['MEDIAN', { least: 1, most: MANY, takes: 'operands', run: median }],
	['COUNT', { least: 1, most: MANY, takes: 'operands', run: count((value) => isNumber(value)) }],
	['COUNTA', { least: 1, most: MANY, takes: 'operands', run: count((value) => value !== null) }],
	['SUMPRODUCT', { least: 1, most: MANY, takes: 'operands', run: sumProduct }]
];

/**
 * The numbers of the operands: in areas the numbers only, among arguments also the texts and truths that say one, and a
 * left-out argument as 0. The first error met is the result.
 */
export function numbersOf(operands: readonly Operand[], steps: Steps): readonly Decimal[] | FormulaError {
	const numbers: Decimal[] = [];
	for (const operand of operands) {
		if (!isArea(operand)) {
			const number = toNumber(operand);
			if (isError(number)) return number;
			numbers.push(number);
			continue;
		}
		for (const column of operand.area) {
			steps.spend(column.length);
			for (const value of column) {
				if (isNumber(value)) numbers.push(value);
				else if (isError(value)) return value;
			}
		}
	}
	return numbers;
}

function ofNumbers(run: (numbers: readonly Decimal[]) => FormulaValue) {
	return (operands: readonly Operand[], steps: Steps): FormulaValue => {
		const numbers = numbersOf(operands, steps);
		return 'error' in numbers ? numbers : bounded(run(numbers));
	};
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

function product(numbers: readonly Decimal[]): FormulaValue {
	let result: FormulaValue = numbers.length === 0 ? ZERO : ONE;
	for (const number of numbers) {
		result = bounded(multiply(result, number));
		if (!isNumber(result)) return result;
	}
	return result;
}

export function average(numbers: readonly Decimal[]): FormulaValue {
	if (numbers.length === 0) return formulaError('#DIV/0!');
	return divide(exactSum(numbers), decimal(BigInt(numbers.length)), 'half-up', LIMITS.formulaScale);
}

/** The largest (1) or smallest (-1); 0 where there is no number, as in Excel. */
function extreme(numbers: readonly Decimal[], side: 1 | -1): Decimal {
	let best = numbers[0] ?? ZERO;
	for (const number of numbers) if (compare(number, best) === side) best = number;
	return best;
}

/**
 * The middle number, or the mean of the two in the middle. Doubles only say where to look: a whole number never becomes
 * a larger double than a greater one does, so the exact middle is among those that share the double in the middle.
 */
function median(operands: readonly Operand[], steps: Steps): FormulaValue {
	const numbers = numbersOf(operands, steps);
	if ('error' in numbers) return numbers;
	if (numbers.length === 0) return formulaError('#NUM!', 'MEDIAN');
	steps.spend(3 * numbers.length);
	const scale = Math.max(...scales(numbers));
	const whole = numbers.map((number) => number.coefficient * powerOfTen(scale - number.scale));
	const doubles = Float64Array.from(whole, Number).sort();
	const at = (position: number): Decimal => decimal(inOrder(whole, doubles, position), scale);
	const middle = numbers.length >> 1;
	if (numbers.length % 2 === 1) return at(middle);
	return divide(add(at(middle - 1), at(middle)), decimal(2n), 'half-up', LIMITS.formulaScale);
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
function count(is: (value: FormulaValue) => boolean) {
	return (operands: readonly Operand[], steps: Steps): FormulaValue => {
		let total = 0;
		for (const operand of operands) {
			if (!isArea(operand)) total += isCounted(operand, is) ? 1 : 0;
			else
				for (const column of operand.area) {
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
	steps.spend(rows * first.area.length * areas.length);
	const products: bigint[] = [];
	for (let column = 0; column < first.area.length; column += 1)
		for (let row = 0; row < rows; row += 1) {
			let coefficient = 1n;
			let scale = 0;
			for (const area of areas) {
				const value = area.area[column]?.[row] ?? null;
				if (isError(value)) return value;
				coefficient = isNumber(value) ? coefficient * value.coefficient : 0n;
				scale = isNumber(value) ? scale + value.scale : 0;
				if (isTooLong(coefficient)) return formulaError('#NUM!');
			}
			products[scale] = (products[scale] ?? 0n) + coefficient;
		}
	return bounded(exactSum(Object.entries(products).map(([scale, sum]) => decimal(sum, Number(scale)))));
}
