import type { Hash } from '#lib/core/address/value-ref.ts';
import { canonicalText } from '#lib/core/snapshot/canonical.ts';
import type { AppDatabase } from '../database/database.ts';
import { sha256 } from '../hash.ts';
import { selectRowsOf } from './rows-store.ts';
import { SUBJECT_ROWS, type AnyRow, type SubjectTable } from './subject-rows.ts';

/** Hashes of the rows of a subject as they stand in this transaction, by table; null where its kind has none. */
export async function subjectHashes(
	db: AppDatabase,
	kind: string,
	id: string
): Promise<{ readonly [table: string]: Hash } | null> {
	const tables = Object.hasOwn(SUBJECT_ROWS, kind) ? SUBJECT_ROWS[kind] : undefined;
	if (!tables) return null;
	const hashes: Record<string, Hash> = {};
	for (const table of tables) {
		const rows = await selectRowsOf(db, table, id);
		if (rows.length > 0) hashes[table.table] = rowsHash(table, rows);
	}
	return hashes;
}

/**
 * Hash of rows in any order: every column that counts, as text, without those that are null, so that a column added later
 * leaves the hashes of before alone. The same on both engines.
 */
export function rowsHash({ only, except = [] }: SubjectTable, rows: readonly AnyRow[]): Hash {
	const counts = (column: string) => (only ? only.includes(column) : !except.includes(column));
	const texts = rows.map((row) =>
		canonicalText(
			Object.fromEntries(
				Object.entries(row)
					.filter(([column, value]) => value !== null && counts(column))
					.map(([column, value]) => [column, String(value)])
			)
		)
	);
	// By code unit: no collation of a database or a language takes part.
	return sha256(texts.sort((a, b) => (a < b ? -1 : 1)).join('\n'));
}
