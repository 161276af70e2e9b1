import { CompiledQuery, SqliteAdapter } from 'kysely';
import type { AppDatabase } from './database.ts';
import type { Schema } from './schema.ts';

/** Tables that are written by the thousand. Their columns hold text and numbers only, which both fast paths carry. */
export type BulkTable = 'cost_line' | 'cost_change' | 'frozen_line';

/**
 * Rows per statement on SQLite: the statement is prepared once and run again for every such block. The widest table
 * has 39 columns; SQLite binds 32,766 values at most.
 */
const SQLITE_BLOCK = 50;
/** Rows per statement on PostgreSQL, which gets a block as one JSON text whatever the number of columns. */
const POSTGRES_BLOCK = 5_000;

/**
 * Inserts many rows, each naming the same columns; a row that meets an existing key is skipped. Answers how many were
 * inserted. Several times faster than a query builder, which writes every value into a statement of its own.
 */
export async function insertRows<T extends BulkTable>(
	db: AppDatabase,
	table: T,
	rows: readonly Readonly<Record<keyof Schema[T] & string, string | number | null>>[]
): Promise<number> {
	const [first] = rows;
	if (!first) return 0;
	const columns = Object.keys(first) as (keyof Schema[T] & string)[];
	const sqlite = db.getExecutor().adapter instanceof SqliteAdapter;
	const size = sqlite ? SQLITE_BLOCK : POSTGRES_BLOCK;
	const statement = sqlite
		? (count: number) => valuesStatement(table, columns, count)
		: () => recordsetStatement(table, columns);
	let inserted = 0;
	let [text, prepared] = ['', 0];
	for (let start = 0; start < rows.length; start += size) {
		const count = Math.min(size, rows.length - start);
		if (count !== prepared) [text, prepared] = [statement(count), count];
		const values = sqlite
			? boundValues(rows, columns, start, start + count)
			: [JSON.stringify(rows.slice(start, start + count))];
		const result = await db.executeQuery(CompiledQuery.raw(text, values));
		inserted += Number(result.numAffectedRows ?? 0);
	}
	return inserted;
}

function valuesStatement(table: string, columns: readonly string[], count: number): string {
	const row = `(${columns.map(() => '?').join(',')})`;
	const values = new Array<string>(count).fill(row).join(',');
	return `insert into "${table}" (${listOf(columns)}) values ${values} on conflict do nothing`;
}

/** PostgreSQL takes the types from the table's own row type. */
function recordsetStatement(table: string, columns: readonly string[]): string {
	const list = listOf(columns);
	return `insert into "${table}" (${list}) select ${list} from json_populate_recordset(null::"${table}", $1) on conflict do nothing`;
}

function listOf(columns: readonly string[]): string {
	return columns.map((column) => `"${column}"`).join(',');
}

function boundValues<K extends string>(
	rows: readonly Readonly<Record<K, string | number | null>>[],
	columns: readonly K[],
	from: number,
	to: number
): (string | number | null)[] {
	const values = new Array<string | number | null>((to - from) * columns.length);
	let at = 0;
	for (let index = from; index < to; index += 1) {
		const row = rows[index];
		if (!row) continue;
		for (const column of columns) {
			values[at] = row[column];
			at += 1;
		}
	}
	return values;
}
