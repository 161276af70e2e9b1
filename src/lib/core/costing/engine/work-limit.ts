import { LIMITS } from '../../limits.ts';
import { subtreeEnd } from '../tree.ts';
import type { Sheet } from './sheet.ts';

/** Steps any formula may take, whatever its estimate, and how far beyond the estimate it may go. */
const LEAST_STEPS = 1_000;
const ALLOWED_TIMES = 4;

/** What one calculation can afford. It depends on the tree and the texts of the formulas alone. */
export interface WorkBudget {
	/** Formulas with more estimated steps than this are `#NUM!`. */
	readonly heaviest: number;
	/** Whether look-ups for what a cell says are counted as if it said a pattern, which no index helps to find. */
	readonly patterns: boolean;
}

export const NO_BUDGET: WorkBudget = { heaviest: Infinity, patterns: true };

/** Estimated steps of the formula of a node; 0 where it has none, or a program. */
export function workAt({ wiring, layout, tree }: Sheet, node: number, patterns: boolean): number {
	const at = wiring.definition(node);
	const work = wiring.formulas[at]?.work;
	if (!work) return 0;
	let steps = work.fixed;
	for (const { range, stepsPerCell, leastPerCell } of work.ranges) {
		const top = wiring.lineOf(range.key, wiring.lines.at(at));
		if (top === undefined) continue;
		const lines = top === layout.lines ? top : subtreeEnd(tree, top) - top - 1;
		steps += (patterns ? stepsPerCell : leastPerCell) * range.columns.length * lines;
	}
	return Math.min(steps, LIMITS.formulaSteps);
}

/** The steps an evaluation that was estimated at `work` may take. */
export function stepsAllowed(work: number): number {
	return Math.min(LIMITS.formulaSteps, LEAST_STEPS + ALLOWED_TIMES * work);
}

/**
 * What one calculation can afford: where all formulas together stay within `LIMITS.calculationSteps` whatever cells say,
 * everything is computed; else look-ups must do with what plain values take, and the heaviest formulas are given up.
 */
export function workBudget(sheet: Sheet, nodes: Int32Array): WorkBudget {
	if (heaviestWork(sheet, nodes, true) === Infinity) return NO_BUDGET;
	return { heaviest: heaviestWork(sheet, nodes, false), patterns: false };
}

/**
 * The heaviest formula that can be afforded, in estimated steps: the light ones are computed first, and where the steps
 * are used up, formulas as heavy as those that no longer fit are `#NUM!`, all of them, so that the result does not depend
 * on any order.
 */
function heaviestWork(sheet: Sheet, nodes: Int32Array, patterns: boolean): number {
	const sums = new Float64Array(CLASSES);
	for (const node of nodes) {
		const work = workAt(sheet, node, patterns);
		if (work > 0) sums[classOf(work)] = (sums[classOf(work)] as number) + work;
	}
	let left: number = LIMITS.calculationSteps;
	for (let weight = 0; weight < CLASSES; weight += 1) {
		left -= sums[weight] as number;
		if (left < 0) return 2 ** weight - 1;
	}
	return Infinity;
}

/** Formulas are as heavy as each other up to the same power of two. */
const CLASSES = 32;

function classOf(work: number): number {
	return 31 - Math.clz32(work);
}
