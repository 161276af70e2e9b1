import type { ConflictPlace } from './conflict-place.ts';
import type { ProblemKind } from './kind.ts';

/** Refusals about cost breakdowns and their formulas. */
export interface CostingProblems {
	'formula/malformed': { part: string; place: string };
	'formula/too-complex': { limit: string };
	'project/not-found': Record<never, never>;
	'project/code-taken': { code: string };
	'analysis/not-found': Record<never, never>;
	'analysis/year-taken': { year: string };
	'analysis/malformed': { field: string; expected: string };
	'analysis/bad-value': { field: string; value: string; expected: string };
	'analysis/unknown-line': Record<never, never>;
	'analysis/line-exists': Record<never, never>;
	'analysis/under-itself': { line: string };
	'analysis/too-many-lines': { limit: string };
	'analysis/too-many-indicators': { limit: string };
	'analysis/too-deep': { limit: string };
	'analysis/too-many-commands': { limit: string };
	'analysis/conflict': {
		line: string;
		field: string;
		value: string;
		who: string;
		/** The revision the batch was compared with: a decision about these places holds for it. */
		revision: string;
		places: readonly ConflictPlace[];
	};
	'analysis/batch-differs': Record<never, never>;
	'analysis/no-output': { unit: string; output: string };
	'analysis/unit-without-lines': { unit: string };
	'analysis/not-ready': {
		findings: readonly { code: string; values: { readonly [name: string]: string } }[];
	};
	'analysis/source-differs': { place: string; cell: string; field: string; stored: string };
	'analysis/source-missing': { place: string };
	'analysis/nothing-to-undo': Record<never, never>;
	'analysis/opinion-needed': Record<never, never>;
	'analysis/changed-since': Record<never, never>;
}

export const COSTING_KINDS: { readonly [C in keyof CostingProblems]: ProblemKind } = {
	'formula/malformed': 'invalid',
	'formula/too-complex': 'too-large',
	'project/not-found': 'not-found',
	'project/code-taken': 'conflict',
	'analysis/not-found': 'not-found',
	'analysis/year-taken': 'conflict',
	'analysis/malformed': 'invalid',
	'analysis/bad-value': 'invalid',
	'analysis/unknown-line': 'not-found',
	'analysis/line-exists': 'conflict',
	'analysis/under-itself': 'invalid',
	'analysis/too-many-lines': 'too-large',
	'analysis/too-many-indicators': 'too-large',
	'analysis/too-deep': 'too-large',
	'analysis/too-many-commands': 'too-large',
	'analysis/conflict': 'conflict',
	'analysis/batch-differs': 'conflict',
	'analysis/no-output': 'invalid',
	'analysis/unit-without-lines': 'invalid',
	'analysis/not-ready': 'conflict',
	'analysis/source-differs': 'conflict',
	'analysis/source-missing': 'conflict',
	'analysis/nothing-to-undo': 'conflict',
	'analysis/opinion-needed': 'invalid',
	'analysis/changed-since': 'conflict'
};
