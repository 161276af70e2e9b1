import { sql } from 'kysely';
import type { Hash } from '#lib/core/address/value-ref.ts';
import type { AppDatabase } from '../database/database.ts';

/** Snapshots and the length of their texts by key, a page at a time; neither engine reads the texts for that. */
export async function selectSizesAfter(
	db: AppDatabase,
	after: Hash,
	limit: number
): Promise<{ hash: string; bytes: number }[]> {
	return db
		.selectFrom('snapshot')
		.select(['hash', sql<number>`octet_length(body)`.as('bytes')])
		.where('hash', '>', after)
		.orderBy('hash')
		.limit(limit)
		.execute();
}

/** Arrows of the graph in their order, a page at a time. */
export async function selectInputsAfter(
	db: AppDatabase,
	after: { readonly snapshot: Hash; readonly position: number },
	limit: number
): Promise<{ snapshot: string; position: number; input: string }[]> {
	return db
		.selectFrom('snapshot_input')
		.select(['snapshot', 'position', 'input'])
		.where((e) =>
			e.or([
				e('snapshot', '>', after.snapshot),
				e.and([e('snapshot', '=', after.snapshot), e('position', '>', after.position)])
			])
		)
		.orderBy('snapshot')
		.orderBy('position')
		.limit(limit)
		.execute();
}

/** Ends of arrows that are not there any more: what is read, or the snapshot that read it. */
export async function selectLostEnds(db: AppDatabase): Promise<Hash[]> {
	const read = await db
		.selectFrom('snapshot_input as i')
		.leftJoin('snapshot as s', 's.hash', 'i.input')
		.leftJoin('stored_file as f', 'f.hash', 'i.input')
		.select('i.input as hash')
		.where('s.hash', 'is', null)
		.where('f.hash', 'is', null)
		.execute();
	const reader = await db
		.selectFrom('snapshot_input as i')
		.leftJoin('snapshot as s', 's.hash', 'i.snapshot')
		.select('i.snapshot as hash')
		.where('s.hash', 'is', null)
		.execute();
	return [...new Set([...read, ...reader].map(({ hash }) => hash))];
}

/** That one snapshot reads another, or an original. */
export interface Arrow {
	readonly snapshot: Hash;
	readonly position: number;
	readonly role: string;
	readonly input: Hash;
}

/** Arrows of these snapshots, in order. */
export async function selectInputsOf(db: AppDatabase, hashes: readonly Hash[]): Promise<Arrow[]> {
	return db
		.selectFrom('snapshot_input')
		.select(['snapshot', 'position', 'role', 'input'])
		.where('snapshot', 'in', hashes)
		.orderBy('snapshot')
		.orderBy('position')
		.execute();
}
