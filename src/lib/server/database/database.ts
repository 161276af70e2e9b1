import { Kysely, type Transaction } from 'kysely';
import type { Problem } from '#lib/core/problem.ts';
import { refuse, type Result } from '#lib/core/result.ts';
import type { Dialect } from '#migrations/migration.ts';
import type { Context } from '../context.ts';
import { postgresDialect } from './postgres.ts';
import type { Schema } from './schema.ts';
import { share } from './other-process.ts';
import { Pen } from './pen.ts';
import { fileDialect, memoryDialect } from './sqlite.ts';

export type AppDatabase = Kysely<Schema>;

export interface OpenDatabase {
	readonly db: AppDatabase;
	readonly dialect: Dialect;
	readonly url: string;
}

/** Opens `sqlite:path`, `sqlite::memory:` or `postgres://…`. The address has been validated by the configuration. */
export function openDatabase(url: string): OpenDatabase {
	if (/^postgres(ql)?:\/\//.test(url)) {
		const db = new Kysely<Schema>({ dialect: postgresDialect(url) });
		// Its writers wait for each other in the server.
		share(db, { url, holdWriting: async () => () => {} });
		return { db, dialect: 'postgres', url };
	}
	const path = url.replace(/^sqlite:/, '');
	if (path === ':memory:')
		return { db: new Kysely<Schema>({ dialect: memoryDialect() }), dialect: 'sqlite', url };
	const pen = new Pen();
	const db = new Kysely<Schema>({ dialect: fileDialect(path, pen) });
	share(db, { url, holdWriting: () => pen.take() });
	return { db, dialect: 'sqlite', url };
}

/**
 * Runs a use case's writes in one transaction and hands on a context bound to it. Inside a running transaction it joins
 * that one, so that use cases compose. A refusal returned by `work` rolls everything back: nothing is half done.
 */
export async function inTransaction<T>(
	context: Context,
	work: (context: Context) => Promise<Result<T>>
): Promise<Result<T>> {
	if (context.db.isTransaction) return work(context);
	try {
		return await context.db.transaction().execute(async (tx: Transaction<Schema>) => {
			const result = await work({ ...context, db: tx });
			if (!result.ok) throw new Refused(result.problem);
			return result;
		});
	} catch (error) {
		if (error instanceof Refused) return refuse(error.problem);
		throw error;
	}
}

/** Carries a refusal out of Kysely's transaction so that it rolls back; never leaves this file. */
class Refused extends Error {
	readonly problem: Problem;

	constructor(problem: Problem) {
		super(problem.code);
		this.problem = problem;
	}
}
