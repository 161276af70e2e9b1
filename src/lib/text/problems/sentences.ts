import type { Problem } from '#lib/core/problem.ts';

/**
 * One sentence or two per code: what happened, why, and what to do next. Tested like an interface. `say` puts another
 * problem into words, for those that carry their cause.
 */
export type Sentences<P> = {
	readonly [C in keyof P]: (values: P[C], say: (problem: Problem) => string) => string;
};
