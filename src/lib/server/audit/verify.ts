import { problem, type Problem } from '#lib/core/problem.ts';
import type { AppDatabase } from '../database/database.ts';
import type { AuditEntryTable } from '../database/schema.ts';
import { entryHash } from './service.ts';
import { GENESIS, selectEntries, selectHead } from './store.ts';

const PAGE = 1_000;

export interface ChainReport {
	readonly entries: number;
	/** Hash of the last entry: written down elsewhere, it vouches for the whole chain up to it. */
	readonly head: string;
	readonly faults: readonly Problem[];
}

/**
 * Recomputes the audit chain entry by entry. Each broken thing is named once: an altered entry does not make its
 * neighbours look altered, because a link counts as whole when it names either the stored or the recomputed hash.
 */
export async function verifyChain(
	db: AppDatabase,
	each: (entry: AuditEntryTable) => void
): Promise<ChainReport> {
	const faults: Problem[] = [];
	let end: { seq: number; hashes: readonly string[] } = { seq: 0, hashes: [GENESIS] };
	let entries = 0;
	for (;;) {
		const page = await selectEntries(db, end.seq, PAGE);
		for (const entry of page) {
			faults.push(...entryFaults(entry, end));
			end = { seq: entry.seq, hashes: [entry.hash, entryHash(entry)] };
			entries += 1;
			each(entry);
		}
		if (page.length < PAGE) break;
	}
	const head = await selectHead(db);
	if (head.seq !== end.seq || !end.hashes.includes(head.hash))
		faults.push(problem('audit/head-differs', { head: String(head.seq), last: String(end.seq) }));
	return { entries, head: head.hash, faults };
}

/** The last entry of the chain as it stands; written down elsewhere it vouches for the chain up to it. */
export function auditEnd(db: AppDatabase): Promise<{ readonly seq: number; readonly hash: string }> {
	return selectHead(db);
}

function entryFaults(entry: AuditEntryTable, before: { seq: number; hashes: readonly string[] }): Problem[] {
	const seq = String(entry.seq);
	const expected = before.seq + 1;
	const faults: Problem[] = [];
	if (entry.seq !== expected)
		faults.push(problem('audit/entry-missing', { from: String(expected), to: String(entry.seq - 1) }));
	if (entryHash(entry) !== entry.hash) faults.push(problem('audit/entry-altered', { seq }));
	else if (entry.seq === expected && !before.hashes.includes(entry.previous_hash))
		faults.push(problem('audit/entry-unlinked', { seq }));
	return faults;
}
