import { date, type DateText } from '#lib/core/period/date.ts';
import type { Actor } from '#lib/core/workflow/actor.ts';
import type { AppDatabase } from './database/database.ts';

/** What every use case is given: the database (or the running transaction), who asks, and the only clock and ids it may use. */
export interface Context {
	readonly db: AppDatabase;
	readonly actor: Actor;
	readonly now: () => Date;
	readonly newId: () => string;
}

/** The calendar day in China now: what "in force today" means. */
export function today(context: Context): DateText {
	return dayInChina(context.now());
}

/** The calendar day in China at a moment: it has had one time zone and no summer time since 1991. */
export function dayInChina(moment: Date): DateText {
	const chinaOffset = 8 * 60 * 60 * 1000;
	return date(new Date(moment.getTime() + chinaOffset).toISOString().slice(0, 10));
}

/** ISO time in UTC with milliseconds: the one form in which times are stored. */
export function timestamp(context: Context): string {
	return context.now().toISOString();
}
