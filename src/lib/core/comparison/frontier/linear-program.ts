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
	/** Of each row, by how much the optimum moves per unit of its bound: what proves the optimum. */
	readonly duals: readonly number[];
}

/** Solves a program to optimality, or answers null where there is no optimum. Given by whoever calls: core has no solver. */
export type LinearSolver = (program: LinearProgram) => LinearSolution | null;

/** How far a row, a sign or the two objectives may be off, relative to the numbers they are made of. */
const TOLERANCE = 1e-7;

/**
 * Whether a solution is proved to be the optimum, without solving: its values keep every row, its duals have the signs and
 * reduced costs that make them a bound on every solution there is, and that bound is what the values reach (strong
 * duality; Dantzig 1963, ch. 6).
 */
export function proves(
	{ sense, objective, rows }: LinearProgram,
	{ values, duals }: Pick<LinearSolution, 'values' | 'duals'>
): boolean {
	if (values.length !== objective.length || duals.length !== rows.length) return false;
	if (![...values, ...duals].every(Number.isFinite)) return false;
	// A maximum is the minimum of the negative.
	const sign = sense === 'minimise' ? 1 : -1;
	const kept = rows.every(({ coefficients, relation, bound }, i) => {
		const { sum, size } = dot(coefficients, values);
		const over = (sum - bound) / (1 + size + Math.abs(bound));
		const dual = sign * (duals[i] ?? 0);
		if (relation === '<=') return over <= TOLERANCE && dual <= TOLERANCE;
		if (relation === '>=') return over >= -TOLERANCE && dual >= -TOLERANCE;
		return Math.abs(over) <= TOLERANCE;
	});
	const bounded = objective.every((cost, j) => {
		const column = rows.map(({ coefficients }) => coefficients[j] ?? 0);
		const { sum, size } = dot(column, duals);
		return sign * (cost - sum) >= -TOLERANCE * (1 + Math.abs(cost) + size);
	});
	const reached = dot(objective, values);
	const bound = dot(
		rows.map((row) => row.bound),
		duals
	);
	const gap = Math.abs(reached.sum - bound.sum);
	return (
		kept &&
		bounded &&
		values.every((value) => value >= -TOLERANCE) &&
		gap <= TOLERANCE * (1 + reached.size + bound.size)
	);
}

function dot(a: readonly number[], b: readonly number[]): { readonly sum: number; readonly size: number } {
	let sum = 0;
	let size = 0;
	a.forEach((value, i) => {
		const part = value * (b[i] ?? 0);
		sum += part;
		size += Math.abs(part);
	});
	return { sum, size };
}
