import { problem, type Problem } from '#lib/core/problem.ts';

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

/** A file that has more of something than is read. */
export function tooMany(file: string, what: string, limit: number): Unreadable {
	return new Unreadable(problem('intake/too-many', { file, what, limit: String(limit) }));
}
