import loadHighs from 'highs';
import type { LinearProgram, LinearSolver } from '#lib/core/comparison/frontier/linear-program.ts';

/** Tighter than the solver's own 1e-7, so that scores agree with published ones in six digits and more. */
const OPTIONS = {
	output_flag: false,
	primal_feasibility_tolerance: 1e-10,
	dual_feasibility_tolerance: 1e-10
} as const;

/** What a frozen frontier names as its solver. */
export const SOLVER = 'HiGHS 1.15.3';

let loaded: Promise<LinearSolver> | undefined;

/** The HiGHS simplex solver (WebAssembly), loaded once per process. */
export function linearSolver(): Promise<LinearSolver> {
	return (loaded ??= load());
}

async function load(): Promise<LinearSolver> {
	const highs = await loadHighs();
	return (program) => {
		const solved = highs.solve(programText(program), OPTIONS);
		if (solved.Status !== 'Optimal') return null;
		// Variables that no row mentions are left out of the answer; they are zero at the optimum.
		const values = program.objective.map((_, j) => solved.Columns[`x${j}`]?.Primal ?? 0);
		// Rows come back in their order, and those of a linear program with duals.
		const duals = solved.Rows.map((row) => ('Dual' in row ? row.Dual : Number.NaN));
		return {
			objective: solved.ObjectiveValue,
			values,
			duals: program.rows.map((_, i) => duals[i] ?? Number.NaN)
		};
	};
}

/** The program in the CPLEX LP format. */
function programText({ sense, objective, rows }: LinearProgram): string {
	const lines = rows.map(
		({ coefficients, relation, bound }, i) => ` r${i}: ${terms(coefficients)} ${relation} ${bound}`
	);
	return [
		sense === 'minimise' ? 'Minimize' : 'Maximize',
		` goal: ${terms(objective)}`,
		'Subject To',
		...lines,
		'End'
	].join('\n');
}

function terms(coefficients: readonly number[]): string {
	const present = coefficients.flatMap((value, j) =>
		value === 0 ? [] : [`${value < 0 ? '-' : '+'} ${Math.abs(value)} x${j}`]
	);
	return present.length > 0 ? present.join(' ') : '0 x0';
}
