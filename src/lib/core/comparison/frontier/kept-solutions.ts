import { canonicalText } from '../../snapshot/canonical.ts';
import { proves, type LinearProgram, type LinearSolution, type LinearSolver } from './linear-program.ts';

/** The solution of one program as a snapshot keeps it: text of 12 significant digits, zeros of the values left out. */
export type KeptSolution = {
	readonly values: readonly (readonly [number, string])[];
	readonly duals: readonly string[];
};

export function kept({ values, duals }: LinearSolution): KeptSolution {
	return {
		values: values.flatMap((value, j) => (value === 0 ? [] : [[j, canonicalText(value)] as const])),
		duals: duals.map((dual) => canonicalText(dual))
	};
}

/**
 * A solver that solves nothing: it answers each program, in the order they come, with the solution kept for it, and only if
 * that is proved to be its optimum. So a frozen frontier replays on any machine without the solver that found it.
 */
export function keptSolver(solutions: readonly KeptSolution[]): LinearSolver {
	let next = 0;
	return (program) => {
		const solution = solutions[next];
		next += 1;
		return solution === undefined ? null : proved(program, solution);
	};
}

function proved(program: LinearProgram, solution: KeptSolution): LinearSolution | null {
	const values = program.objective.map(() => 0);
	for (const [j, text] of solution.values) values[j] = Number(text);
	const duals = solution.duals.map(Number);
	if (!proves(program, { values, duals })) return null;
	return {
		objective: program.objective.reduce((sum, cost, j) => sum + cost * (values[j] ?? 0), 0),
		values,
		duals
	};
}
