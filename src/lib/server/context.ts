import type { Actor } from '#lib/core/workflow/actor.ts';
import type { AppDatabase } from './database/database.ts';

/** What every use case is given: the database (or the running transaction), who asks, and the only clock and ids it may use. */
export interface Context {
	readonly db: AppDatabase;
	readonly actor: Actor;
	readonly now: () => Date;
	readonly newId: () => string;
}

/** ISO time in UTC with milliseconds: the one form in which times are stored. */
export function timestamp(context: Context): string {
	return context.now().toISOString();
}
