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
	| 'unit-once' // a cost unit made of one-off lines only
	| 'parameter-error' // a named parameter whose formula has no number
	| 'few-priced' // too little of the money has quantity × price
	| 'parent-source' // a funding source on a parent only, where it does not count
	| 'evidence-level' // money without an evidence level
	| 'allocation-refused' // shared cost pools that cannot be allocated
	| 'pool-empty' // a shared cost pool without cost
	| 'pool-line-twice' // a line of a pool that is counted elsewhere as well
	| 'combined-refused'; // a staged unit cost that cannot be added up

/**
 * Findings that help people while they work and that nobody signs: they are no part of a snapshot, so that analyses
 * confirmed before they were looked for replay to the same text.
 */
export const LIVE_FINDINGS: ReadonlySet<FindingCode> = new Set<FindingCode>([
	'few-priced',
	'evidence-level',
	'parent-source'
]);

/** One finding; its sentence is in src/lib/text/findings.ts. */
export function finding(
	code: FindingCode,
	severity: FindingRecord['severity'],
	at: number | null,
	values: FindingRecord['values']
): FindingRecord {
	return { code, severity, at, values };
}
