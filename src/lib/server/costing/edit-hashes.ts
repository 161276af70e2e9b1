import type { Hash } from '#lib/core/address/value-ref.ts';
import { canonicalText } from '#lib/core/snapshot/canonical.ts';
import { contentHash } from '../audit/service.ts';
import type { CostChangeTable, CostEditTable } from '../database/schema.ts';
import { sha256 } from '../hash.ts';

/**
 * What the audit entry of an edit keeps of it: hashes of what undoes it (before) and of its commands (after), and of the
 * whole row with its words for the history. Only `why` is left out: people say it later, with an entry of its own.
 */
export function editHashes(
	{ id, analysis_id, revision, actor_id, at, commands, inverse, step, undoes, client }: CostEditTable,
	changes: readonly CostChangeTable[]
): { readonly before: Hash; readonly after: Hash; readonly edit: Hash } {
	const [before, after] = [contentHash(inverse), contentHash(commands)];
	const row = { id, analysis_id, revision, actor_id, at, step, undoes, client };
	return { before, after, edit: contentHash({ ...row, before, after, changes: changesHash(changes) }) };
}

/** One line of text for each change in its order: an import of 100,000 lines is never one object here. */
function changesHash(changes: readonly CostChangeTable[]): Hash {
	const lines = changes.map(({ seq, line_id, field, what, before, after }) =>
		canonicalText([seq, line_id, field, what, before, after])
	);
	return sha256(lines.join('\n'));
}
