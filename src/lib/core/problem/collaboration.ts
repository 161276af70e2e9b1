import type { ProblemKind } from './kind.ts';

/** Refusals about working together on one analysis. */
export interface CollaborationProblems {
	'comment/not-found': Record<never, never>;
	'comment/malformed': { expected: string };
	'comment/too-many': { limit: string };
	'comment/cannot-see': { names: string };
	'live/too-many-pages': { limit: string };
	'live/unreachable': Record<never, never>;
}

export const COLLABORATION_KINDS: { readonly [C in keyof CollaborationProblems]: ProblemKind } = {
	'comment/not-found': 'not-found',
	'comment/malformed': 'invalid',
	'comment/too-many': 'too-large',
	'comment/cannot-see': 'invalid',
	'live/too-many-pages': 'too-often',
	'live/unreachable': 'unavailable'
};
