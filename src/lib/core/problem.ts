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
	| 'wrong-method' // the address exists, but not for this way of asking
	| 'too-often' // wait before trying again
	| 'unavailable'; // try again later

/** A place that two people changed at once: what either wants there, and who saved first. */
export type ConflictPlace = {
	/** Index of the refused command in its batch. */
	readonly command: number;
	/** Whether that command can still be carried out: not on a line that is gone. */
	readonly keepable: boolean;
} & { readonly [K in 'line' | 'field' | 'mine' | 'theirs' | 'who' | 'at']: string };

export interface ProblemValues {
	// numbers, money, dates
	'decimal/malformed': { text: string };
	'money/too-large': { yuan: string };
	'date/malformed': { text: string };
	// quantity
	'unit/unknown': { unit: string };
	'unit/mismatch': { from: string; to: string };
	// cost breakdown and formulas
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
	// import of workbooks, stored originals
	'intake/no-file': Record<never, never>;
	'intake/empty-file': { file: string };
	'intake/file-too-large': { file: string; limit: string };
	'intake/unknown-type': { file: string; kind: string };
	'intake/old-excel': { file: string };
	'intake/password': { file: string };
	'intake/macros': { file: string };
	'intake/broken-zip': { file: string; detail: string };
	'intake/unsafe-zip': { file: string; detail: string };
	'intake/zip-bomb': { file: string; limit: string };
	'intake/doctype': { file: string; part: string };
	'intake/bad-xml': { file: string; part: string; detail: string };
	'intake/encoding': { file: string };
	'intake/open-quote': { file: string; row: string };
	'intake/no-cells': { file: string };
	'intake/too-many': { file: string; what: string; limit: string };
	'intake/timeout': { file: string; seconds: string };
	'intake/reader-stopped': { file: string };
	'intake/no-sheet': { sheet: string };
	'intake/empty-sheet': { sheet: string };
	'intake/no-header': { sheet: string };
	'intake/bad-mapping': { detail: string };
	'intake/nothing-to-import': { sheet: string };
	'intake/not-found': Record<never, never>;
	'intake/committed': { file: string };
	'file/not-found': Record<never, never>;
	'file/ambiguous': Record<never, never>;
	'file/altered': { hash: string };
	'analysis/changed-since': Record<never, never>;
	// requests that no page of ours sends
	'request/cross-site': Record<never, never>;
	'request/malformed': Record<never, never>;
	'request/no-page': Record<never, never>;
	'request/too-large': { limit: string };
	'request/wrong-content': Record<never, never>;
	'request/wrong-method': Record<never, never>;
	// database and set-up
	'database/newer-schema': { found: string; known: string };
	'database/older-schema': { found: string; known: string };
	'database/unavailable': { reason: string };
	'config/unknown-setting': { name: string; known: string };
	'config/malformed': { name: string; value: string; expected: string };
	'server/port-in-use': { host: string; port: string };
	'server/cannot-listen': { host: string; port: string; reason: string };
	'server/not-built': Record<never, never>;
	// workflow and permission
	'workflow/forbidden': { action: string; roles: string };
	'workflow/own-work': { action: string };
	'workflow/wrong-state': { action: string; state: string; needed: string };
	'auth/signed-out': Record<never, never>;
	'auth/wrong-password': Record<never, never>;
	'auth/disabled': Record<never, never>;
	'auth/too-many-attempts': { minutes: string };
	// people and organisations
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
	// comparison
	'comparison/not-found': Record<never, never>;
	'comparison/empty': Record<never, never>;
	'comparison/nothing-chosen': Record<never, never>;
	'comparison/nothing-included': Record<never, never>;
	'comparison/too-many-members': { limit: string };
	'comparison/category-differs': { member: string; category: string; expected: string };
	'comparison/unit-differs': { member: string; unit: string; expected: string };
	'comparison/no-output': { member: string; output: string };
	'comparison/missing-index': { series: string; year: string };
	'comparison/missing-factor': { series: string; key: string; member: string };
	'comparison/series-needed': { step: string };
	'comparison/bad-target-year': { text: string };
	'comparison/reason-needed': { member: string; because: string };
	'comparison/not-confirmed': Record<never, never>;
	'comparison/member-exists': { member: string };
	'comparison/member-not-found': Record<never, never>;
	// parameters
	'parameter/series-not-found': { series: string };
	'parameter/series-exists': { series: string };
	'parameter/malformed-series': Record<never, never>;
	'parameter/malformed-key': { key: string; expected: string };
	'parameter/not-positive': { value: string };
	'parameter/no-source': Record<never, never>;
	'parameter/draft-not-found': Record<never, never>;
	'parameter/decided': { state: string };
	// standards
	'standard/not-found': Record<never, never>;
	'standard/bad-parameter': { name: string; text: string; expected: string };
	'standard/draft-malformed': { field: string };
	'standard/draft-changed': Record<never, never>;
	'standard/opinion-missing': Record<never, never>;
	'standard/draft-incomplete': { missing: string };
	'standard/policy-incomplete': Record<never, never>;
	'standard/no-quota-value': { verdict: string };
	'standard/comparison-not-frozen': { title: string };
	'standard/verdict-forbids': { verdict: string; reasons: string };
	'standard/already-issued': { document: string };
	'standard/document-number': { text: string };
	'standard/trial-only': Record<never, never>;
	'standard/dates': { from: string; to: string };
	'standard/code-taken': { code: string; from: string };
	'standard/code-of-other': { code: string; title: string };
	'standard/not-in-force': { code: string; date: string; status: string; advice: string };
	'standard/none-in-force': { code: string; date: string };
	'standard/unit-differs': { standardUnit: string; unit: string };
	// lineage
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
	// audit
	'audit/entry-altered': { seq: string };
	'audit/entry-missing': { from: string; to: string };
	'audit/entry-unlinked': { seq: string };
	'audit/head-differs': { head: string; last: string };
	'audit/snapshot-altered': { hash: string; kind: string };
	'audit/snapshot-missing': { hash: string; by: string };
	'audit/issued-altered': { code: string; document: string };
	'audit/issued-unrecorded': { code: string; document: string };
	'audit/issued-missing': { seq: string };
	// reports
	'report/not-confirmed': { state: string };
	// command line
	'demo/not-empty': Record<never, never>;
	'demo/sign-ins-exist': { directory: string };
	'import/no-analysis': { project: string; year: string };
	'import/no-user': { username: string };
	'import/no-file': { path: string };
	// moving a database
	'copy/target-not-empty': { table: string };
	'copy/same-database': Record<never, never>;
	'copy/count-differs': { table: string; source: string; target: string };
}

export type ProblemCode = keyof ProblemValues;

export const PROBLEM_KINDS: { readonly [C in ProblemCode]: ProblemKind } = {
	'decimal/malformed': 'invalid',
	'money/too-large': 'too-large',
	'date/malformed': 'invalid',
	'unit/unknown': 'invalid',
	'unit/mismatch': 'invalid',
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
	'intake/no-file': 'invalid',
	'intake/empty-file': 'invalid',
	'intake/file-too-large': 'too-large',
	'intake/unknown-type': 'unsupported',
	'intake/old-excel': 'unsupported',
	'intake/password': 'unsupported',
	'intake/macros': 'unsupported',
	'intake/broken-zip': 'invalid',
	'intake/unsafe-zip': 'invalid',
	'intake/zip-bomb': 'too-large',
	'intake/doctype': 'invalid',
	'intake/bad-xml': 'invalid',
	'intake/encoding': 'invalid',
	'intake/open-quote': 'invalid',
	'intake/no-cells': 'invalid',
	'intake/too-many': 'too-large',
	'intake/timeout': 'too-large',
	'intake/reader-stopped': 'too-large',
	'intake/no-sheet': 'not-found',
	'intake/empty-sheet': 'invalid',
	'intake/no-header': 'invalid',
	'intake/bad-mapping': 'invalid',
	'intake/nothing-to-import': 'invalid',
	'intake/not-found': 'not-found',
	'intake/committed': 'conflict',
	'file/not-found': 'not-found',
	'file/ambiguous': 'conflict',
	'file/altered': 'conflict',
	'analysis/changed-since': 'conflict',
	'request/cross-site': 'forbidden',
	'request/malformed': 'invalid',
	'request/no-page': 'not-found',
	'request/too-large': 'too-large',
	'request/wrong-content': 'unsupported',
	'request/wrong-method': 'wrong-method',
	'database/newer-schema': 'unsupported',
	'database/older-schema': 'unsupported',
	'database/unavailable': 'unavailable',
	'config/unknown-setting': 'invalid',
	'config/malformed': 'invalid',
	'server/port-in-use': 'conflict',
	'server/cannot-listen': 'invalid',
	'server/not-built': 'unavailable',
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
	'appointment/not-found': 'not-found',
	'comparison/not-found': 'not-found',
	'comparison/empty': 'invalid',
	'comparison/nothing-chosen': 'invalid',
	'comparison/nothing-included': 'conflict',
	'comparison/too-many-members': 'too-large',
	'comparison/category-differs': 'invalid',
	'comparison/unit-differs': 'invalid',
	'comparison/no-output': 'invalid',
	'comparison/missing-index': 'invalid',
	'comparison/missing-factor': 'invalid',
	'comparison/series-needed': 'invalid',
	'comparison/bad-target-year': 'invalid',
	'comparison/reason-needed': 'invalid',
	'comparison/not-confirmed': 'not-found',
	'comparison/member-exists': 'conflict',
	'comparison/member-not-found': 'not-found',
	'parameter/series-not-found': 'not-found',
	'parameter/series-exists': 'conflict',
	'parameter/malformed-series': 'invalid',
	'parameter/malformed-key': 'invalid',
	'parameter/not-positive': 'invalid',
	'parameter/no-source': 'invalid',
	'parameter/draft-not-found': 'not-found',
	'parameter/decided': 'conflict',
	'standard/not-found': 'not-found',
	'standard/bad-parameter': 'invalid',
	'standard/draft-malformed': 'invalid',
	'standard/draft-changed': 'conflict',
	'standard/opinion-missing': 'invalid',
	'standard/draft-incomplete': 'invalid',
	'standard/policy-incomplete': 'invalid',
	'standard/no-quota-value': 'conflict',
	'standard/comparison-not-frozen': 'conflict',
	'standard/verdict-forbids': 'conflict',
	'standard/already-issued': 'conflict',
	'standard/document-number': 'invalid',
	'standard/trial-only': 'conflict',
	'standard/dates': 'invalid',
	'standard/code-taken': 'conflict',
	'standard/code-of-other': 'conflict',
	'standard/not-in-force': 'conflict',
	'standard/none-in-force': 'not-found',
	'standard/unit-differs': 'invalid',
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
	'audit/issued-missing': 'conflict',
	'report/not-confirmed': 'conflict',
	'demo/not-empty': 'conflict',
	'demo/sign-ins-exist': 'conflict',
	'import/no-analysis': 'not-found',
	'import/no-user': 'not-found',
	'import/no-file': 'not-found',
	'copy/target-not-empty': 'conflict',
	'copy/same-database': 'invalid',
	'copy/count-differs': 'conflict'
};

export type Problem = {
	readonly [C in ProblemCode]: { readonly code: C; readonly values: ProblemValues[C] };
}[ProblemCode];

/** Builds a problem; the values are checked against the code. */
export function problem<C extends ProblemCode>(code: C, values: ProblemValues[C]): Problem {
	// The mapped union above is exactly the set of these pairs; TypeScript cannot see that through the type parameter.
	return { code, values } as Problem;
}
