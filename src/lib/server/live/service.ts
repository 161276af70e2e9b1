import { LIMITS } from '#lib/core/limits.ts';
import { problem } from '#lib/core/problem.ts';
import { ok, refuse, type Result } from '#lib/core/result.ts';
import { timestamp, type Context } from '../context.ts';
import { readableAnalysis } from '../costing/analyses.ts';
import type { AppDatabase } from '../database/database.ts';
import {
	deleteForgotten,
	deletePresence,
	insertPresence,
	selectPresent,
	selectWatched,
	updatePlace,
	updateSeen,
	type PresentRow,
	type WatchedRow
} from './store.ts';

/** What an open page of an analysis is told whenever it changes. */
export interface LiveNews {
	readonly revision: number;
	readonly state: string;
	/** Grows with everything said about a cell. */
	readonly remarks: number;
	/** Everybody who has the analysis open, this page included. */
	readonly people: readonly PersonHere[];
}

export interface PersonHere {
	readonly page: string;
	readonly name: string;
	/** Whether it is the same person, at this or another page. */
	readonly self: boolean;
	/** The cell they stand on; "" when on none. */
	readonly lineId: string;
	readonly field: string;
}

export interface Watch {
	/** The name of this page, under which it says where its person stands. */
	readonly page: string;
	/** Ends watching; the person is seen to leave. */
	readonly leave: () => Promise<void>;
}

/** Others' saved edits must be seen within two seconds: one of these, and one reading of what they are. */
const POLL_MS = 600;
/** How often a page that does nothing is noted to be still there, and when one is taken to be gone. */
const BEAT_MS = 15_000;
const GONE_MS = 40_000;

/** Watches one analysis: `onnews` is called at once and after every change, until `leave`. */
export async function watchAnalysis(
	context: Context,
	analysisId: string,
	onnews: (news: LiveNews) => void
): Promise<Result<Watch>> {
	const row = await readableAnalysis(context, analysisId);
	if (!row.ok) return row;
	const hub = hubOf(context);
	const { userId } = context.actor;
	if (hub.pagesOf(userId) >= LIMITS.livePagesPerUser)
		return refuse(problem('live/too-many-pages', { limit: String(LIMITS.livePagesPerUser) }));
	const page = context.newId();
	const watcher = { page, analysisId, userId, onnews };
	hub.add(watcher);
	await deleteForgotten(context.db, hub.longAgo());
	const place = { line_id: '', field: '' };
	await insertPresence(context.db, {
		id: page,
		analysis_id: analysisId,
		user_id: userId,
		...place,
		seen_at: timestamp(context)
	});
	hub.wake();
	return ok({
		page,
		leave: async () => {
			hub.remove(watcher);
			await deletePresence(context.db, page);
		}
	});
}

/** Says on which cell the person of a page stands now. */
export async function standAt(
	context: Context,
	analysisId: string,
	place: { readonly page: string; readonly lineId: string; readonly field: string }
): Promise<Result<true>> {
	const row = await readableAnalysis(context, analysisId);
	if (!row.ok) return row;
	const { page, lineId, field } = place;
	await updatePlace(
		context.db,
		{ id: page, analysis_id: analysisId, user_id: context.actor.userId },
		{ line_id: lineId, field, seen_at: timestamp(context) }
	);
	return ok(true);
}

interface Watcher {
	readonly page: string;
	readonly analysisId: string;
	readonly userId: string;
	readonly onnews: (news: LiveNews) => void;
	/** What it was told last. */
	told?: string;
}

const HUBS = new WeakMap<AppDatabase, LiveHub>();

function hubOf(context: Context): LiveHub {
	const known = HUBS.get(context.db);
	if (known) return known;
	const hub = new LiveHub(context.db, context.now);
	HUBS.set(context.db, hub);
	return hub;
}

/**
 * All watchers of this process. Every analysis is asked for once a round, whoever watches it; where nobody watches
 * anything, nothing is asked. Other processes write to the same rows, so no word between processes is needed.
 */
class LiveHub {
	readonly #db: AppDatabase;
	readonly #now: () => Date;
	readonly #watchers = new Set<Watcher>();
	#timer: NodeJS.Timeout | null = null;
	#asking = false;
	#beatAt = 0;

	constructor(db: AppDatabase, now: () => Date) {
		this.#db = db;
		this.#now = now;
	}

	pagesOf(userId: string): number {
		return [...this.#watchers].filter((watcher) => watcher.userId === userId).length;
	}

	add(watcher: Watcher): void {
		this.#watchers.add(watcher);
	}

	remove(watcher: Watcher): void {
		this.#watchers.delete(watcher);
		this.wake();
	}

	longAgo(): string {
		return new Date(this.#now().getTime() - GONE_MS).toISOString();
	}

	/** Asks now, and from then on once a round. */
	wake(): void {
		if (this.#asking) return;
		if (this.#timer) clearTimeout(this.#timer);
		this.#timer = null;
		if (this.#watchers.size === 0) return;
		this.#asking = true;
		// A round that fails, because the database is away, leaves everything to the next.
		void this.#ask()
			.catch(() => {})
			.finally(() => {
				this.#asking = false;
				if (this.#watchers.size > 0) this.#timer = setTimeout(() => this.wake(), POLL_MS).unref();
			});
	}

	async #ask(): Promise<void> {
		await this.#beat();
		const ids = [...new Set([...this.#watchers].map(({ analysisId }) => analysisId))];
		const rows = await selectWatched(this.#db, ids);
		const present = await selectPresent(this.#db, ids, this.longAgo());
		const byId = new Map(rows.map((row) => [row.id, row]));
		for (const watcher of this.#watchers) {
			const row = byId.get(watcher.analysisId);
			if (row) tell(watcher, row, present);
		}
	}

	async #beat(): Promise<void> {
		const now = this.#now();
		if (now.getTime() - this.#beatAt < BEAT_MS) return;
		this.#beatAt = now.getTime();
		await updateSeen(
			this.#db,
			[...this.#watchers].map(({ page }) => page),
			now.toISOString()
		);
	}
}

function tell(watcher: Watcher, row: WatchedRow, present: readonly PresentRow[]): void {
	const people = present
		.filter(({ analysis_id }) => analysis_id === row.id)
		.map(({ id: page, name, user_id, line_id: lineId, field }) => ({
			page,
			name,
			self: user_id === watcher.userId,
			lineId,
			field
		}));
	const news = { revision: row.revision, state: row.state, remarks: row.remarks, people };
	const told = JSON.stringify(news);
	if (told === watcher.told) return;
	watcher.told = told;
	watcher.onnews(news);
}
