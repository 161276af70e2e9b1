import { PostgresDialect } from 'kysely';
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
	return new PostgresDialect({ pool: new pg.Pool({ connectionString: url, types, max: 10 }) });
}

function safeInteger(text: string): number {
	const value = Number(text);
	if (!Number.isSafeInteger(value)) throw new Error(`Stored integer beyond exact range: ${text}`);
	return value;
}
