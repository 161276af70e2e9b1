import {
	absolute,
	decimal,
	divide,
	isNegative,
	isZero,
	multiply,
	ONE,
	round,
	squareRoot,
	toText,
	type Decimal
} from '../decimal/decimal.ts';
import { exponential, naturalLog } from '../decimal/power.ts';
import { LIMITS } from '../limits.ts';
import type { Steps } from './steps.ts';
import { formulaError, isNumber, type FormulaValue } from './value.ts';

/** What a root and a power with broken exponent cost, in additions. */
export const ROOT_STEPS = 80;
const POWER_STEPS = 600;
const HALF = decimal(5n, 1);
/** Decimals of the logarithm, so that an exponent of up to sixty digits leaves those that are wanted. */
const LOGARITHM_PLACES = 100;
const GUARD = 14;
/** ln 10 to four digits, enough to see whether a power is beyond all limits before it is computed. */
const LN_TEN = decimal(23026n, 4);

/**
 * base ^ exponent. Small whole exponents exactly, 0.5 as a square root; every other power as exp(exponent × ln base),
 * rounded half-up at `LIMITS.formulaCompareScale` decimals. Beyond the digits of a stored number: `#NUM!`.
 */
export function power(base: Decimal, exponent: Decimal, steps: Steps): FormulaValue {
	if (isZero(base)) return powerOfZero(exponent);
	if (exponent.coefficient === HALF.coefficient && exponent.scale === HALF.scale) return root(base, steps);
	return exactPower(base, exponent, steps) ?? roundedPower(base, exponent, steps);
}

/** Square root, rounded half-up at `LIMITS.formulaScale` decimals; `#NUM!` below zero. */
export function root(value: Decimal, steps: Steps): FormulaValue {
	steps.spend(ROOT_STEPS);
	return isNegative(value) ? formulaError('#NUM!') : squareRoot(value, 'half-up', LIMITS.formulaScale);
}

function powerOfZero(exponent: Decimal): FormulaValue {
	if (isZero(exponent)) return formulaError('#NUM!');
	return isNegative(exponent) ? formulaError('#DIV/0!') : decimal(0n);
}

/** Steps that a power with this exponent takes at least, whatever the base, unless that is 0. */
export function leastPowerSteps(exponent: FormulaValue): number {
	if (exponent === null || !isNumber(exponent) || exponent.scale === 0) return 0;
	return exponent.coefficient === HALF.coefficient && exponent.scale === HALF.scale
		? ROOT_STEPS
		: POWER_STEPS;
}

/** undefined where the exponent is not whole, or the digits would be too many. */
function exactPower(base: Decimal, exponent: Decimal, steps: Steps): Decimal | undefined {
	const times = absolute(exponent);
	if (times.scale > 0 || times.coefficient > BigInt(LIMITS.formulaExponent)) return undefined;
	const count = Number(times.coefficient);
	const digits = toText(absolute(base)).length;
	if (digits * count > 2 * LIMITS.formulaDigits) return undefined;
	steps.spend(4 + ((digits * count) >> 3) + (isNegative(exponent) ? 8 : 0));
	const raised = decimal(base.coefficient ** times.coefficient, base.scale * count);
	return isNegative(exponent) ? divide(ONE, raised, 'half-up', LIMITS.formulaScale) : raised;
}

function roundedPower(base: Decimal, exponent: Decimal, steps: Steps): FormulaValue {
	steps.spend(POWER_STEPS);
	const whole = exponent.scale === 0;
	if (isNegative(base) && !whole) return formulaError('#NUM!');
	const logarithm = multiply(
		naturalLog(absolute(base), 'half-up', logarithmPlaces(base, exponent)),
		exponent
	);
	const largest = multiply(decimal(BigInt(LIMITS.decimalDigits)), LN_TEN);
	if (!isNegative(logarithm) && compareSize(logarithm, largest) >= 0) return formulaError('#NUM!');
	if (isNegative(logarithm) && compareSize(logarithm, largest) >= 0) return decimal(0n);
	const size = exponential(logarithm, 'half-up', LIMITS.formulaCompareScale);
	const odd = whole && exponent.coefficient % 2n !== 0n;
	return isNegative(base) && odd ? decimal(-size.coefficient, size.scale) : size;
}

/**
 * Decimals that the logarithm of an ordinary base needs: those of the result, and one more for each digit that the
 * exponent, or the result, may have before its point.
 */
function logarithmPlaces(base: Decimal, exponent: Decimal): number {
	const size = round(absolute(exponent), 0, 'up').coefficient;
	const magnitude = Math.max(wholeDigits(absolute(base)), base.scale);
	const result = Math.min(Number(size) * magnitude, LIMITS.decimalDigits);
	return Math.min(LIMITS.formulaCompareScale + result + String(size).length + GUARD, LOGARITHM_PLACES);
}

function wholeDigits(value: Decimal): number {
	return round(value, 0, 'down').coefficient.toString().length;
}

function compareSize(value: Decimal, limit: Decimal): number {
	const size = round(absolute(value), 0, 'down');
	const most = round(limit, 0, 'down');
	return size.coefficient < most.coefficient ? -1 : 1;
}
