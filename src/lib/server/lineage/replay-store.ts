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

/** Arrows of these snapshots, in order. */
export async function selectInputsOf(
	db: AppDatabase,
	hashes: readonly Hash[]
): Promise<{ snapshot: string; role: string; input: string }[]> {
	return db
		.selectFrom('snapshot_input')
		.select(['snapshot', 'role', 'input'])
		.where('snapshot', 'in', hashes)
		.orderBy('snapshot')
		.orderBy('position')
		.execute();
}
