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
	/** A cost unit that a comparison holds is not in the newer version of its analysis. */
	'lineage/unit-gone': { unit: string; project: string };
	'evidence/file-altered': { file: string };
	'evidence/file-missing': { file: string };
	'evidence/file-unlisted': { file: string };
	'evidence/not-a-pack': { file: string };
	'evidence/public-needs-standard': Record<never, never>;
	'evidence/would-disclose': { file: string; count: string };
	'evidence/step-differs': { ref: string; stated: string; explained: string };
	'evidence/unknown-standard': { code: string };
	'evidence/unreadable-list': { line: string };
	'audit/entry-altered': { seq: string };
	'audit/entry-missing': { from: string; to: string };
	'audit/entry-unlinked': { seq: string };
	'audit/head-differs': { head: string; last: string };
	'audit/snapshot-altered': { hash: string; kind: string; standards: string };
	'audit/snapshot-columns': { hash: string; kind: string; fault: string; standards: string };
	'audit/input-missing': { hash: string; standards: string };
	'audit/file-altered': { hash: string; fault: string; standards: string };
	'audit/snapshot-missing': { hash: string; by: string };
	'audit/issued-altered': { code: string; document: string };
	'audit/issued-unrecorded': { code: string; document: string };
	'audit/issued-missing': { seq: string };
	'audit/row-altered': { what: string; which: string; standards: string };
	'audit/row-missing': { what: string; seq: string; standards: string };
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
	'lineage/unit-gone': 'conflict',
	'evidence/file-altered': 'conflict',
	'evidence/file-missing': 'conflict',
	'evidence/file-unlisted': 'conflict',
	'evidence/not-a-pack': 'invalid',
	'evidence/public-needs-standard': 'invalid',
	'evidence/would-disclose': 'conflict',
	'evidence/step-differs': 'conflict',
	'evidence/unknown-standard': 'not-found',
	'evidence/unreadable-list': 'conflict',
	'audit/entry-altered': 'conflict',
	'audit/entry-missing': 'conflict',
	'audit/entry-unlinked': 'conflict',
	'audit/head-differs': 'conflict',
	'audit/snapshot-altered': 'conflict',
	'audit/snapshot-columns': 'conflict',
	'audit/input-missing': 'conflict',
	'audit/file-altered': 'conflict',
	'audit/snapshot-missing': 'conflict',
	'audit/issued-altered': 'conflict',
	'audit/issued-unrecorded': 'conflict',
	'audit/issued-missing': 'conflict',
	'audit/row-altered': 'conflict',
	'audit/row-missing': 'conflict'
};
