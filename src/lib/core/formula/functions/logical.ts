import { joined } from '../arithmetic.ts';
import { CELLS_PER_STEP, chooseFromColumns, columnOf } from '../column-arithmetic.ts';
import { toTruth } from '../convert.ts';
import { isArea, isSingleCell, lift, single, type Operand } from '../operand.ts';
import { BLANK, NumberColumn } from '../number-column.ts';
import type { Steps } from '../steps.ts';
import { formulaError, isError, isNumber, type FormulaError, type FormulaValue } from '../value.ts';
import { MANY, type FormulaFunction, type FunctionEntry, type OperandOf } from './formula-function.ts';
import type { Node } from '../node.ts';

/** Conditions and what depends on them. IF, IFS, IFERROR and IFNA compute only the branch they take. */
export const LOGICAL_FUNCTIONS: readonly FunctionEntry[] = [
	['IF', { least: 2, most: 3, takes: 'nodes', run: chooseBranch }],
	['IFS', { least: 2, most: MANY, takes: 'nodes', run: firstTrue }],
	['IFERROR', { least: 2, most: 2, takes: 'nodes', run: insteadOf(() => true) }],
	['IFNA', { least: 2, most: 2, takes: 'nodes', run: insteadOf(({ error }) => error === '#N/A') }],
	['AND', ofTruths(({ no }) => !no)],
	['OR', ofTruths(({ yes }) => yes)],
	['NOT', { least: 1, most: 1, takes: 'values', run: ([value = null]) => negation(value) }],
	['CONCATENATE', { least: 1, most: MANY, takes: 'values', run: joined }]
];

function chooseBranch(parameters: readonly Node[], steps: Steps, operandOf: OperandOf): Operand {
	const [test, whenTrue, whenFalse] = parameters;
	const branch = (node: Node | undefined, otherwise: FormulaValue) => (node ? operandOf(node) : otherwise);
	const condition = test ? operandOf(test) : null;
	if (isArea(condition) && !isSingleCell(condition)) {
		const [then, otherwise] = [branch(whenTrue, null), branch(whenFalse, false)];
		const chosen = chooseFromColumns(condition, then, otherwise, steps);
		if (chosen) return chosen;
		return lift([condition, then, otherwise], steps, ([tested = null, then = null, otherwise = null]) => {
			const truth = toTruth(tested);
			return isError(truth) ? truth : truth ? then : otherwise;
		});
	}
	const truth = toTruth(single(condition));
	if (isError(truth)) return truth;
	return truth ? branch(whenTrue, null) : branch(whenFalse, false);
}

function firstTrue(parameters: readonly Node[], _steps: Steps, operandOf: OperandOf): Operand {
	for (let i = 0; i + 1 < parameters.length; i += 2) {
		const [test, result] = [parameters[i], parameters[i + 1]];
		const truth = toTruth(test ? single(operandOf(test)) : null);
		if (isError(truth)) return truth;
		if (truth) return result ? operandOf(result) : null;
	}
	return formulaError(parameters.length % 2 === 0 ? '#N/A' : '#VALUE!', 'IFS');
}

/** The second argument where the first is an error of the kind meant. */
function insteadOf(replaces: (error: FormulaError) => boolean) {
	return ([first, second]: readonly Node[], steps: Steps, operandOf: OperandOf): Operand => {
		const value = first ? operandOf(first) : null;
		const instead = () => (second ? operandOf(second) : null);
		if (!isArea(value) || isSingleCell(value)) {
			const found = single(value);
			return isError(found) && replaces(found) ? instead() : value;
		}
		// A column of numbers has no errors.
		if (columnOf(value)) return value;
		return lift([value, instead()], steps, ([cell = null, other = null]) =>
			isError(cell) && replaces(cell) ? other : cell
		);
	};
}

/** Which truths were met. */
interface Met {
	yes: boolean;
	no: boolean;
}

/** In areas only numbers and truths count, among arguments also texts that say a truth; none at all is `#VALUE!`. */
function ofTruths(run: (met: Met) => boolean): FormulaFunction {
	return {
		least: 1,
		most: MANY,
		takes: 'operands',
		run: (operands, steps) => {
			const met: Met = { yes: false, no: false };
			for (const operand of operands) {
				const columns = isArea(operand) ? operand.area : [[operand]];
				for (const column of columns) {
					if (column instanceof NumberColumn) {
						steps.spend(column.length / CELLS_PER_STEP);
						meetColumn(met, column);
						continue;
					}
					const values = isArea(operand) ? column.filter(isLogical) : column;
					steps.spend(column.length);
					for (const value of values) {
						const truth = toTruth(value);
						if (isError(truth)) return truth;
						met[truth ? 'yes' : 'no'] = true;
					}
				}
			}
			return met.yes || met.no ? run(met) : formulaError('#VALUE!', '没有可判断的值');
		}
	};
}

function meetColumn(met: Met, { mantissa, kinds }: NumberColumn): void {
	for (let row = 0; row < mantissa.length; row += 1) {
		if (kinds !== null && kinds[row] === BLANK) continue;
		met[mantissa[row] === 0 ? 'no' : 'yes'] = true;
	}
}

function isLogical(value: FormulaValue): boolean {
	return isNumber(value) || typeof value === 'boolean' || isError(value);
}

function negation(value: FormulaValue): FormulaValue {
	const truth = toTruth(value);
	return isError(truth) ? truth : !truth;
}
