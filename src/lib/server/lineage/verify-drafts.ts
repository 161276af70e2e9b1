import type { Hash } from '#lib/core/address/value-ref.ts';
import type { AppDatabase } from '../database/database.ts';
import type { AuditEntryTable } from '../database/schema.ts';
import { draftFaults, type DraftFault, type RecordedEdit } from '../costing/verify-drafts.ts';
import { detailsOf } from './entry-details.ts';

/** Gathers what entries say of the edits of analyses, then holds every draft against it. */
export function draftKeeper(db: AppDatabase) {
	const edits = new Map<string, RecordedEdit>();
	const reasons = new Map<string, string>();
	const confirmed = new Map<string, Hash[]>();
	const known = new Set<Hash>();
	const remarks = new Map<string, number>();
	const older = new Set<string>();
	const confirm = (snapshot: Hash | null, place: string) => {
		// The order of lines is kept with the first confirmation of a snapshot.
		if (snapshot === null || known.has(snapshot)) return;
		known.add(snapshot);
		confirmed.set(place, [...(confirmed.get(place) ?? []), snapshot]);
	};
	return {
		note(entry: AuditEntryTable): void {
			const { action, subject_id, before_hash: before, after_hash: after, actor_id: actor } = entry;
			const { analysis, revision, edit, why } = detailsOf(entry);
			const place = (id: unknown) => `${String(id)} ${String(revision)}`;
			if (action === 'analysis.edit')
				edits.set(place(subject_id), { edit: textOf(edit), before, after, actor });
			if (action === 'intake.commit' && revision === undefined) older.add(String(analysis));
			// An import that changed nothing made no edit.
			if (action === 'intake.commit' && textOf(edit) !== null && edit !== '')
				edits.set(place(analysis), { edit: textOf(edit), before: null, after: null, actor });
			if (action === 'analysis.explain-edit') reasons.set(place(subject_id), String(why));
			if (action === 'analysis.approve') confirm(after, place(subject_id));
			if (entry.subject_kind === 'comment')
				remarks.set(String(analysis), (remarks.get(String(analysis)) ?? 0) + 1);
		},
		faults(): Promise<readonly DraftFault[]> {
			return draftFaults(db, {
				edit: (analysis, revision) => edits.get(`${analysis} ${revision}`),
				why: (analysis, revision) => reasons.get(`${analysis} ${revision}`) ?? null,
				confirmed: (analysis, revision) => confirmed.get(`${analysis} ${revision}`) ?? [],
				remarks: (analysis) => remarks.get(analysis) ?? 0,
				older: (analysis) => older.has(analysis)
			});
		}
	};
}

function textOf(value: unknown): string | null {
	return typeof value === 'string' ? value : null;
}
