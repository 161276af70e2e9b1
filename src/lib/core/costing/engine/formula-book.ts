import type { Decimal } from '../../decimal/decimal.ts';
import type { Node, PrecedentNode } from '../../formula/node.ts';
import { parseFormula } from '../../formula/parse.ts';
import { isRelative, precedentsOf } from '../../formula/references.ts';
import { formulaError, type FormulaError } from '../../formula/value.ts';
import { workOf, type FormulaWork } from '../../formula/work.ts';

/** What a formula loads: something it refers to, or a constant. */
export type Operand = PrecedentNode | { readonly kind: 'number'; readonly value: Decimal };

/** A formula read once. Its shape and its operands together say all of it. */
export interface CompiledFormula {
	/** Null where the text is no formula; `error` then stands in the cell. */
	readonly tree: Node | null;
	readonly error: FormulaError | null;
	/** Whether its value depends on the line it stands in. */
	readonly relative: boolean;
	/**
	 * The formula with constants and references lifted out, as a program in postfix order: `v` loads the next operand,
	 * `+ - *` combine two, `n` changes the sign, `%` divides by a hundred. Empty where only core/formula can evaluate it.
	 */
	readonly shape: string;
	readonly operands: readonly Operand[];
	/** What evaluating it costs; null where it has a program, which is cheap. */
	readonly work: FormulaWork | null;
}

const SHOWN_TEXT = 40;

/** Formulas by their text, so that each is parsed once however often it stands in the breakdown. */
export class FormulaBook {
	readonly #formulas = new Map<string, CompiledFormula>();

	get(text: string): CompiledFormula {
		let formula = this.#formulas.get(text);
		if (!formula) this.#formulas.set(text, (formula = compile(text)));
		return formula;
	}
}

function compile(text: string): CompiledFormula {
	const parsed = parseFormula(text);
	if (!parsed.ok) {
		const error = formulaError('#NAME?', text.slice(0, SHOWN_TEXT));
		return { tree: null, error, relative: false, shape: '', operands: [], work: null };
	}
	const tree = parsed.value;
	const operands: Operand[] = [];
	const shape = postfix(tree, operands) ?? '';
	return {
		tree,
		error: null,
		relative: isRelative(tree),
		shape,
		operands: shape === '' ? precedentsOf(tree) : operands,
		work: shape === '' ? workOf(tree) : null
	};
}

/** The program of a tree made of sums, differences and products only; depth is bounded by `LIMITS.formulaDepth`. */
function postfix(node: Node, operands: Operand[]): string | null {
	switch (node.kind) {
		case 'number':
		case 'reference':
		case 'parameter':
			operands.push(node);
			return 'v';
		case 'unary': {
			const operand = postfix(node.operand, operands);
			if (operand === null || node.operator === '+') return operand;
			return operand + (node.operator === '-' ? 'n' : '%');
		}
		case 'binary': {
			if (node.operator !== '+' && node.operator !== '-' && node.operator !== '*') return null;
			const left = postfix(node.left, operands);
			const right = left === null ? null : postfix(node.right, operands);
			return left === null || right === null ? null : left + right + node.operator;
		}
		default:
			return null;
	}
}
