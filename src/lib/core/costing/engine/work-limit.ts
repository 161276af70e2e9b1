import { LIMITS } from '../../limits.ts';
import { subtreeEnd } from '../tree.ts';
import type { Sheet } from './sheet.ts';

/** Steps any formula may take, whatever its estimate, and how far beyond the estimate it may go. */
const LEAST_STEPS = 1_000;
const ALLOWED_TIMES = 4;

/** Estimated steps of the formula of a node; 0 where it has none, or a program. It depends on the tree and the text alone. */
export function workAt({ wiring, layout, tree }: Sheet, node: number): number {
	const at = wiring.definition(node);
	const work = wiring.formulas[at]?.work;
	if (!work) return 0;
	let steps = work.fixed;
	for (const { range, stepsPerCell } of work.ranges) {
		const top = wiring.lineOf(range.key, wiring.lines.at(at));
		if (top === undefined) continue;
		const lines = top === layout.lines ? top : subtreeEnd(tree, top) - top - 1;
		steps += stepsPerCell * range.columns.length * lines;
	}
	return Math.min(steps, LIMITS.formulaSteps);
}

/** The steps an evaluation that was estimated at `work` may take. */
export function stepsAllowed(work: number): number {
	return Math.min(LIMITS.formulaSteps, LEAST_STEPS + ALLOWED_TIMES * work);
}

/**
 * The heaviest formula that one calculation can afford, in estimated steps: the light ones are computed first, and where
 * `LIMITS.calculationSteps` are used up, formulas as heavy as those that no longer fit are `#NUM!`, all of them, so that
 * the result does not depend on any order.
 */
export function heaviestWork(sheet: Sheet, nodes: Int32Array): number {
	const sums = new Float64Array(CLASSES);
	for (const node of nodes) {
		const work = workAt(sheet, node);
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
