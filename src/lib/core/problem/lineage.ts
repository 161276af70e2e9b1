import type { Problem } from '../problem.ts';
import type { ProblemKind } from './kind.ts';

/** Refusals about explaining, replaying and the audit trail. */
export interface LineageProblems {
	'lineage/bad-ref': { text: string };
	'lineage/not-found': { ref: string };
	'lineage/ambiguous': { ref: string };
	'lineage/replay-mismatch': {
		hash: string;
		pointer: string;
		stored: string;
		recomputed: string;
		path: string;
	};
	'lineage/replay-broken': { hash: string; reason: string; path: string };
	'lineage/replay-refused': { hash: string; method: string; path: string; cause: Problem };
	'lineage/issued-differs': { code: string; document: string; field: string; stored: string; frozen: string };
	'lineage/no-figure': { ref: string };
	'lineage/not-frozen': Record<never, never>;
	'audit/entry-altered': { seq: string };
	'audit/entry-missing': { from: string; to: string };
	'audit/entry-unlinked': { seq: string };
	'audit/head-differs': { head: string; last: string };
	'audit/snapshot-altered': { hash: string; kind: string };
	'audit/snapshot-missing': { hash: string; by: string };
	'audit/issued-altered': { code: string; document: string };
	'audit/issued-unrecorded': { code: string; document: string };
	'audit/issued-missing': { seq: string };
}

export const LINEAGE_KINDS: { readonly [C in keyof LineageProblems]: ProblemKind } = {
	'lineage/bad-ref': 'invalid',
	'lineage/not-found': 'not-found',
	'lineage/ambiguous': 'conflict',
	'lineage/replay-mismatch': 'conflict',
	'lineage/replay-broken': 'conflict',
	'lineage/replay-refused': 'conflict',
	'lineage/issued-differs': 'conflict',
	'lineage/no-figure': 'not-found',
	'lineage/not-frozen': 'invalid',
	'audit/entry-altered': 'conflict',
	'audit/entry-missing': 'conflict',
	'audit/entry-unlinked': 'conflict',
	'audit/head-differs': 'conflict',
	'audit/snapshot-altered': 'conflict',
	'audit/snapshot-missing': 'conflict',
	'audit/issued-altered': 'conflict',
	'audit/issued-unrecorded': 'conflict',
	'audit/issued-missing': 'conflict'
};
