import type { Conflict, SaveAnswer, SaveBatch, SheetTransport, UnsavedStore } from './sheet-transport.ts';

/** Runs something later; answers how to call it off. The browser gives timers, tests give a clock of their own. */
export type After = (milliseconds: number, run: () => void) => () => void;

export type SavingState = 'saved' | 'pending' | 'saving' | 'retrying' | 'refused';

export interface SaveQueueStart {
	readonly save: SheetTransport['save'];
	readonly store: UnsavedStore;
	readonly after: After;
	readonly newId: () => string;
	/** Called after every change of `state`, `problem` or `conflict`. */
	readonly onchange: () => void;
	/** Called when the server has stored a batch; it is no longer among the unsaved ones then. */
	readonly onsaved: (batch: SaveBatch, answer: Extract<SaveAnswer, { ok: true }>) => void;
}

const DEBOUNCE = 250;
const FIRST_RETRY = 1_000;
const LONGEST_RETRY = 30_000;

/**
 * Saves batches in the order in which they were made, one at a time. A batch keeps its id from the moment it is made, so
 * that however often it goes out, from whichever page, it has one effect; nothing is dropped, whatever the network does.
 */
export class SaveQueue {
	state: SavingState = 'saved';
	/** The server's sentence when it refused. */
	problem: string | null = null;
	/** What the person must decide before saving can go on. */
	conflict: Conflict | null = null;

	readonly #start: SaveQueueStart;
	#unsaved: SaveBatch[] = [];
	#retryIn = FIRST_RETRY;
	#cancelTimer = () => {};
	#settled: ((saved: boolean) => void)[] = [];

	constructor(start: SaveQueueStart) {
		this.#start = start;
	}

	/** Everything that the server has not confirmed, in order. */
	get unsaved(): readonly SaveBatch[] {
		return this.#unsaved;
	}

	push(batches: readonly SaveBatch[]): void {
		if (batches.length === 0) return;
		for (const batch of batches) this.#start.store.put(batch);
		this.#unsaved.push(...batches);
		if (this.state === 'saved' || this.state === 'pending') {
			this.#later(DEBOUNCE);
			this.#show('pending');
		} else this.#start.onchange();
	}

	/** Takes over what an earlier page left behind; it was made before anything on this one. */
	resume(batches: readonly SaveBatch[]): void {
		const known = new Set(this.#unsaved.map(({ batchId }) => batchId));
		const older = batches.filter(({ batchId }) => !known.has(batchId));
		if (older.length === 0) return;
		this.#unsaved.unshift(...older);
		if (this.state !== 'saving') this.#send();
	}

	/** Saves at once; true when the server has everything, false when it refused or could not be reached. */
	flush(): Promise<boolean> {
		if (this.state === 'saved') return Promise.resolve(true);
		if (this.state === 'refused') return Promise.resolve(false);
		const settled = new Promise<boolean>((resolve) => this.#settled.push(resolve));
		if (this.state !== 'saving') this.#send();
		return settled;
	}

	/** Tries again after a refusal or without waiting for a timer. */
	retry(): void {
		if (this.state !== 'saving' && this.state !== 'saved') this.#send();
	}

	/** Gives up everything that is not saved. */
	async discard(): Promise<void> {
		const given = this.#unsaved;
		this.#unsaved = [];
		this.problem = null;
		this.conflict = null;
		this.#cancelTimer();
		if (this.state !== 'saving') this.#show('saved');
		await Promise.all(given.map(({ batchId }) => this.#start.store.remove(batchId)));
	}

	/** The server has a batch, however that became known. */
	confirmed(batchId: string): void {
		if (!this.#take(batchId)) return;
		if (this.state !== 'saving') this.#goOn();
	}

	/** Moves batches that nothing newer stands against up to the revision the page has reached. */
	rebase(revisionOf: (batch: SaveBatch) => number): void {
		this.#unsaved = this.#unsaved.map((batch) => {
			const revision = revisionOf(batch);
			if (revision === batch.revision) return batch;
			const moved = { ...batch, revision };
			this.#start.store.put(moved);
			return moved;
		});
	}

	/** Goes on after a conflict on the revision it was found at, without the commands that were given up. */
	resolve(dropped: ReadonlySet<number>): void {
		const [first] = this.#unsaved;
		const { conflict } = this;
		if (!first || !conflict) return;
		this.#take(first.batchId);
		const commands = first.commands.filter((_, index) => !dropped.has(index));
		if (commands.length > 0) {
			const { revision } = conflict;
			const kept = { ...first, batchId: this.#start.newId(), commands, revision, decided: true };
			this.#start.store.put(kept);
			this.#unsaved.unshift(kept);
		}
		this.conflict = null;
		this.problem = null;
		this.#goOn();
	}

	#take(batchId: string): boolean {
		const left = this.#unsaved.filter((batch) => batch.batchId !== batchId);
		if (left.length === this.#unsaved.length) return false;
		this.#unsaved = left;
		void this.#start.store.remove(batchId);
		return true;
	}

	#later(milliseconds: number): void {
		this.#cancelTimer();
		this.#cancelTimer = this.#start.after(milliseconds, () => this.#send());
	}

	#send(): void {
		this.#cancelTimer();
		const [batch] = this.#unsaved;
		if (!batch) return this.#goOn();
		this.problem = null;
		this.conflict = null;
		this.#show('saving');
		this.#start.save(batch).then(
			(answer) => this.#answered(batch, answer),
			() => this.#unanswered()
		);
	}

	#answered(batch: SaveBatch, answer: SaveAnswer): void {
		this.#retryIn = FIRST_RETRY;
		if (!answer.ok) {
			// While the answer was under way, the batch may have been seen among what is saved.
			if (!this.#unsaved.some(({ batchId }) => batchId === batch.batchId)) return this.#goOn();
			this.problem = answer.problem;
			this.conflict = answer.conflict ?? null;
			this.#show('refused');
			this.#settle(false);
			return;
		}
		this.#take(batch.batchId);
		this.#start.onsaved(batch, answer);
		this.#goOn();
	}

	#unanswered(): void {
		this.#later(this.#retryIn);
		this.#retryIn = Math.min(this.#retryIn * 2, LONGEST_RETRY);
		this.#show('retrying');
		this.#settle(false);
	}

	#goOn(): void {
		if (this.#unsaved.length > 0) return this.#send();
		this.#show('saved');
		this.#settle(true);
	}

	#show(state: SavingState): void {
		this.state = state;
		this.#start.onchange();
	}

	#settle(saved: boolean): void {
		const settled = this.#settled;
		this.#settled = [];
		for (const resolve of settled) resolve(saved);
	}
}
