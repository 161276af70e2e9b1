import type { Kysely } from 'kysely';
import type { AppDatabase } from '../database/database.ts';
import type { AnyRow, SubjectTable } from './subject-rows.ts';

type AnyDatabase = Kysely<Record<string, Record<string, unknown>>>;

/** The rows of one subject, in no order. */
export async function selectRowsOf(db: AppDatabase, table: SubjectTable, id: string): Promise<AnyRow[]> {
	const place = table.through ? `through.${table.of}` : `row.${table.of}`;
	return rowsOf(db, table).where(place, '=', id).execute();
}

/** Every row of a table, by the id of the subject it belongs to. */
export async function selectRowsBySubject(
	db: AppDatabase,
	table: SubjectTable
): Promise<ReadonlyMap<string, readonly AnyRow[]>> {
	const place = table.through ? `through.${table.of}` : `row.${table.of}`;
	const found = new Map<string, AnyRow[]>();
	const rows = await rowsOf(db, table).select(`${place} as ${SUBJECT}`).execute();
	for (const { [SUBJECT]: subject, ...row } of rows) {
		const others = found.get(String(subject));
		if (others) others.push(row);
		else found.set(String(subject), [row]);
	}
	return found;
}

/** No table has a column of this name. */
const SUBJECT = 'subject_of_row';

function rowsOf(db: AppDatabase, { table, through }: SubjectTable) {
	// Tables are named by a list that a law test holds against the schema; types for each would only repeat it.
	const any = db as unknown as AnyDatabase;
	const rows = any.selectFrom(`${table} as row`).selectAll('row');
	return through
		? rows.innerJoin(`${through.table} as through`, `through.${through.key}`, `row.${through.column}`)
		: rows;
}
