import { round } from '../decimal/decimal.ts';
import { LIMITS } from '../limits.ts';
import { binary, DIVISION_STEPS, unary } from './arithmetic.ts';
import type { Cells } from './cells.ts';
import { calculateColumn, calculateColumns, CELLS_PER_STEP, requirePowers } from './column-arithmetic.ts';
import { callFunction } from './functions.ts';
import type { BinaryOperator, Node } from './node.ts';
import { isArea, lift, requireSteps, single, type Operand } from './operand.ts';
import { OutOfSteps, Steps } from './steps.ts';
import { isPrecedent, precedentText } from './references.ts';
import { formulaError, isError, isNumber, type FormulaValue } from './value.ts';

const LARGEST_RESULT = 10n ** BigInt(LIMITS.decimalDigits);

/**
 * The value of a formula. Sums, differences and products are exact; quotients, averages and roots are rounded half-up
 * at `LIMITS.formulaScale` decimals. A result beyond the digits a stored number may have is `#NUM!`, and so is work
 * beyond `steps`: whatever is typed, this answers, and soon. It reads nothing but `cells`, and keeps nothing but where
 * the texts of a column stand, as long as there is that column.
 */
export function evaluate(tree: Node, cells: Cells, steps: Steps = new Steps()): FormulaValue {
	try {
		return stored(single(operandOf(tree, { cells, steps })));
	} catch (stopped) {
		if (stopped instanceof OutOfSteps) return formulaError('#NUM!', TOO_MUCH_WORK);
		throw stopped;
	}
}

/** Detail of the `#NUM!` that stands for work beyond the limit. */
export const TOO_MUCH_WORK = '计算量';

/** Where an evaluation reads and what it may still spend. */
export interface Evaluation {
	readonly cells: Cells;
	readonly steps: Steps;
}

function stored(value: FormulaValue): FormulaValue {
	if (!isNumber(value)) return value;
	const result = round(value, LIMITS.formulaScale, 'half-up');
	const size = result.coefficient < 0n ? -result.coefficient : result.coefficient;
	return size / 10n ** BigInt(result.scale) >= LARGEST_RESULT ? formulaError('#NUM!') : result;
}

function operandOf(node: Node, at: Evaluation): Operand {
	at.steps.spend(1);
	switch (node.kind) {
		case 'number':
		case 'text':
		case 'boolean':
			return node.value;
		case 'blank':
			return null;
		case 'reference':
			return { area: [[at.cells.value(node.key, node.column)]] };
		case 'range': {
			const block = at.cells.range(node.key, node.scope, node.columns);
			if ('error' in block) return block;
			for (const column of block) at.steps.spend(column.length / CELLS_PER_STEP);
			return { area: block };
		}
		case 'parameter':
			return { area: [[at.cells.parameter(node.key)]] };
		case 'name':
			return formulaError('#NAME?', node.name);
		case 'unary': {
			const operand = operandOf(node.operand, at);
			return (
				calculateColumn(node.operator, operand, at.steps) ??
				lift([operand], at.steps, (values) => unary(node.operator, values[0] ?? null, at.steps))
			);
		}
		case 'binary': {
			const [left, right] = [operandOf(node.left, at), operandOf(node.right, at)];
			requireOperator(node.operator, left, right, at.steps);
			return (
				calculateColumns(node.operator, left, right, at.steps) ??
				lift([left, right], at.steps, (values) =>
					named(binary(node.operator, values[0] ?? null, values[1] ?? null, at.steps), node)
				)
			);
		}
		case 'call':
			return callFunction(node, at.steps, (parameter) => operandOf(parameter, at));
	}
}

/** Gives up at once on columns too long to be divided, or raised to a power, cell by cell. */
function requireOperator(operator: BinaryOperator, left: Operand, right: Operand, steps: Steps): void {
	if (operator === '^') requirePowers(left, right, steps);
	if (operator === '/' && isArea(right)) requireSteps([left, right], DIVISION_STEPS, steps);
}

/** Says of a division by zero which cell the divisor is, as the formula has it. */
function named(value: FormulaValue, { operator, right }: Extract<Node, { kind: 'binary' }>): FormulaValue {
	if (operator !== '/' || !isError(value) || value.error !== '#DIV/0!' || value.detail !== '') return value;
	return isPrecedent(right) ? formulaError('#DIV/0!', precedentText(right)) : value;
}
