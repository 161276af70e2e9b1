import type { Hash } from '#lib/core/address/value-ref.ts';
import type { AppDatabase } from '../database/database.ts';
import type { AuditEntryTable } from '../database/schema.ts';
import { detailsOf } from './entry-details.ts';
import {
	selectAbove,
	selectAnalysisIdsOf,
	selectIssued,
	selectIssuedRules,
	selectSeriesSnapshots
} from './store.ts';

/** Where something stands that was tampered with: the subject of audit entries, snapshots, or a series of parameters. */
export type Place =
	| { readonly kind: 'subject'; readonly subject: string; readonly id: string }
	| { readonly kind: 'snapshots'; readonly hashes: readonly Hash[] }
	| { readonly kind: 'series'; readonly code: string };

/** Snapshots that a fault is looked up from at most; more of them than that say nothing anybody would read. */
const MOST = 200;

/**
 * Which issued standards and rules rest on something that was tampered with, in words; "" where none does. `note` is told
 * every entry: the snapshots an entry names are what its subject was made into.
 */
export function restingStandards(db: AppDatabase) {
	const made = new Map<string, Set<Hash>>();
	const answers = new Map<Hash, readonly string[]>();
	let issued: Promise<ReadonlyMap<Hash, string>> | null = null;

	async function above(hash: Hash): Promise<readonly string[]> {
		const known = answers.get(hash);
		if (known) return known;
		issued ??= issuedNames(db);
		const names = await issued;
		const found = (await selectAbove(db, hash)).flatMap((one) => names.get(one) ?? []);
		answers.set(hash, found);
		return found;
	}

	async function snapshotsAt(place: Place): Promise<readonly Hash[]> {
		if (place.kind === 'snapshots') return place.hashes;
		if (place.kind === 'series') return (await selectSeriesSnapshots(db, place.code)).map(({ hash }) => hash);
		const { subject, id } = place;
		const keys =
			subject === 'project'
				? (await selectAnalysisIdsOf(db, id)).map((one) => `analysis ${one}`)
				: // What is issued is proposed as a standard or as a rule; ids are unique among both.
					(subject === 'proposal' ? ['proposal', 'rule'] : [subject]).map((kind) => `${kind} ${id}`);
		return keys.flatMap((key) => [...(made.get(key) ?? [])]);
	}

	return {
		note(entry: AuditEntryTable): void {
			const { snapshots } = detailsOf(entry);
			const named = [entry.before_hash, entry.after_hash, ...(Array.isArray(snapshots) ? snapshots : [])];
			const key = `${entry.subject_kind} ${entry.subject_id}`;
			const known = made.get(key) ?? new Set<Hash>();
			for (const hash of named) if (typeof hash === 'string') known.add(hash);
			made.set(key, known);
		},
		async on(place: Place): Promise<string> {
			const found = new Set<string>();
			for (const hash of (await snapshotsAt(place)).slice(0, MOST))
				for (const name of await above(hash)) found.add(name);
			return [...found].sort().join('、');
		}
	};
}

async function issuedNames(db: AppDatabase): Promise<ReadonlyMap<Hash, string>> {
	const rows = [...(await selectIssued(db)), ...(await selectIssuedRules(db))];
	return new Map(
		rows.map(({ snapshot, code, document_number }) => [snapshot, `${code}（${document_number}）`])
	);
}
