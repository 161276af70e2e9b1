/**
 * A finding (问题提示): something a reviewer must see. Findings are shown, never silently fixed.
 * `at` names the line (index in pre-order) or is null for the whole; `values` fill the Chinese sentence.
 */
export type FindingRecord = {
	readonly code: FindingCode;
	/** An `error` stops the analysis from being submitted and confirmed. */
	readonly severity: 'error' | 'warning' | 'notice';
	readonly at: number | null;
	readonly values: { readonly [name: string]: string };
};

export type FindingCode =
	| 'total-differs' // stated total against the sum of the parts
	| 'amount-differs' // stated amount against quantity × price
	| 'no-amount' // a leaf with neither amount nor quantity × price
	| 'formula-error'
	| 'other-period' // months differ from the analysis
	| 'one-off' // once lines inside the total
	| 'verified-without-reason'
	| 'negative-amount'
	| 'unknown-unit'
	| 'lump-share' // a large amount without quantity × price (成本打开不细)
	| 'other-share' // "其他" above 10 %
	| 'few-lines'
	| 'no-lines'
	| 'no-unit' // nothing to divide by: no cost unit yet
	| 'unit-output' // a cost unit without lines or with an output of zero or less
	| 'unit-once'; // a cost unit made of one-off lines only
