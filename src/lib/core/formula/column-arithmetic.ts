import { divideHalfUp, EXACT, LARGEST_POWER, POWERS } from '../decimal/doubles.ts';
import { ONE, ZERO, type Decimal } from '../decimal/decimal.ts';
import { valuesOf } from './cells.ts';
import type { BinaryOperator, UnaryOperator } from './node.ts';
import { BLANK, NUMBER, NumberColumn, TRUTH, wholeAt } from './number-column.ts';
import { isArea, isSingleCell, single, type Operand } from './operand.ts';
import { leastPowerSteps } from './power.ts';
import type { Steps } from './steps.ts';
import { isError, isNumber, type FormulaValue } from './value.ts';

/** Cells of a column calculated for one step. */
export const CELLS_PER_STEP = 16;

/** One side of a calculation: a column, or a single number that stands for as many. */
interface Side {
	readonly column: NumberColumn | null;
	readonly number: Decimal;
	/** Neither truths nor a truth, which compare otherwise than as numbers. */
	readonly isPlain: boolean;
}

/**
 * An operator over a column of numbers, or over two, in one loop; undefined where only the evaluation cell by cell can
 * tell: other values, quotients and powers, numbers beyond what a double holds exactly.
 */
export function calculateColumns(
	operator: BinaryOperator,
	left: Operand,
	right: Operand,
	steps: Steps
): Operand | undefined {
	const rows = columnOf(left)?.length ?? columnOf(right)?.length;
	if (rows === undefined) return compareTexts(operator, left, right, steps);
	const [a, b] = [sideOf(left, rows), sideOf(right, rows)];
	if (!a || !b || operator === '&' || operator === '^') return undefined;
	steps.spend(rows / CELLS_PER_STEP);
	if (operator === '/') return areaOf(divided(a, b, rows));
	if (operator === '*') return areaOf(multiplied(a, b, rows));
	const scale = Math.max(scaleOf(a), scaleOf(b));
	const [x, y] = [numbersAt(a, scale, rows), numbersAt(b, scale, rows)];
	if (!x || !y) return undefined;
	if (operator === '+' || operator === '-') return areaOf(added(operator, x, y, scale));
	return a.isPlain && b.isPlain ? areaOf(compared(operator, x, y)) : undefined;
}

/** Whether each text of a column is, or is not, a given one. */
function compareTexts(
	operator: BinaryOperator,
	left: Operand,
	right: Operand,
	steps: Steps
): Operand | undefined {
	if (operator !== '=' && operator !== '<>') return undefined;
	const [column, wanted] = isArea(left) && !isSingleCell(left) ? [left, right] : [right, left];
	const text = scalarOf(wanted);
	if (typeof text !== 'string' || !isArea(column) || column.area.length !== 1) return undefined;
	const cells = valuesOf(column.area[0] ?? []);
	const lower = text.toLowerCase();
	const truths = new Float64Array(cells.length);
	for (const [row, cell] of cells.entries()) {
		if (isError(cell)) return undefined;
		if (typeof cell === 'string') steps.spendTexts(cell, text);
		const equal =
			cell === text ||
			(typeof cell === 'string' ? cell.toLowerCase() === lower : cell === null && text === '');
		if (equal === (operator === '=')) truths[row] = 1;
	}
	steps.spend(cells.length >> 1);
	return areaOf(new NumberColumn(truths, 0, new Uint8Array(cells.length).fill(TRUTH)));
}

/** A sign or percent over a column of numbers. */
export function calculateColumn(
	operator: UnaryOperator,
	operand: Operand,
	steps: Steps
): Operand | undefined {
	const column = columnOf(operand);
	if (!column || operator === '+') return operator === '+' ? operand : undefined;
	steps.spend(column.length / CELLS_PER_STEP);
	if (operator === '-') return areaOf(new NumberColumn(column.mantissa.map(opposite), column.scale, null));
	const scale = column.scale + 2;
	return scale > LARGEST_POWER ? undefined : areaOf(new NumberColumn(column.mantissa, scale, null));
}

/** IF over a column of truths, with numbers or columns of them to choose from; a branch that is FALSE stays one. */
export function chooseFromColumns(
	test: Operand,
	whenTrue: Operand,
	whenFalse: Operand,
	steps: Steps
): Operand | undefined {
	const condition = columnOf(test);
	if (!condition) return undefined;
	const rows = condition.length;
	const [a, b] = [sideOf(whenTrue, rows), sideOf(whenFalse, rows)];
	if (!a || !b) return undefined;
	steps.spend(rows / CELLS_PER_STEP);
	const scale = Math.max(scaleOf(a), scaleOf(b));
	const [x, y] = [numbersAt(a, scale, rows), numbersAt(b, scale, rows)];
	if (!x || !y) return undefined;
	const mantissa = new Float64Array(rows);
	const kinds = new Uint8Array(rows);
	const [kindsOfA, kindsOfB] = [kindsOf(a, whenTrue, rows), kindsOf(b, whenFalse, rows)];
	for (let row = 0; row < rows; row += 1) {
		const isTrue = condition.mantissa[row] !== 0;
		mantissa[row] = (isTrue ? x[row] : y[row]) as number;
		kinds[row] = (isTrue ? kindsOfA[row] : kindsOfB[row]) as number;
	}
	return areaOf(new NumberColumn(mantissa, scale, kinds));
}

/** ROUND (half away from zero) of a column at 0 to 22 places; undefined for all else. */
export function roundColumn(operand: Operand, places: Operand, steps: Steps): Operand | undefined {
	const column = columnOf(operand);
	const wanted = scalarOf(places) ?? null;
	if (!column || wanted === null || !isNumber(wanted) || wanted.scale > 0) return undefined;
	const kept = Number(wanted.coefficient);
	if (!(kept >= 0 && kept <= LARGEST_POWER)) return undefined;
	steps.spend(column.length / CELLS_PER_STEP);
	if (kept >= column.scale) return areaOf(new NumberColumn(column.mantissa, column.scale, null));
	const divisor = POWERS[column.scale - kept] as number;
	const rounded = column.mantissa.map((mantissa) => divideHalfUp(mantissa, divisor));
	return areaOf(new NumberColumn(rounded, kept, null));
}

/** Gives up at once on a column of numbers that is too long to be raised to a broken power; 0 is raised for nothing. */
export function requirePowers(base: Operand, exponent: Operand, steps: Steps): void {
	const each = leastPowerSteps(scalarOf(exponent) ?? null);
	const column = each === 0 ? undefined : columnOf(base);
	if (column)
		steps.require(each * column.mantissa.reduce((count, number) => count + (number === 0 ? 0 : 1), 0));
}

/** The only column of an area, when it is one of numbers. */
export function columnOf(operand: Operand): NumberColumn | undefined {
	if (!isArea(operand) || operand.area.length !== 1) return undefined;
	const [column] = operand.area;
	return column instanceof NumberColumn ? column : undefined;
}

function areaOf(column: NumberColumn | undefined): Operand | undefined {
	return column && { area: [column] };
}

function sideOf(operand: Operand, rows: number): Side | undefined {
	const column = columnOf(operand);
	if (column) {
		const isPlain = !column.hasTruths();
		return column.length === rows ? { column, number: ZERO, isPlain } : undefined;
	}
	const value = scalarOf(operand);
	const number = value === undefined ? undefined : numberOf(value);
	return number && { column: null, number, isPlain: typeof value !== 'boolean' };
}

/** A single value, or that of a single cell; undefined for several. */
function scalarOf(operand: Operand): FormulaValue | undefined {
	return isArea(operand) && !isSingleCell(operand) ? undefined : single(operand);
}

function numberOf(value: FormulaValue): Decimal | undefined {
	if (value === null) return ZERO;
	if (typeof value === 'boolean') return value ? ONE : ZERO;
	return isNumber(value) ? value : undefined;
}

function scaleOf({ column, number }: Side): number {
	return column ? column.scale : number.scale;
}

/** The numbers of a side at a scale not below its own; undefined where one is too large for it. */
function numbersAt(side: Side, scale: number, rows: number): Float64Array | undefined {
	if (scale > LARGEST_POWER) return undefined;
	const { column } = side;
	if (!column) {
		const whole = wholeAt(side.number, scale);
		return whole === undefined ? undefined : new Float64Array(rows).fill(whole);
	}
	if (column.scale === scale) return column.mantissa;
	const factor = POWERS[scale - column.scale] as number;
	return exact(column.mantissa.map((mantissa) => mantissa * factor));
}

function added(
	operator: '+' | '-',
	x: Float64Array,
	y: Float64Array,
	scale: number
): NumberColumn | undefined {
	const sums = new Float64Array(x.length);
	const sign = operator === '+' ? 1 : -1;
	for (let row = 0; row < x.length; row += 1) sums[row] = (x[row] as number) + sign * (y[row] as number);
	return exact(sums) && new NumberColumn(sums, scale, null);
}

function multiplied(a: Side, b: Side, rows: number): NumberColumn | undefined {
	const scale = scaleOf(a) + scaleOf(b);
	const [x, y] = [numbersAt(a, scaleOf(a), rows), numbersAt(b, scaleOf(b), rows)];
	if (!x || !y || scale > LARGEST_POWER) return undefined;
	const products = new Float64Array(rows);
	// + 0: a product of zero has no sign.
	for (let row = 0; row < rows; row += 1) products[row] = (x[row] as number) * (y[row] as number) + 0;
	return exact(products) && new NumberColumn(products, scale, null);
}

/** Division by a number whose reciprocal ends, such as 100 or 8, is a product; others give ever more decimals. */
function divided(a: Side, b: Side, rows: number): NumberColumn | undefined {
	if (b.column || b.number.coefficient === 0n) return undefined;
	const { coefficient, scale } = b.number;
	for (let places = 0; places <= LARGEST_POWER; places += 1) {
		const power = 10n ** BigInt(places);
		if (power % coefficient !== 0n) continue;
		// 1 ÷ (coefficient / 10^scale) = (10^places ÷ coefficient) × 10^scale ÷ 10^places.
		const reciprocal = { coefficient: (power / coefficient) * 10n ** BigInt(scale), scale: places };
		return multiplied(a, { column: null, number: reciprocal, isPlain: true }, rows);
	}
	return undefined;
}

function compared(operator: BinaryOperator, x: Float64Array, y: Float64Array): NumberColumn {
	const truths = new Float64Array(x.length);
	// One loop for each sign: a choice within the loop would cost more than the comparison.
	const each = (holds: (a: number, b: number) => boolean) => {
		for (let row = 0; row < x.length; row += 1)
			if (holds(x[row] as number, y[row] as number)) truths[row] = 1;
	};
	if (operator === '=') each((a, b) => a === b);
	else if (operator === '<>') each((a, b) => a !== b);
	else if (operator === '<') each((a, b) => a < b);
	else if (operator === '>') each((a, b) => a > b);
	else if (operator === '<=') each((a, b) => a <= b);
	else each((a, b) => a >= b);
	return new NumberColumn(truths, 0, new Uint8Array(x.length).fill(TRUTH));
}

/** The same numbers when all of them are exact. */
function exact(numbers: Float64Array): Float64Array | undefined {
	for (const number of numbers) if (!(number < EXACT && number > -EXACT)) return undefined;
	return numbers;
}

function opposite(mantissa: number): number {
	return 0 - mantissa;
}

function kindsOf({ column }: Side, operand: Operand, rows: number): Uint8Array {
	if (column) return column.kinds ?? new Uint8Array(rows);
	const value = scalarOf(operand);
	return new Uint8Array(rows).fill(typeof value === 'boolean' ? TRUTH : value === null ? BLANK : NUMBER);
}
