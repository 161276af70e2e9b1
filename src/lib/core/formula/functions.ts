import {
	absolute,
	compare,
	decimal,
	divide,
	isZero,
	maximum,
	minimum,
	multiply,
	ONE,
	parseDecimal,
	round,
	subtract,
	sum,
	ZERO,
	type Decimal
} from '../decimal/decimal.ts';
import { divideRounded, powerOfTen, type RoundingMode } from '../decimal/rounding.ts';
import { LIMITS } from '../limits.ts';
import { formulaError, isError, isNumber, type FormulaError, type FormulaValue } from './value.ts';

interface FormulaFunction {
	readonly least: number;
	readonly most: number;
	/** Gets arguments without errors: an error in any argument is the result, except where `takesErrors`. */
	readonly run: (args: readonly FormulaValue[]) => FormulaValue;
	readonly takesErrors?: true;
}

const MANY = 255;

/** Every function a formula may call, with Excel's results. Anything else is `#NAME?`. */
export const FUNCTIONS: ReadonlyMap<string, FormulaFunction> = new Map<string, FormulaFunction>([
	['SUM', { least: 1, most: MANY, run: (args) => ofNumbers(args, sum) }],
	['AVERAGE', { least: 1, most: MANY, run: (args) => ofNumbers(args, average) }],
	[
		'MIN',
		{ least: 1, most: MANY, run: (args) => ofNumbers(args, (all) => all.reduce(minimum, all[0] ?? ZERO)) }
	],
	[
		'MAX',
		{ least: 1, most: MANY, run: (args) => ofNumbers(args, (all) => all.reduce(maximum, all[0] ?? ZERO)) }
	],
	[
		'COUNT',
		{ least: 1, most: MANY, takesErrors: true, run: (args) => decimal(BigInt(args.filter(isNumber).length)) }
	],
	['IF', { least: 2, most: 3, takesErrors: true, run: chooseBranch }],
	['AND', { least: 1, most: MANY, run: (args) => ofTruths(args, (all) => all.every(Boolean)) }],
	['OR', { least: 1, most: MANY, run: (args) => ofTruths(args, (all) => all.some(Boolean)) }],
	['NOT', { least: 1, most: 1, run: (args) => ofTruths([args[0] ?? false], ([truth]) => !truth) }],
	['ROUND', { least: 2, most: 2, run: (args) => roundPlaces(args, 'half-up') }],
	['ROUNDUP', { least: 2, most: 2, run: (args) => roundPlaces(args, 'up') }],
	['ROUNDDOWN', { least: 2, most: 2, run: (args) => roundPlaces(args, 'down') }],
	['INT', { least: 1, most: 1, run: (args) => ofNumber(args[0], (value) => round(value, 0, 'floor')) }],
	['ABS', { least: 1, most: 1, run: (args) => ofNumber(args[0], absolute) }],
	['MOD', { least: 2, most: 2, run: (args) => ofTwo(args, modulo) }]
]);

export function callFunction(name: string, args: readonly FormulaValue[]): FormulaValue {
	const called = FUNCTIONS.get(name);
	if (!called) return formulaError('#NAME?', name);
	if (args.length < called.least || args.length > called.most) return formulaError('#VALUE!', name);
	const error = called.takesErrors ? undefined : args.find(isError);
	return error ?? called.run(args);
}

/** A number where arithmetic needs one: blank is 0, truths are 1 and 0, a text counts when it is a plain number. */
export function toNumber(value: FormulaValue): Decimal | FormulaError {
	if (value === null) return ZERO;
	if (typeof value === 'boolean') return value ? ONE : ZERO;
	if (typeof value !== 'string') return value;
	const parsed = parseDecimal(value);
	return parsed.ok ? parsed.value : formulaError('#VALUE!', value.slice(0, 20));
}

function ofNumber(value: FormulaValue | undefined, run: (value: Decimal) => FormulaValue): FormulaValue {
	const number = toNumber(value ?? null);
	return isError(number) ? number : run(number);
}

function ofTwo(args: readonly FormulaValue[], run: (a: Decimal, b: Decimal) => FormulaValue): FormulaValue {
	return ofNumber(args[0], (a) => ofNumber(args[1], (b) => run(a, b)));
}

function ofNumbers(
	args: readonly FormulaValue[],
	run: (numbers: readonly Decimal[]) => FormulaValue
): FormulaValue {
	const numbers: Decimal[] = [];
	for (const arg of args) {
		if (arg === null) continue;
		const number = toNumber(arg);
		if (isError(number)) return number;
		numbers.push(number);
	}
	return run(numbers);
}

function ofTruths(args: readonly FormulaValue[], run: (truths: readonly boolean[]) => boolean): FormulaValue {
	const truths: boolean[] = [];
	for (const arg of args) {
		if (arg === null) continue;
		if (typeof arg === 'string') return formulaError('#VALUE!', arg.slice(0, 20));
		truths.push(typeof arg === 'boolean' ? arg : isNumber(arg) && !isZero(arg));
	}
	return truths.length === 0 ? formulaError('#VALUE!') : run(truths);
}

function chooseBranch(args: readonly FormulaValue[]): FormulaValue {
	const [condition = null, whenTrue = null, whenFalse = false] = args;
	if (isError(condition)) return condition;
	if (typeof condition === 'string') return formulaError('#VALUE!', condition.slice(0, 20));
	const truth = typeof condition === 'boolean' ? condition : condition !== null && !isZero(condition);
	return truth ? whenTrue : whenFalse;
}

function average(numbers: readonly Decimal[]): FormulaValue {
	if (numbers.length === 0) return formulaError('#DIV/0!');
	return divide(sum(numbers), decimal(BigInt(numbers.length)), 'half-up', LIMITS.formulaScale);
}

/** ROUND and its kind; places below zero round to tens, hundreds… */
function roundPlaces(args: readonly FormulaValue[], mode: RoundingMode): FormulaValue {
	return ofTwo(args, (value, placesValue) => {
		const places = Number(round(placesValue, 0, 'down').coefficient);
		if (Math.abs(places) > LIMITS.decimalDigits) return formulaError('#NUM!');
		if (places >= 0) return round(value, places, mode);
		return decimal(divideRounded(value.coefficient, powerOfTen(value.scale - places), mode), places);
	});
}

/** MOD takes the sign of the divisor, as Excel's does: n − d × INT(n / d). */
function modulo(n: Decimal, d: Decimal): FormulaValue {
	if (isZero(d)) return formulaError('#DIV/0!');
	return subtract(n, multiply(d, divide(n, d, 'floor', 0)));
}

/** Comparison as Excel orders mixed values: numbers before texts before truths; texts without regard to case. */
export function compareValues(a: FormulaValue, b: FormulaValue): number {
	const [left, right] = [comparable(a, b), comparable(b, a)];
	if (isNumber(left) && isNumber(right)) return compare(left, right);
	const [x, y] = [rank(left), rank(right)];
	if (x !== y) return x - y;
	const [s, t] = [String(left).toLowerCase(), String(right).toLowerCase()];
	return s < t ? -1 : s > t ? 1 : 0;
}

/** A blank compares as the empty value of the other side's kind. */
function comparable(value: FormulaValue, other: FormulaValue): FormulaValue {
	if (value !== null) return value;
	return typeof other === 'string' ? '' : typeof other === 'boolean' ? false : ZERO;
}

function rank(value: FormulaValue): number {
	return isNumber(value) ? 0 : typeof value === 'string' ? 1 : 2;
}
