import {
	add,
	decimal,
	divide,
	isNegative,
	isZero,
	multiply,
	negate,
	ONE,
	round,
	squareRoot,
	subtract,
	type Decimal
} from '../decimal/decimal.ts';
import { LIMITS } from '../limits.ts';
import { callFunction, compareValues, toNumber } from './functions.ts';
import type { BinaryOperator, Node } from './parse.ts';
import type { Column } from './tokens.ts';
import { formulaError, isError, isNumber, valueText, type FormulaValue } from './value.ts';

/** Gives the value of another line's column; `#REF!` where there is no such line. */
export type Lookup = (key: string, column: Column) => FormulaValue;

const LARGEST = 10n ** BigInt(LIMITS.formulaDigits);
const LARGEST_RESULT = 10n ** BigInt(LIMITS.decimalDigits);
const HALF = decimal(5n, 1);

/**
 * The value of a formula. Sums and products are exact; quotients and roots are rounded half-up at
 * `LIMITS.formulaScale` decimals. A result beyond the digits a stored number may have is `#NUM!`.
 */
export function evaluate(tree: Node, lookup: Lookup): FormulaValue {
	const value = valueOf(tree, lookup);
	if (!isNumber(value)) return value;
	const stored = round(value, LIMITS.formulaScale, 'half-up');
	return magnitude(stored) / 10n ** BigInt(stored.scale) >= LARGEST_RESULT ? formulaError('#NUM!') : stored;
}

function valueOf(node: Node, lookup: Lookup): FormulaValue {
	switch (node.kind) {
		case 'number':
		case 'text':
		case 'boolean':
			return node.value;
		case 'reference':
			return lookup(node.key, node.column);
		case 'name':
			return formulaError('#NAME?', node.name);
		case 'unary': {
			const operand = toNumber(valueOf(node.operand, lookup));
			if (isError(operand) || node.operator === '+') return operand;
			return node.operator === '-' ? negate(operand) : multiply(operand, decimal(1n, 2));
		}
		case 'binary':
			return binary(node.operator, valueOf(node.left, lookup), valueOf(node.right, lookup));
		case 'call':
			return callFunction(
				node.name,
				node.parameters.map((parameter) => valueOf(parameter, lookup))
			);
	}
}

function binary(operator: BinaryOperator, left: FormulaValue, right: FormulaValue): FormulaValue {
	if (isError(left)) return left;
	if (isError(right)) return right;
	switch (operator) {
		case '&':
			return valueText(left) + valueText(right);
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
	const [a, b] = [toNumber(left), toNumber(right)];
	if (isError(a)) return a;
	if (isError(b)) return b;
	return withinDigits(arithmetic(operator, a, b));
}

function arithmetic(operator: '+' | '-' | '*' | '/' | '^', a: Decimal, b: Decimal): FormulaValue {
	switch (operator) {
		case '+':
			return add(a, b);
		case '-':
			return subtract(a, b);
		case '*':
			return multiply(a, b);
		case '/':
			return isZero(b) ? formulaError('#DIV/0!') : divide(a, b, 'half-up', LIMITS.formulaScale);
		case '^':
			return power(a, b);
	}
}

/** Whole exponents exactly, and 0.5 as a square root; Excel's other fractional powers have no exact meaning here. */
function power(base: Decimal, exponent: Decimal): FormulaValue {
	if (exponent.coefficient === HALF.coefficient && exponent.scale === HALF.scale)
		return isNegative(base) ? formulaError('#NUM!') : squareRoot(base, 'half-up', LIMITS.formulaScale);
	const size = exponent.coefficient < 0n ? -exponent.coefficient : exponent.coefficient;
	if (exponent.scale > 0 || size > BigInt(LIMITS.formulaExponent)) return formulaError('#NUM!', '乘方');
	if (isZero(base) && exponent.coefficient <= 0n) return formulaError(isZero(exponent) ? '#NUM!' : '#DIV/0!');
	const times = Number(size);
	if (magnitude(base).toString().length * times > 2 * LIMITS.formulaDigits) return formulaError('#NUM!');
	const raised = decimal(base.coefficient ** size, base.scale * times);
	return isNegative(exponent) ? divide(ONE, raised, 'half-up', LIMITS.formulaScale) : raised;
}

/** Stops numbers from growing without end: no formula can make the machine multiply ever longer digits. */
function withinDigits(value: FormulaValue): FormulaValue {
	if (!isNumber(value)) return value;
	return magnitude(value) >= LARGEST || value.scale > LIMITS.formulaDigits ? formulaError('#NUM!') : value;
}

function magnitude(value: Decimal): bigint {
	return value.coefficient < 0n ? -value.coefficient : value.coefficient;
}
