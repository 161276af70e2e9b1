import type { Problem } from './problem.ts';

/** The outcome of anything that may be refused: a value, or the reason as data. Broken invariants throw instead. */
export type Result<T, P = Problem> =
	{ readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: P };

export function ok<T>(value: T): { readonly ok: true; readonly value: T } {
	return { ok: true, value };
}

export function refuse<P>(problem: P): { readonly ok: false; readonly problem: P } {
	return { ok: false, problem };
}

/** Takes the value of a result that this code knows to be good; a refusal here is a programming error. */
export function unwrap<T>(result: Result<T, unknown>): T {
	if (result.ok) return result.value;
	throw new Error(`Unexpected refusal: ${JSON.stringify(result.problem)}`);
}
