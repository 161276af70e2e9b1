import { lookedThrough, type Call } from './exact-look-up.ts';
import { FUNCTIONS } from './functions.ts';
import type { Node, RangeNode } from './node.ts';

/** What evaluating a formula costs, seen from its text alone: it does not depend on what stands in the cells. */
export interface FormulaWork {
	/** Steps however large its ranges are. */
	readonly fixed: number;
	/** Its ranges and what each of their cells is worth. */
	readonly ranges: readonly RangeWork[];
}

export interface RangeWork {
	readonly range: RangeNode;
	/** A cell counts once for every part that goes over it. */
	readonly stepsPerCell: number;
	/** What is left of it where the cell looked for turns out to say a plain value, as cells nearly always do. */
	readonly leastPerCell: number;
}

/** Texts take longer than numbers to compare and to match. */
const GATHERED_TEXT = 4;
/** Columns of numbers are gone over many cells at a time, where nothing in them stands in the way. */
const NUMBERS = 1 / 4;
const INDEXED = 1 / 16;
const AGGREGATED = 2;
const CALCULATED = 2;
const FUNCTION = 20;
const QUOTIENT = 8;
/** A power with a whole exponent; a broken one once, for which there is always room, and in every cell of a range. */
const WHOLE_POWER = 10;
const POWER = 60;
const POWER_OF_CELLS = 200;

/** Functions that do not take plain values and still come to an area when they are given one. */
const KEEPING_AREAS: ReadonlySet<string> = new Set(['IF', 'IFERROR', 'IFNA', 'INDEX']);

/**
 * Estimates the steps of a formula, so that one calculation of many formulas can be kept within bounds by rules that
 * answer the same wherever and in whatever order they are computed.
 */
export function workOf(tree: Node): FormulaWork {
	const ranges: { readonly range: RangeNode; stepsPerCell: number; indexed?: number }[] = [];
	let fixed = 0;

	function spend(over: readonly number[], steps: number): void {
		if (over.length === 0) fixed += steps;
		for (const index of over) (ranges[index] as { stepsPerCell: number }).stepsPerCell += steps;
	}

	/** As `spend`, for what goes over columns of numbers many cells at a time. */
	function spendByColumns(over: readonly number[], steps: number): void {
		if (over.length === 0) fixed += steps;
		for (const index of over) {
			const counted = ranges[index] as { readonly range: RangeNode; stepsPerCell: number };
			counted.stepsPerCell += steps * (isOfNumbers(counted.range) ? NUMBERS : 1);
		}
	}

	/** The ranges whose cells the value of a node has one by one; depth is bounded by `LIMITS.formulaDepth`. */
	function visit(node: Node): readonly number[] {
		fixed += 1;
		if (node.kind === 'range') {
			ranges.push({ range: node, stepsPerCell: isOfNumbers(node) ? NUMBERS : GATHERED_TEXT });
			return [ranges.length - 1];
		}
		if (node.kind === 'unary') {
			const over = visit(node.operand);
			spendByColumns(over, CALCULATED);
			return over;
		}
		if (node.kind === 'binary') {
			const over = [...visit(node.left), ...visit(node.right)];
			if (node.operator === '/') spend(over, QUOTIENT);
			else if (node.operator === '^') spend(over, powerSteps(node.right, over));
			else spendByColumns(over, CALCULATED);
			return over;
		}
		return node.kind === 'call' ? visitCall(node) : [];
	}

	function visitCall(call: Call): readonly number[] {
		const { name, parameters } = call;
		const isLookedThrough = lookedThrough(call);
		if (isLookedThrough) return visitLookUp(parameters, isLookedThrough);
		const over = parameters.flatMap(visit);
		const cellByCell = FUNCTIONS.get(name)?.takes === 'values';
		if (name === 'POWER' || name === 'SQRT') spend(over, powerSteps(parameters[1], over));
		else if (cellByCell) spend(over, FUNCTION);
		else spendByColumns(over, AGGREGATED);
		return cellByCell || KEEPING_AREAS.has(name) ? over : [];
	}

	/** What looks for one value asks the index of the texts that all share, and goes over the rest by columns. */
	function visitLookUp(
		parameters: readonly Node[],
		isLookedThrough: (at: number) => boolean
	): readonly number[] {
		for (const [at, parameter] of parameters.entries()) {
			const over = visit(parameter);
			spendByColumns(over, AGGREGATED);
			const isIndexed = parameter.kind === 'range' && (!isLookedThrough(at) || isText(parameter.columns[0]));
			if (isIndexed) for (const index of over) (ranges[index] as { indexed?: number }).indexed = INDEXED;
		}
		return [];
	}

	visit(tree);
	const found = ranges.map(({ range, stepsPerCell, indexed }) => ({
		range,
		stepsPerCell,
		leastPerCell: indexed ?? stepsPerCell
	}));
	return { fixed, ranges: found };
}

function powerSteps(exponent: Node | undefined, over: readonly number[]): number {
	if (exponent?.kind === 'number' && exponent.value.scale === 0) return WHOLE_POWER;
	return over.length === 0 ? POWER : POWER_OF_CELLS;
}

function isOfNumbers({ columns }: RangeNode): boolean {
	return !columns.some(isText);
}

function isText(column: string | undefined): boolean {
	return column !== undefined && TEXT_COLUMNS.has(column);
}

const TEXT_COLUMNS: ReadonlySet<string> = new Set(['code', 'name', 'grade', 'element', 'unit']);
