import { ok, type Result } from '#lib/core/result.ts';
import type { Appointment } from '#lib/core/workflow/actor.ts';
import { may } from '#lib/core/workflow/permission.ts';
import type { Context } from '../context.ts';
import type { AuditEntryTable } from '../database/schema.ts';
import { selectEntriesBefore, selectHead } from './store.ts';

/** An entry without its details: they name what not everybody who may read the record may see. */
export interface AuditLine {
	readonly seq: number;
	readonly at: string;
	readonly actorName: string;
	readonly action: string;
	readonly subjectKind: string;
	readonly subjectId: string;
	readonly before: string | null;
	readonly after: string | null;
	readonly hash: string;
}

export interface AuditHistory {
	/** Newest first. */
	readonly lines: readonly AuditLine[];
	/** Where the next older page begins; null at the end. */
	readonly older: number | null;
	readonly head: { readonly seq: number; readonly hash: string };
}

const PAGE = 50;

/** 操作记录: one page of the chain, newest first, older than `before` where given. */
export async function auditHistory(context: Context, before: number | null): Promise<Result<AuditHistory>> {
	const allowed = mayReadAudit(context);
	if (!allowed.ok) return allowed;
	const head = await selectHead(context.db);
	const rows = await selectEntriesBefore(context.db, before ?? head.seq + 1, PAGE + 1);
	const lines = rows.slice(0, PAGE).map(line);
	return ok({ lines, older: rows.length > PAGE ? (lines.at(-1)?.seq ?? null) : null, head });
}

/** The chain is one for the whole installation: whoever may read it anywhere may read it. */
function mayReadAudit(context: Context): Result<Appointment> {
	const place = context.actor.appointments.find(({ path }) => may(context.actor, 'audit.read', { path }).ok);
	return may(context.actor, 'audit.read', { path: place?.path ?? '/' });
}

function line(row: AuditEntryTable): AuditLine {
	return {
		seq: row.seq,
		at: row.at,
		actorName: row.actor_name,
		action: row.action,
		subjectKind: row.subject_kind,
		subjectId: row.subject_id,
		before: row.before_hash,
		after: row.after_hash,
		hash: row.hash
	};
}
