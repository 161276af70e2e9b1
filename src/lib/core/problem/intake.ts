import type { ProblemKind } from './kind.ts';

/** Refusals about workbooks that are brought in, and stored originals. */
export interface IntakeProblems {
	'intake/no-file': Record<never, never>;
	'intake/empty-file': { file: string };
	'intake/file-too-large': { file: string; limit: string };
	'intake/unknown-type': { file: string; kind: string };
	'intake/old-excel': { file: string };
	'intake/password': { file: string };
	'intake/macros': { file: string };
	'intake/broken-zip': { file: string; detail: string };
	'intake/broken-xls': { file: string; detail: string };
	'intake/external-links': { file: string };
	'intake/repeated-cell': { file: string; sheet: string; cell: string };
	'intake/bad-html': { file: string; detail: string };
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
}

export const INTAKE_KINDS: { readonly [C in keyof IntakeProblems]: ProblemKind } = {
	'intake/no-file': 'invalid',
	'intake/empty-file': 'invalid',
	'intake/file-too-large': 'too-large',
	'intake/unknown-type': 'unsupported',
	'intake/old-excel': 'unsupported',
	'intake/password': 'unsupported',
	'intake/macros': 'unsupported',
	'intake/broken-zip': 'invalid',
	'intake/broken-xls': 'invalid',
	'intake/external-links': 'unsupported',
	'intake/repeated-cell': 'invalid',
	'intake/bad-html': 'invalid',
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
	'file/altered': 'conflict'
};
