import type { Node } from '../node.ts';
import type { Operand } from '../operand.ts';
import type { Steps } from '../steps.ts';
import type { FormulaValue } from '../value.ts';

/** Computes an argument when a function asks for it. */
export type OperandOf = (node: Node) => Operand;

interface Arity {
	readonly least: number;
	readonly most: number;
}

/** A function of plain values, without errors: an error in any argument is the result. Areas are calculated cell by cell. */
export interface FunctionOfValues extends Arity {
	readonly takes: 'values';
	readonly run: (values: readonly FormulaValue[], steps: Steps) => FormulaValue;
	/** Gives up on columns too long for it before they are begun. */
	readonly require?: (operands: readonly Operand[], steps: Steps) => void;
	/** The same over a whole column of numbers at once; undefined where it has to go cell by cell. */
	readonly overColumns?: (operands: readonly Operand[], steps: Steps) => Operand | undefined;
}

/** A function by what it takes: plain values, cells as well, or its arguments before they are computed. */
export type FormulaFunction =
	| FunctionOfValues
	| (Arity & {
			readonly takes: 'operands';
			readonly run: (operands: readonly Operand[], steps: Steps) => Operand;
	  })
	| (Arity & {
			readonly takes: 'nodes';
			readonly run: (parameters: readonly Node[], steps: Steps, operandOf: OperandOf) => Operand;
	  });

export type FunctionEntry = readonly [name: string, FormulaFunction];

/** Excel's own limit on arguments. */
export const MANY = 255;
