import type { AppDatabase } from './database.ts';

/** How another process of ours comes to the same database. */
export interface SharedDatabase {
	readonly url: string;
	/** Keeps this process from writing while the other one does; answers what lets it write again. */
	readonly holdWriting: () => Promise<() => void>;
}

const PLACE = Symbol.for('hengzhun.databases');

/** This module may be loaded twice, from source and bundled into the pages; databases are known to both. */
const place = globalThis as { [PLACE]?: WeakMap<AppDatabase, SharedDatabase> };

export function share(db: AppDatabase, shared: SharedDatabase): void {
	place[PLACE] ??= new WeakMap();
	place[PLACE].set(db, shared);
}

/** Undefined for a database in memory, and inside a transaction, which no other process can join. */
export function sharedDatabase(db: AppDatabase): SharedDatabase | undefined {
	return db.isTransaction ? undefined : place[PLACE]?.get(db);
}
