import type { Hash } from '#lib/core/address/value-ref.ts';
import { contentHash } from '../audit/service.ts';
import type { IssuedStandardTable } from '../database/schema-standards.ts';

/** What the audit entry of an issue proves: action, kind of subject (its id is the proposal's), `after` = the hash below. */
export const ISSUE_AUDIT = {
	actions: ['standard.issue', 'standard.issue-trial'],
	subjectKind: 'proposal'
} as const;

/**
 * Hash of the rows written by one issue (印发), every column of them: recomputed from the table it proves that no row was
 * altered, taken away or put beside them. The order of rows does not matter.
 */
export function issuedRecordHash(rows: readonly IssuedStandardTable[]): Hash {
	const ordered = [...rows].sort((a, b) => (a.kind < b.kind ? -1 : 1));
	return contentHash(
		ordered.map((row) => ({
			id: row.id,
			proposal_id: row.proposal_id,
			kind: row.kind,
			code: row.code,
			snapshot: row.snapshot,
			document_number: row.document_number,
			effective_from: row.effective_from,
			effective_to: row.effective_to,
			trial: row.trial,
			issued_by: row.issued_by,
			issued_at: row.issued_at,
			// Issues of before the review date was kept were recorded without it.
			...(row.review_on === null ? {} : { review_on: row.review_on })
		}))
	);
}
