import Database from 'better-sqlite3';
import {
	CompiledQuery,
	SqliteDialect,
	SqliteDriver,
	type DatabaseConnection,
	type SqliteDatabase,
	type SqliteDialectConfig,
	type SqliteStatement
} from 'kysely';
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

/** Opens the file (":memory:" for tests) with the settings an approval must be able to rely on. */
export function sqliteDialect(path: string): SqliteDialect {
	if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true });
	const database = new Database(path);
	database.pragma('journal_mode = WAL');
	// FULL: a committed approval survives power loss.
	database.pragma('synchronous = FULL');
	database.pragma('busy_timeout = 5000');
	database.pragma('foreign_keys = ON');
	return new ImmediateSqliteDialect({ database: new PreparedInserts(database) });
}

/**
 * Keeps the last insert statement prepared: a bulk insert runs the same text for every block of rows, and preparing a
 * text of 2,000 values takes as long as running it.
 */
class PreparedInserts implements SqliteDatabase {
	readonly #database: Database.Database;
	#text = '';
	#insert: SqliteStatement | undefined;

	constructor(database: Database.Database) {
		this.#database = database;
	}

	prepare(text: string): SqliteStatement {
		if (this.#insert && text === this.#text) return this.#insert;
		const statement: SqliteStatement = this.#database.prepare(text);
		if (text.startsWith('insert ') && !statement.reader) [this.#text, this.#insert] = [text, statement];
		return statement;
	}

	close(): void {
		this.#database.close();
	}
}

class ImmediateSqliteDialect extends SqliteDialect {
	readonly #config: SqliteDialectConfig;

	constructor(config: SqliteDialectConfig) {
		super(config);
		this.#config = config;
	}

	override createDriver(): SqliteDriver {
		return new ImmediateSqliteDriver(this.#config);
	}
}

/** A deferred transaction that reads and then writes fails at once when somebody else wrote; IMMEDIATE waits its turn. */
class ImmediateSqliteDriver extends SqliteDriver {
	override async beginTransaction(connection: DatabaseConnection): Promise<void> {
		await connection.executeQuery(CompiledQuery.raw('begin immediate'));
	}
}
