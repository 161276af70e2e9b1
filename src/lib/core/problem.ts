/**
 * Expected refusals as data. The code is stable API; the Chinese sentence for it (what, why, what next) lives in
 * src/lib/text. `ProblemValues` is the closed union: adding a code without its kind or its sentence does not compile.
 */
export type ProblemKind =
	| 'invalid' // the input cannot be right
	| 'unauthenticated' // nobody is signed in, or not any more
	| 'forbidden' // this person may not
	| 'not-found'
	| 'conflict' // somebody or something else was first
	| 'too-large'
	| 'unsupported' // a kind of file or setting we do not handle
	| 'unavailable'; // try again later

export interface ProblemValues {
	// numbers, money, dates
	'decimal/malformed': { text: string };
	'money/too-large': { yuan: string };
	'date/malformed': { text: string };
	// quantity
	'unit/unknown': { unit: string };
	'unit/mismatch': { from: string; to: string };
	// database and set-up
	'database/newer-schema': { found: string; known: string };
	// workflow and permission
	'workflow/forbidden': { action: string; roles: string };
	'workflow/own-work': { action: string };
	'workflow/wrong-state': { action: string; state: string; needed: string };
	'auth/signed-out': Record<never, never>;
	// lineage
	'lineage/bad-ref': { text: string };
	'lineage/not-found': { ref: string };
	'lineage/ambiguous': { ref: string };
	'lineage/replay-mismatch': { hash: string; pointer: string; stored: string; recomputed: string };
	'lineage/replay-broken': { hash: string; reason: string; path: string };
}

export type ProblemCode = keyof ProblemValues;

export const PROBLEM_KINDS: { readonly [C in ProblemCode]: ProblemKind } = {
	'decimal/malformed': 'invalid',
	'money/too-large': 'too-large',
	'date/malformed': 'invalid',
	'unit/unknown': 'invalid',
	'unit/mismatch': 'invalid',
	'database/newer-schema': 'unsupported',
	'workflow/forbidden': 'forbidden',
	'workflow/own-work': 'forbidden',
	'workflow/wrong-state': 'conflict',
	'auth/signed-out': 'unauthenticated',
	'lineage/bad-ref': 'invalid',
	'lineage/not-found': 'not-found',
	'lineage/ambiguous': 'conflict',
	'lineage/replay-mismatch': 'conflict',
	'lineage/replay-broken': 'conflict'
};

export type Problem = { readonly [C in ProblemCode]: { readonly code: C; readonly values: ProblemValues[C] } }[ProblemCode];

/** Builds a problem; the values are checked against the code. */
export function problem<C extends ProblemCode>(code: C, values: ProblemValues[C]): Problem {
	// The mapped union above is exactly the set of these pairs; TypeScript cannot see that through the type parameter.
	return { code, values } as Problem;
}
