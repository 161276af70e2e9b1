import { FUNCTIONS } from './functions.ts';
import type { Node, RangeNode } from './node.ts';

/** What evaluating a formula costs, seen from its text alone: it does not depend on what stands in the cells. */
export interface FormulaWork {
	/** Steps however large its ranges are. */
	readonly fixed: number;
	/** Its ranges, and the steps each of their cells is worth: a cell counts once for every part that goes over it. */
	readonly ranges: readonly { readonly range: RangeNode; readonly stepsPerCell: number }[];
}

const GATHERED = 1;
/** Texts take longer than numbers to compare and to match. */
const GATHERED_TEXT = 4;
const AGGREGATED = 2;
const CALCULATED = 2;
const FUNCTION = 6;
const QUOTIENT = 8;
/** Between a whole exponent, which is cheap, and a broken one, which is very dear. */
const POWER = 60;

/** Functions that do not take plain values and still come to an area when they are given one. */
const KEEPING_AREAS: ReadonlySet<string> = new Set(['IF', 'IFERROR', 'IFNA', 'INDEX']);

/**
 * Estimates the steps of a formula, so that one calculation of many formulas can be kept within bounds by rules that
 * answer the same wherever and in whatever order they are computed.
 */
export function workOf(tree: Node): FormulaWork {
	const ranges: { readonly range: RangeNode; stepsPerCell: number }[] = [];
	let fixed = 0;

	function spend(over: readonly number[], steps: number): void {
		if (over.length === 0) fixed += steps;
		for (const index of over) (ranges[index] as { stepsPerCell: number }).stepsPerCell += steps;
	}

	/** The ranges whose cells the value of a node has one by one; depth is bounded by `LIMITS.formulaDepth`. */
	function visit(node: Node): readonly number[] {
		fixed += 1;
		if (node.kind === 'range') {
			const isText = node.columns.some((column) => TEXT_COLUMNS.has(column));
			ranges.push({ range: node, stepsPerCell: isText ? GATHERED_TEXT : GATHERED });
			return [ranges.length - 1];
		}
		if (node.kind === 'unary') {
			const over = visit(node.operand);
			spend(over, CALCULATED);
			return over;
		}
		if (node.kind === 'binary') {
			const over = [...visit(node.left), ...visit(node.right)];
			spend(over, node.operator === '/' ? QUOTIENT : node.operator === '^' ? POWER : CALCULATED);
			return over;
		}
		return node.kind === 'call' ? visitCall(node) : [];
	}

	function visitCall({ name, parameters }: Extract<Node, { kind: 'call' }>): readonly number[] {
		const over = parameters.flatMap(visit);
		const cellByCell = FUNCTIONS.get(name)?.takes === 'values';
		spend(over, name === 'POWER' || name === 'SQRT' ? POWER : cellByCell ? FUNCTION : AGGREGATED);
		return cellByCell || KEEPING_AREAS.has(name) ? over : [];
	}

	visit(tree);
	return { fixed, ranges };
}

const TEXT_COLUMNS: ReadonlySet<string> = new Set(['code', 'name', 'grade', 'element', 'unit']);
