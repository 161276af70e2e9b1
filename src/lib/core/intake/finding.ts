/**
 * What the import noticed, one entry per cell, row or whole sheet. Nothing is changed, dropped or assumed without one;
 * the Chinese sentences are in src/lib/text/intake.ts.
 */
export type IntakeFinding = {
	readonly code: IntakeFindingCode;
	readonly severity: 'error' | 'warning' | 'notice';
	/** The cell it is about, "B7"; null = the whole sheet. */
	readonly at: string | null;
	readonly values: { readonly [name: string]: string };
};

export const INTAKE_FINDINGS = {
	// the sheet
	'header-guessed': 'notice',
	'unit-applied': 'notice',
	'unit-assumed': 'warning',
	'unit-overridden': 'warning',
	'price-unit-assumed': 'warning',
	preamble: 'notice',
	'other-table': 'warning',
	'sheets-left': 'notice',
	'column-unit': 'warning',
	'row-unit': 'warning',
	'row-not-money': 'warning',
	'amount-of-other-year': 'warning',
	'name-guessed': 'warning',
	'text-tidied': 'notice',
	'column-ignored': 'notice',
	'hidden-column': 'warning',
	'hidden-sheet': 'warning',
	'table-period': 'notice',
	'imported-before': 'warning',
	'year-columns': 'notice',
	'months-as-period': 'notice',
	'mapping-remembered': 'notice',
	'more-of-same': 'notice',
	// rows
	'row-skipped': 'notice',
	'row-without-name': 'error',
	'repeated-header': 'notice',
	'note-row': 'notice',
	'hidden-row': 'warning',
	// numbers
	'not-a-number': 'error',
	'no-cached-value': 'error',
	'unfit-suffix': 'error',
	'amount-too-large': 'error',
	'text-number': 'notice',
	'dash-empty': 'notice',
	'float-tail': 'notice',
	'formula-values': 'notice',
	'merged-number': 'warning',
	'rounded-to-fen': 'notice',
	'formula-kept': 'notice',
	'amount-computed': 'notice',
	'code-digits-lost': 'warning',
	'bad-budget-code': 'warning',
	'code-taken': 'notice',
	'unknown-choice': 'warning',
	'verified-from-adjustment': 'notice',
	// tree
	'total-as-parent': 'notice',
	'extra-total': 'warning',
	'parent-unknown': 'warning',
	'duplicate-code': 'warning',
	// meaning
	'one-off': 'notice',
	'line-period': 'notice',
	'bad-months': 'error',
	'grade-from-name': 'notice',
	'spec-to-remark': 'notice',
	'unit-from-price': 'notice',
	'price-unit-differs': 'warning',
	'text-cut': 'warning',
	// arithmetic
	'total-differs': 'error',
	'column-total-differs': 'warning',
	'parent-values': 'notice',
	'amount-differs': 'warning',
	'no-amount': 'warning'
} as const satisfies { readonly [code: string]: IntakeFinding['severity'] };

export type IntakeFindingCode = keyof typeof INTAKE_FINDINGS;

export function finding(
	code: IntakeFindingCode,
	at: string | null,
	values: IntakeFinding['values'] = {}
): IntakeFinding {
	return { code, severity: INTAKE_FINDINGS[code], at, values };
}
