import type { ConflictPlace } from './conflict-place.ts';
import type { ProblemKind } from './kind.ts';

/** Refusals about cost breakdowns and their formulas. */
export interface CostingProblems {
	'formula/malformed': { part: string; place: string };
	'formula/too-complex': { limit: string };
	'formula/not-expressible': { part: string };
	'recipe/malformed': { field: string; expected: string };
	'recipe/not-found': Record<never, never>;
	'recipe/code-taken': { code: string };
	'recipe/unchanged': { version: string };
	'recipe/changed-since': { version: string };
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
	'analysis/too-many-parts': { part: string; limit: string };
	'parameter/bad-name': { name: string; limit: string };
	'parameter/reserved-name': { name: string };
	'parameter/name-taken': { name: string };
	'pool/shares-itself': { pool: string };
	'pool/no-driver': { pool: string };
	'pool/ring': { pools: string };
	'pool/stages': { pool: string; target: string };
	'pool/closed-group': { pools: string };
	'combined/no-parts': { name: string };
	'combined/part-without-cost': { name: string; part: string };
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
	'analysis/recipe-differs': { line: string; recipe: string; price: string; stored: string };
	'analysis/nothing-to-undo': Record<never, never>;
	'analysis/not-to-explain': Record<never, never>;
	'analysis/opinion-needed': Record<never, never>;
	'analysis/changed-since': Record<never, never>;
}

export const COSTING_KINDS: { readonly [C in keyof CostingProblems]: ProblemKind } = {
	'formula/malformed': 'invalid',
	'formula/too-complex': 'too-large',
	'formula/not-expressible': 'invalid',
	'recipe/malformed': 'invalid',
	'recipe/not-found': 'not-found',
	'recipe/code-taken': 'conflict',
	'recipe/unchanged': 'conflict',
	'recipe/changed-since': 'conflict',
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
	'analysis/too-many-parts': 'too-large',
	'parameter/bad-name': 'invalid',
	'parameter/reserved-name': 'invalid',
	'parameter/name-taken': 'conflict',
	'pool/shares-itself': 'invalid',
	'pool/no-driver': 'invalid',
	'pool/ring': 'invalid',
	'pool/stages': 'invalid',
	'pool/closed-group': 'invalid',
	'combined/no-parts': 'invalid',
	'combined/part-without-cost': 'invalid',
	'analysis/too-deep': 'too-large',
	'analysis/too-many-commands': 'too-large',
	'analysis/conflict': 'conflict',
	'analysis/batch-differs': 'conflict',
	'analysis/no-output': 'invalid',
	'analysis/unit-without-lines': 'invalid',
	'analysis/not-ready': 'conflict',
	'analysis/source-differs': 'conflict',
	'analysis/source-missing': 'conflict',
	'analysis/recipe-differs': 'conflict',
	'analysis/nothing-to-undo': 'conflict',
	'analysis/not-to-explain': 'conflict',
	'analysis/opinion-needed': 'invalid',
	'analysis/changed-since': 'conflict'
};
