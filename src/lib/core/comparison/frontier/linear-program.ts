/** A linear program over variables not below zero: optimise c·x subject to rows. */
export interface LinearProgram {
	readonly sense: 'minimise' | 'maximise';
	readonly objective: readonly number[];
	readonly rows: readonly LinearRow[];
}

/** coefficients · x ≤ bound, ≥ bound or = bound. */
export interface LinearRow {
	readonly coefficients: readonly number[];
	readonly relation: '<=' | '>=' | '=';
	readonly bound: number;
}

export interface LinearSolution {
	readonly objective: number;
	readonly values: readonly number[];
}

/** Solves a program to optimality, or answers null where there is no optimum. Given by whoever calls: core has no solver. */
export type LinearSolver = (program: LinearProgram) => LinearSolution | null;
