import type { ProblemKind } from './kind.ts';

/** Refusals about people, organisations and permission. */
export interface PeopleProblems {
	'workflow/forbidden': { action: string; roles: string };
	'workflow/own-work': { action: string };
	'workflow/wrong-state': { action: string; state: string; needed: string };
	'auth/signed-out': Record<never, never>;
	'auth/wrong-password': Record<never, never>;
	'auth/disabled': Record<never, never>;
	'auth/too-many-attempts': { minutes: string };
	'user/malformed-username': { username: string };
	'user/username-taken': { username: string };
	'user/short-password': { characters: string };
	'user/not-found': Record<never, never>;
	'user/own-account': { action: string };
	'organisation/not-found': Record<never, never>;
	'organisation/malformed-code': { code: string };
	'organisation/code-taken': { code: string };
	'organisation/unknown-kind': { kind: string };
	'organisation/unknown-role': { role: string };
	'name/malformed': { field: string; characters: string };
	'appointment/exists': { role: string };
	'appointment/not-found': { role: string };
}

export const PEOPLE_KINDS: { readonly [C in keyof PeopleProblems]: ProblemKind } = {
	'workflow/forbidden': 'forbidden',
	'workflow/own-work': 'forbidden',
	'workflow/wrong-state': 'conflict',
	'auth/signed-out': 'unauthenticated',
	'auth/wrong-password': 'unauthenticated',
	'auth/disabled': 'forbidden',
	'auth/too-many-attempts': 'too-often',
	'user/malformed-username': 'invalid',
	'user/username-taken': 'conflict',
	'user/short-password': 'invalid',
	'user/not-found': 'not-found',
	'user/own-account': 'conflict',
	'organisation/not-found': 'not-found',
	'organisation/malformed-code': 'invalid',
	'organisation/code-taken': 'conflict',
	'organisation/unknown-kind': 'invalid',
	'organisation/unknown-role': 'invalid',
	'name/malformed': 'invalid',
	'appointment/exists': 'conflict',
	'appointment/not-found': 'not-found'
};
