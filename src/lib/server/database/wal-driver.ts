import type Database from 'better-sqlite3';
import {
	SqliteAdapter,
	type CompiledQuery,
	type DatabaseConnection,
	type Driver,
	type QueryResult
} from 'kysely';
import type { Pen } from './pen.ts';

/** Reads go on while somebody writes: WAL keeps a second connection at what was committed last. */
export class WalAdapter extends SqliteAdapter {
	override get supportsMultipleConnections(): boolean {
		return true;
	}
}

/**
 * SQLite with one connection that writes and one that reads. A transaction of many seconds (an import, perhaps by another
 * process) then keeps writers waiting, each without stopping this process, and readers not at all.
 */
export class WalDriver implements Driver {
	readonly #writer: Database.Database;
	readonly #reader: Database.Database;
	readonly #pen: Pen;

	constructor(writer: Database.Database, reader: Database.Database, pen: Pen) {
		this.#writer = writer;
		this.#reader = reader;
		this.#pen = pen;
	}

	async init(): Promise<void> {}

	async acquireConnection(): Promise<WalConnection> {
		return new WalConnection(this.#writer, this.#reader, this.#pen);
	}

	async beginTransaction(connection: WalConnection): Promise<void> {
		await connection.begin();
	}

	async commitTransaction(connection: WalConnection): Promise<void> {
		connection.end('commit');
	}

	async rollbackTransaction(connection: WalConnection): Promise<void> {
		connection.end('rollback');
	}

	async releaseConnection(): Promise<void> {}

	async destroy(): Promise<void> {
		this.#reader.close();
		this.#writer.close();
	}
}

class WalConnection implements DatabaseConnection {
	readonly #writer: Database.Database;
	readonly #reader: Database.Database;
	readonly #pen: Pen;
	#layDown: (() => void) | null = null;
	/** A bulk insert runs the same text for every block of rows: preparing it takes as long as running it. */
	#prepared: Database.Statement | null = null;

	constructor(writer: Database.Database, reader: Database.Database, pen: Pen) {
		this.#writer = writer;
		this.#reader = reader;
		this.#pen = pen;
	}

	/** A deferred transaction that reads and then writes fails at once when somebody else wrote; IMMEDIATE waits its turn. */
	async begin(): Promise<void> {
		const layDown = await this.#pen.take();
		try {
			this.#writer.exec('begin immediate');
		} catch (error) {
			layDown();
			throw error;
		}
		this.#layDown = layDown;
	}

	/** A commit that fails leaves the transaction open, to be rolled back. */
	end(how: 'commit' | 'rollback'): void {
		if (how === 'commit' || this.#writer.inTransaction) this.#writer.exec(how);
		this.#layDown?.();
		this.#layDown = null;
		this.#prepared = null;
	}

	async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
		if (this.#layDown) return run(this.#inTransaction(sql), parameters);
		const statement = this.#reader.prepare(sql);
		if (statement.readonly) return run(statement, parameters);
		const layDown = await this.#pen.take();
		try {
			return run(this.#writer.prepare(sql), parameters);
		} finally {
			layDown();
		}
	}

	// Kysely asks for it; nothing here streams, and a large result is read in parts.
	async *streamQuery<R>(query: CompiledQuery): AsyncIterableIterator<QueryResult<R>> {
		yield await this.executeQuery<R>(query);
	}

	#inTransaction(sql: string): Database.Statement {
		if (this.#prepared?.source === sql) return this.#prepared;
		const statement = this.#writer.prepare(sql);
		if (sql.startsWith('insert ') && !statement.reader) this.#prepared = statement;
		return statement;
	}
}

function run<R>(statement: Database.Statement, parameters: readonly unknown[]): QueryResult<R> {
	// Rows have the columns that the typed query asked for.
	if (statement.reader) return { rows: statement.all(parameters) as R[] };
	const { changes, lastInsertRowid } = statement.run(parameters);
	return { insertId: BigInt(lastInsertRowid), numAffectedRows: BigInt(changes), rows: [] };
}
