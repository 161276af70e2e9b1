import {
	absolute,
	decimal,
	divide,
	isNegative,
	isZero,
	multiply,
	round,
	ZERO,
	type Decimal
} from '../../decimal/decimal.ts';
import { divideRounded, powerOfTen, type RoundingMode } from '../../decimal/rounding.ts';
import { LIMITS } from '../../limits.ts';
import { bounded } from '../arithmetic.ts';
import { requirePowers, roundColumn } from '../column-arithmetic.ts';
import { settled, toNumber } from '../convert.ts';
import { requireSteps } from '../operand.ts';
import { power, root, ROOT_STEPS } from '../power.ts';
import type { Steps } from '../steps.ts';
import { formulaError, isError, type FormulaValue } from '../value.ts';
import type { FunctionEntry, FunctionOfValues } from './formula-function.ts';

/** Functions of one or two numbers. Roundings and cuts look at the settled number (`convert.ts`). */
export const NUMBER_FUNCTIONS: readonly FunctionEntry[] = [
	[
		'ROUND',
		{
			...ofTwo((value, places, steps) => roundPlaces(value, places, 'half-up', steps), 3),
			overColumns: ([column = null, places = null], steps) => roundColumn(column, places, steps)
		}
	],
	['ROUNDUP', ofTwo((value, places, steps) => roundPlaces(value, places, 'up', steps), 3)],
	['ROUNDDOWN', ofTwo((value, places, steps) => roundPlaces(value, places, 'down', steps), 3)],
	['TRUNC', ofTwo((value, places, steps) => roundPlaces(value, places, 'down', steps), 3, 1)],
	['INT', ofOne((value) => round(settled(value), 0, 'floor'), 2)],
	['ABS', ofOne(absolute, 1)],
	['SQRT', { ...ofOne(root, 0), require: (operands, steps) => requireSteps(operands, ROOT_STEPS, steps) }],
	['MOD', ofTwo(modulo, 64)],
	[
		'POWER',
		{
			...ofTwo((base, exponent, steps) => power(base, exponent, steps), 0),
			require: ([base = null, exponent = null], steps) => requirePowers(base, exponent, steps)
		}
	],
	['CEILING', ofTwo((value, step) => toMultiple(value, step, 'ceiling'), 16)],
	['FLOOR', ofTwo((value, step) => toMultiple(value, step, 'floor'), 16)]
];

/** `cost`: steps of one call, beside those for its cells. */
function ofOne(run: (value: Decimal, steps: Steps) => FormulaValue, cost: number): FunctionOfValues {
	return {
		least: 1,
		most: 1,
		takes: 'values',
		require: (operands, steps) => requireSteps(operands, cost, steps),
		run: (values, steps) => {
			steps.spend(cost);
			steps.spendConversion(values[0]);
			const value = toNumber(values[0] ?? null);
			return isError(value) ? value : run(value, steps);
		}
	};
}

function ofTwo(
	run: (a: Decimal, b: Decimal, steps: Steps) => FormulaValue,
	cost: number,
	least: 1 | 2 = 2
): FunctionOfValues {
	return {
		least,
		most: 2,
		takes: 'values',
		require: (operands, steps) => requireSteps(operands, cost, steps),
		run: (values, steps) => {
			steps.spend(cost);
			steps.spendConversion(values[0]);
			steps.spendConversion(values[1]);
			const a = toNumber(values[0] ?? null);
			if (isError(a)) return a;
			const b = toNumber(values[1] ?? null);
			return isError(b) ? b : bounded(run(a, b, steps));
		}
	};
}

/** ROUND and its kind; places below zero round to tens, hundreds…; broken places are cut as Excel cuts them. */
function roundPlaces(value: Decimal, placesValue: Decimal, mode: RoundingMode, steps: Steps): FormulaValue {
	const cut = Number(round(placesValue, 0, 'down').coefficient);
	const places = Math.max(-LIMITS.formulaDigits, Math.min(cut, LIMITS.formulaDigits));
	// Powers of ten beyond those kept are made anew.
	if (places < -60) steps.spend(FAR_PLACES_STEPS);
	const number = settled(value);
	if (places >= 0) return round(number, places, mode);
	return decimal(divideRounded(number.coefficient, powerOfTen(number.scale - places), mode), places);
}

const FAR_PLACES_STEPS = 30;

/**
 * MOD takes the sign of the divisor, as Excel's does: n − d × INT(n / d), where INT cuts the settled quotient, so that a
 * remainder that is all but the divisor is none.
 */
function modulo(n: Decimal, d: Decimal): FormulaValue {
	if (isZero(d)) return formulaError('#DIV/0!');
	const scale = Math.max(n.scale, d.scale);
	const dividend = n.coefficient * powerOfTen(scale - n.scale);
	const divisor = d.coefficient * powerOfTen(scale - d.scale);
	let rest = dividend % divisor;
	if (rest !== 0n && rest < 0n !== divisor < 0n) rest += divisor;
	const size = divisor < 0n ? -divisor : divisor;
	const missing = divisor < 0n ? rest - divisor : divisor - rest;
	// The quotient is half a unit of its last decimal, or less, below the next whole number; half away from zero.
	const beyond = 2n * powerOfTen(LIMITS.formulaCompareScale) * missing - size;
	if (beyond < 0n || (beyond === 0n && dividend < 0n === divisor < 0n)) rest -= divisor;
	return settled(decimal(rest, scale));
}

/** The multiple of `step` above or below; steps against the sign of the number are `#NUM!`, a step of 0 gives 0 (FLOOR: `#DIV/0!`). */
function toMultiple(value: Decimal, step: Decimal, mode: 'ceiling' | 'floor'): FormulaValue {
	if (isZero(value)) return ZERO;
	if (isZero(step)) return mode === 'ceiling' ? ZERO : formulaError('#DIV/0!');
	if (!isNegative(value) && isNegative(step)) return formulaError('#NUM!');
	const times = divide(value, step, 'half-up', LIMITS.formulaCompareScale);
	// With both below zero the quotient is positive, and larger means further down.
	return multiply(step, round(times, 0, mode));
}
