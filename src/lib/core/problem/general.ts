import type { ProblemKind } from './kind.ts';

/** Refusals about numbers, dates, units, requests and reports. */
export interface GeneralProblems {
	'decimal/malformed': { text: string };
	'money/too-large': { yuan: string };
	'date/malformed': { text: string };
	'unit/unknown': { unit: string };
	'unit/mismatch': { from: string; to: string };
	'request/cross-site': Record<never, never>;
	'request/malformed': Record<never, never>;
	'request/no-page': Record<never, never>;
	'request/too-large': { limit: string };
	'request/wrong-content': Record<never, never>;
	'request/wrong-method': Record<never, never>;
	'report/not-confirmed': { state: string };
}

export const GENERAL_KINDS: { readonly [C in keyof GeneralProblems]: ProblemKind } = {
	'decimal/malformed': 'invalid',
	'money/too-large': 'too-large',
	'date/malformed': 'invalid',
	'unit/unknown': 'invalid',
	'unit/mismatch': 'invalid',
	'request/cross-site': 'forbidden',
	'request/malformed': 'invalid',
	'request/no-page': 'not-found',
	'request/too-large': 'too-large',
	'request/wrong-content': 'unsupported',
	'request/wrong-method': 'wrong-method',
	'report/not-confirmed': 'conflict'
};
