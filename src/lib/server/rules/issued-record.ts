import type { Hash } from '#lib/core/address/value-ref.ts';
import { contentHash } from '../audit/service.ts';
import type { IssuedRuleTable } from '../database/schema-standards.ts';

/** What the audit entry of an issued rule names as its subject (its id is the rule's), `after` = the hash below. */
export const RULE_SUBJECT = 'rule';

/** Hash of the row one issue of a rule writes, every column of it: recomputed from the table it proves the row untouched. */
export function issuedRuleHash(row: IssuedRuleTable): Hash {
	return contentHash({
		id: row.id,
		proposal_id: row.proposal_id,
		code: row.code,
		region: row.region,
		snapshot: row.snapshot,
		document_number: row.document_number,
		effective_from: row.effective_from,
		effective_to: row.effective_to,
		trial: row.trial,
		issued_by: row.issued_by,
		issued_at: row.issued_at
	});
}
