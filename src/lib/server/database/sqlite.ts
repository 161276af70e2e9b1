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
import type { Pen } from './pen.ts';
import { WalAdapter, WalDriver } from './wal-driver.ts';

/** Opens ":memory:", for tests, which only one connection can see. */
export function memoryDialect(): SqliteDialect {
	return new ImmediateSqliteDialect({ database: new PreparedInserts(opened(':memory:')) });
}

/** Opens the file. `pen` is taken by whoever writes. */
export function fileDialect(path: string, pen: Pen): SqliteDialect {
	mkdirSync(dirname(path), { recursive: true });
	return new WalSqliteDialect(opened(path), opened(path), pen);
}

/** With the settings an approval must be able to rely on. */
function opened(path: string): Database.Database {
	const database = new Database(path);
	database.pragma('journal_mode = WAL');
	// FULL: a committed approval survives power loss.
	database.pragma('synchronous = FULL');
	database.pragma('busy_timeout = 5000');
	database.pragma('foreign_keys = ON');
	return database;
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

class WalSqliteDialect extends SqliteDialect {
	readonly #writer: Database.Database;
	readonly #reader: Database.Database;
	readonly #pen: Pen;

	constructor(writer: Database.Database, reader: Database.Database, pen: Pen) {
		super({ database: writer });
		this.#writer = writer;
		this.#reader = reader;
		this.#pen = pen;
	}

	override createDriver(): WalDriver {
		return new WalDriver(this.#writer, this.#reader, this.#pen);
	}

	override createAdapter(): WalAdapter {
		return new WalAdapter();
	}
}
