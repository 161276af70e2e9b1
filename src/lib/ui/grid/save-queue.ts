import type { AnalysisResults } from '#lib/core/costing/analysis-snapshot.ts';
import type { EditCommand } from '#lib/core/costing/edit-command.ts';
import type { AnalysisDraft } from '#lib/core/costing/line.ts';
import { LIMITS } from '#lib/core/limits.ts';
import type { ConflictPlace } from '#lib/core/problem/conflict-place.ts';

/** One request to save. The server applies a `batchId` once, however often it arrives. */
export interface SaveBatch {
	readonly batchId: string;
	/** The revision the commands were made on. */
	readonly revision: number;
	readonly commands: readonly EditCommand[];
}

export type SavedTotal = AnalysisResults['total'];

/** What the server said. A save that rejects (no network, server down) is tried again; a refusal is not. */
export type SaveAnswer =
	| {
			readonly ok: true;
			readonly revision: number;
			readonly total?: SavedTotal;
			/** Everything as it stands on the server, when others saved in between. */
			readonly draft?: AnalysisDraft | null;
	  }
	| {
			readonly ok: false;
			readonly code: string;
			readonly problem: string;
			/** Where others changed the same, for the person to decide. */
			readonly conflict?: Conflict;
	  };

export interface Conflict {
	readonly places: readonly ConflictPlace[];
	/** The revision that the places hold for. */
	readonly revision: number;
	/** What the server has; without the refused batch. */
	readonly draft: AnalysisDraft;
}

/** Commands of one edit: applied together or not at all. */
export type Edit = readonly EditCommand[];

export type Save = (batch: SaveBatch) => Promise<SaveAnswer>;

/** Runs something later; answers how to call it off. The browser gives timers, tests give a clock of their own. */
export type After = (milliseconds: number, run: () => void) => () => void;

export type SavingState = 'saved' | 'pending' | 'saving' | 'retrying' | 'refused';

export interface SaveQueueStart {
	readonly revision: number;
	readonly save: Save;
	readonly after: After;
	readonly newId: () => string;
	/** Called after every change of `state`, `revision`, `problem`, `conflict` or `total`. */
	readonly onchange: () => void;
	/** Called when others' edits came in between: the page takes the server's draft and puts the unsaved edits on it. */
	readonly onmerged: (draft: AnalysisDraft, unsaved: readonly Edit[]) => void;
}

const DEBOUNCE = 400;
const FIRST_RETRY = 1_000;
const LONGEST_RETRY = 30_000;

/**
 * Saves commands in the order in which they were made, one batch at a time. A batch whose answer was lost goes out
 * again under the same id, so that it has one effect; nothing is dropped, whatever the network does.
 */
export class SaveQueue {
	state: SavingState = 'saved';
	revision: number;
	/** The server's sentence when it refused. */
	problem: string | null = null;
	/** What the person must decide before saving can go on. */
	conflict: Conflict | null = null;
	/** Totals after the last batch, when nothing has been typed since; null otherwise. */
	total: SavedTotal | null = null;

	readonly #start: SaveQueueStart;
	#waiting: Edit[] = [];
	/** Cut but not yet confirmed by the server. */
	#batch: SaveBatch | null = null;
	#retryIn = FIRST_RETRY;
	#cancelTimer = () => {};
	#settled: ((saved: boolean) => void)[] = [];

	constructor(start: SaveQueueStart) {
		this.#start = start;
		this.revision = start.revision;
	}

	/** Commands of one edit; they are saved together or not at all. */
	push(commands: Edit): void {
		if (commands.length === 0) return;
		this.#waiting.push(commands);
		this.total = null;
		if (this.#batch === null) {
			this.#later(DEBOUNCE);
			this.#show('pending');
		} else this.#start.onchange();
	}

	/** Saves at once; true when the server has everything, false when it refused or could not be reached. */
	flush(): Promise<boolean> {
		if (this.state === 'saved') return Promise.resolve(true);
		if (this.state === 'refused') return Promise.resolve(false);
		const settled = new Promise<boolean>((resolve) => this.#settled.push(resolve));
		if (this.state !== 'saving') this.#send();
		return settled;
	}

	/** Tries again after a refusal, without waiting for a timer. */
	retry(): void {
		if (this.state !== 'saving' && this.state !== 'saved') this.#send();
	}

	/** Everything that the server has not confirmed, in order. */
	get unsaved(): readonly Edit[] {
		return this.#batch === null ? [...this.#waiting] : [this.#batch.commands, ...this.#waiting];
	}

	/** Goes on after a conflict on the revision it was found at, without the commands that were given up. */
	resolve(dropped: ReadonlySet<number>): void {
		const [batch, conflict] = [this.#batch, this.conflict];
		if (batch === null || conflict === null) return;
		const kept = batch.commands.filter((_, index) => !dropped.has(index));
		if (kept.length > 0) this.#waiting.unshift(kept);
		this.#batch = null;
		this.conflict = null;
		this.problem = null;
		this.revision = conflict.revision;
		this.#start.onmerged(conflict.draft, this.unsaved);
		if (this.#waiting.length > 0) this.#send();
		else this.#show('saved');
	}

	/** The page has just been given what the server had at a later revision. */
	reached(revision: number): void {
		this.revision = Math.max(this.revision, revision);
		this.total = null;
		this.#start.onchange();
	}

	#later(milliseconds: number): void {
		this.#cancelTimer();
		this.#cancelTimer = this.#start.after(milliseconds, () => this.#send());
	}

	#send(): void {
		this.#cancelTimer();
		const batch = (this.#batch ??= this.#cut());
		this.problem = null;
		this.conflict = null;
		this.#show('saving');
		this.#start.save(batch).then(
			(answer) => this.#answered(answer),
			() => this.#unanswered()
		);
	}

	/** As many waiting edits as one batch may hold; always at least one. */
	#cut(): SaveBatch {
		let size = this.#waiting[0]?.length ?? 0;
		let count = 1;
		for (; count < this.#waiting.length; count += 1) {
			size += this.#waiting[count]?.length ?? 0;
			if (size > LIMITS.commandsPerBatch) break;
		}
		const commands = this.#waiting.splice(0, count).flat();
		return { batchId: this.#start.newId(), revision: this.revision, commands };
	}

	#answered(answer: SaveAnswer): void {
		if (!answer.ok) {
			this.problem = answer.problem;
			this.conflict = answer.conflict ?? null;
			this.#show('refused');
			this.#settle(false);
			return;
		}
		this.#batch = null;
		this.#retryIn = FIRST_RETRY;
		this.revision = Math.max(this.revision, answer.revision);
		if (answer.draft) this.#start.onmerged(answer.draft, this.unsaved);
		if (this.#waiting.length > 0) {
			this.#send();
			return;
		}
		this.total = answer.total ?? null;
		this.#show('saved');
		this.#settle(true);
	}

	#unanswered(): void {
		this.#later(this.#retryIn);
		this.#retryIn = Math.min(this.#retryIn * 2, LONGEST_RETRY);
		this.#show('retrying');
		this.#settle(false);
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
