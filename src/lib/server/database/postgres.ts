import { CompiledQuery, PostgresDialect } from 'kysely';
import pg from 'pg';

const INT8 = 20;

/** A pool on a PostgreSQL address. int8 (分, counts) becomes a number, and a value no number can hold exactly throws. */
export function postgresDialect(url: string): PostgresDialect {
	const types = {
		getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
			oid === INT8 && format !== 'binary'
				? safeInteger
				: pg.types.getTypeParser(oid, format as 'text')) as typeof pg.types.getTypeParser
	};
	const pool = new pg.Pool({ connectionString: url, types, max: 10 });
	// A server that restarts ends idle connections. The pool opens new ones; without a listener the process would end.
	pool.on('error', () => undefined);
	return new PostgresDialect({
		pool,
		// Compiling a recursive query to machine code takes longer than running ours.
		onCreateConnection: async (connection) => {
			await connection.executeQuery(CompiledQuery.raw('set jit = off'));
		}
	});
}

function safeInteger(text: string): number {
	const value = Number(text);
	if (!Number.isSafeInteger(value)) throw new Error(`Stored integer beyond exact range: ${text}`);
	return value;
}
