import type { Problem } from '#lib/core/problem.ts';

/**
 * Carries a refusal out of the depths of a file reader. Thrown and caught only inside server/intake: to the outside
 * `readBytes` answers with a Problem.
 */
export class Unreadable extends Error {
	readonly problem: Problem;

	constructor(problem: Problem) {
		super(problem.code);
		this.problem = problem;
	}
}
