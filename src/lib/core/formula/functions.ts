import { AGGREGATES } from './functions/aggregates.ts';
import { CONDITIONAL_FUNCTIONS } from './functions/conditional.ts';
import type { FormulaFunction, OperandOf } from './functions/formula-function.ts';
import { LOGICAL_FUNCTIONS } from './functions/logical.ts';
import { LOOKUP_FUNCTIONS } from './functions/lookup.ts';
import { NUMBER_FUNCTIONS } from './functions/numbers.ts';
import type { Node } from './node.ts';
import { lift, type Operand } from './operand.ts';
import type { Steps } from './steps.ts';
import { formulaError, isError } from './value.ts';

/** Every function a formula may call, with Excel's results. Anything else is `#NAME?`. */
export const FUNCTIONS: ReadonlyMap<string, FormulaFunction> = new Map([
	...AGGREGATES,
	...NUMBER_FUNCTIONS,
	...LOGICAL_FUNCTIONS,
	...CONDITIONAL_FUNCTIONS,
	...LOOKUP_FUNCTIONS
]);

/** Calls a function; a wrong number of arguments is `#VALUE!`. */
export function callFunction(
	{ name, parameters }: Extract<Node, { kind: 'call' }>,
	steps: Steps,
	operandOf: OperandOf
): Operand {
	const called = FUNCTIONS.get(name);
	if (!called) return formulaError('#NAME?', name);
	if (parameters.length < called.least || parameters.length > called.most)
		return formulaError('#VALUE!', name);
	switch (called.takes) {
		case 'nodes':
			return called.run(parameters, steps, operandOf);
		case 'operands':
			return called.run(parameters.map(operandOf), steps);
		case 'values': {
			const operands = parameters.map(operandOf);
			called.require?.(operands, steps);
			return (
				called.overColumns?.(operands, steps) ??
				lift(operands, steps, (values) => values.find(isError) ?? called.run(values, steps))
			);
		}
	}
}
