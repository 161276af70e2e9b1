import { canonicalText, type Json } from '#lib/core/snapshot/canonical.ts';
import { timestamp, type Context } from '../context.ts';
import type { AuditEntryTable } from '../database/schema.ts';
import { sha256 } from '../hash.ts';
import { subjectHashes } from './row-hash.ts';
import { appendEntry, lockHead } from './store.ts';

export interface AuditFact {
	/** "analysis.approve", "standard.issue"…: the same words as permissions where there is one. */
	readonly action: string;
	readonly subjectKind: string;
	readonly subjectId: string;
	/** Hash of what was there before and of what is there now: a snapshot's where there is one. Null = nothing. */
	readonly before: string | null;
	readonly after: string | null;
	readonly details?: { readonly [name: string]: Json };
}

/**
 * Writes one audit entry into the running transaction: who, when, what, before and after, chained to the last entry. It
 * comes after every other write of the use case: it keeps the hash of the subject's rows as they stand now.
 */
export async function recordAudit(context: Context, fact: AuditFact): Promise<void> {
	if (!context.db.isTransaction)
		throw new Error('An audit entry belongs to the transaction of the write it records');
	const head = await lockHead(context.db);
	// Under the lock, so that what others changed on the same subject at the same time is either seen or comes after.
	const rows = await subjectHashes(context.db, fact.subjectKind, fact.subjectId);
	const entry: Omit<AuditEntryTable, 'hash'> = {
		seq: head.seq,
		at: timestamp(context),
		actor_id: context.actor.userId,
		actor_name: context.actor.name,
		action: fact.action,
		subject_kind: fact.subjectKind,
		subject_id: fact.subjectId,
		before_hash: fact.before,
		after_hash: fact.after,
		details: canonicalText({ ...fact.details, ...(rows ? { rows } : {}) }),
		previous_hash: head.hash
	};
	await appendEntry(context.db, { ...entry, hash: entryHash(entry) });
}

/** The hash of an entry covers every column and the entry before it. */
export function entryHash(entry: Omit<AuditEntryTable, 'hash'>): string {
	const {
		seq,
		at,
		actor_id,
		actor_name,
		action,
		subject_kind,
		subject_id,
		before_hash,
		after_hash,
		details,
		previous_hash
	} = entry;
	return sha256(
		canonicalText({
			seq,
			at,
			actor_id,
			actor_name,
			action,
			subject_kind,
			subject_id,
			before_hash,
			after_hash,
			details,
			previous_hash
		})
	);
}

/** Hash of draft content for before/after, where no snapshot exists. */
export function contentHash(content: Json): string {
	return sha256(canonicalText(content));
}
