import { add, decimal, divide, isZero, multiply, round, subtract, type Decimal } from '../decimal/decimal.ts';
import { LIMITS } from '../limits.ts';
import { compareValues } from './compare.ts';
import { toJoined, toNumber } from './convert.ts';
import type { BinaryOperator, UnaryOperator } from './node.ts';
import { power } from './power.ts';
import { CONVERSION_STEPS, type Steps } from './steps.ts';
import { formulaError, isError, isNumber, type FormulaValue } from './value.ts';

const LARGEST = 10n ** BigInt(LIMITS.formulaDigits);
/** What a division costs, in additions. */
export const DIVISION_STEPS = 12;
const PERCENT = decimal(1n, 2);
/** Decimals an intermediate result may have, and how many it keeps beyond that: only products of many quotients reach it. */
const MOST_DECIMALS = LIMITS.formulaDigits / 2;
const KEPT_DECIMALS = LIMITS.formulaDigits / 4;

export function unary(operator: UnaryOperator, operand: FormulaValue, steps: Steps): FormulaValue {
	if (operator === '+') return operand;
	steps.spendConversion(operand);
	const value = toNumber(operand);
	if (isError(value)) return value;
	return operator === '-' ? decimal(-value.coefficient, value.scale) : bounded(multiply(value, PERCENT));
}

/** The first error of the two is the result. */
export function binary(
	operator: BinaryOperator,
	left: FormulaValue,
	right: FormulaValue,
	steps: Steps
): FormulaValue {
	if (isError(left)) return left;
	if (isError(right)) return right;
	steps.spendTexts(left, right);
	switch (operator) {
		case '&':
			return joined([left, right], steps);
		case '=':
			return compareValues(left, right) === 0;
		case '<>':
			return compareValues(left, right) !== 0;
		case '<':
			return compareValues(left, right) < 0;
		case '>':
			return compareValues(left, right) > 0;
		case '<=':
			return compareValues(left, right) <= 0;
		case '>=':
			return compareValues(left, right) >= 0;
	}
	steps.spendConversion(left);
	steps.spendConversion(right);
	const a = toNumber(left);
	if (isError(a)) return a;
	const b = toNumber(right);
	return isError(b) ? b : bounded(arithmetic(operator, a, b, steps));
}

/** Texts put together, `#VALUE!` beyond the longest text a cell may hold. */
export function joined(values: readonly FormulaValue[], steps: Steps): FormulaValue {
	let text = '';
	for (const value of values) {
		if (isNumber(value)) steps.spend(CONVERSION_STEPS);
		const part = toJoined(value);
		if (isError(part)) return part;
		text += part;
		if (text.length > LIMITS.formulaText) return formulaError('#VALUE!', '文字过长');
	}
	steps.spend(text.length >> 4);
	return text;
}

function arithmetic(
	operator: '+' | '-' | '*' | '/' | '^',
	a: Decimal,
	b: Decimal,
	steps: Steps
): FormulaValue {
	switch (operator) {
		case '+':
			return add(a, b);
		case '-':
			return subtract(a, b);
		case '*':
			return multiply(a, b);
		case '/':
			steps.spend(DIVISION_STEPS);
			return isZero(b) ? formulaError('#DIV/0!') : divide(a, b, 'half-up', LIMITS.formulaScale);
		case '^':
			return power(a, b, steps);
	}
}

/** Stops numbers from growing without end: no formula can make the machine multiply ever longer digits. */
export function bounded(value: FormulaValue): FormulaValue {
	if (!isNumber(value)) return value;
	if (isTooLong(value.coefficient)) return formulaError('#NUM!');
	return value.scale > MOST_DECIMALS ? round(value, KEPT_DECIMALS, 'half-up') : value;
}

export function isTooLong(coefficient: bigint): boolean {
	return coefficient >= LARGEST || coefficient <= -LARGEST;
}
