import type { Node } from '../node.ts';
import type { Operand } from '../operand.ts';
import type { Steps } from '../steps.ts';
import type { FormulaValue } from '../value.ts';

/** Computes an argument when a function asks for it. */
export type OperandOf = (node: Node) => Operand;

/** A function by what it takes: plain values, cells as well, or its arguments before they are computed. */
export type FormulaFunction = { readonly least: number; readonly most: number } & (
	| {
			readonly takes: 'values';
			/** Without errors: an error in any argument is the result. Areas are calculated cell by cell. */
			readonly run: (values: readonly FormulaValue[], steps: Steps) => FormulaValue;
	  }
	| { readonly takes: 'operands'; readonly run: (operands: readonly Operand[], steps: Steps) => Operand }
	| {
			readonly takes: 'nodes';
			readonly run: (parameters: readonly Node[], steps: Steps, operandOf: OperandOf) => Operand;
	  }
);

export type FunctionEntry = readonly [name: string, FormulaFunction];

/** Excel's own limit on arguments. */
export const MANY = 255;
