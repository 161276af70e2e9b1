import type { ProblemKind } from './kind.ts';

/** Workbooks going out, 填回原表, and our own workbooks coming back. */
export interface ExportProblems {
	'export/no-original': Record<never, never>;
	'export/xls-original': { file: string };
	'export/no-fields': Record<never, never>;
	'export/bad-column': { field: string; column: string };
	'export/column-twice': { column: string };
	'export/no-rows': { sheet: string };
	'export/occupied': { count: string; cells: string };
	'export/closed-cell': { cell: string; why: string };
	'export/odd-workbook': { file: string; detail: string };
	'intake/own-damaged': { detail: string };
	'intake/own-version': { version: string };
	'intake/own-other-year': { year: string };
}

export const EXPORT_KINDS: { readonly [C in keyof ExportProblems]: ProblemKind } = {
	'export/no-original': 'not-found',
	'export/xls-original': 'unsupported',
	'export/no-fields': 'invalid',
	'export/bad-column': 'invalid',
	'export/column-twice': 'invalid',
	'export/no-rows': 'invalid',
	'export/occupied': 'conflict',
	'export/closed-cell': 'conflict',
	'export/odd-workbook': 'unsupported',
	'intake/own-damaged': 'invalid',
	'intake/own-version': 'unsupported',
	'intake/own-other-year': 'conflict'
};
