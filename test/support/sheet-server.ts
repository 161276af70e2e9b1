import { conflictWith } from '#lib/core/costing/edit-conflict.ts';
import { applyCommands } from '#lib/core/costing/edit.ts';
import type { EditCommand } from '#lib/core/costing/edit-command.ts';
import { analyse, totalTexts } from '#lib/core/costing/figures.ts';
import type { AnalysisDraft } from '#lib/core/costing/line.ts';
import { unwrap } from '#lib/core/result.ts';
import type {
	CatchUp,
	SaveAnswer,
	SaveBatch,
	SavedEdit,
	SheetTransport,
	UnsavedStore
} from '#lib/ui/grid/sheet-transport.ts';

/** A clock that stands still until told how far to go. */
export class Clock {
	now = 0;
	#due: { at: number; run: () => void }[] = [];

	after = (milliseconds: number, run: () => void): (() => void) => {
		const entry = { at: this.now + milliseconds, run };
		this.#due.push(entry);
		return () => (this.#due = this.#due.filter((other) => other !== entry));
	};

	async pass(milliseconds: number): Promise<void> {
		this.now += milliseconds;
		const due = this.#due.filter((entry) => entry.at <= this.now);
		this.#due = this.#due.filter((entry) => entry.at > this.now);
		for (const entry of due) entry.run();
		await settle();
	}
}

/** Lets answers that are already there reach whoever waits for them. */
export async function settle(): Promise<void> {
	for (let i = 0; i < 30; i += 1) await Promise.resolve();
}

/** The browser's keeping, which outlives the page. */
export class KeptBatches implements UnsavedStore {
	readonly #batches = new Map<string, SaveBatch>();

	batches(): SaveBatch[] {
		return [...this.#batches.values()];
	}

	load = () => Promise.resolve(this.batches());
	put = (batch: SaveBatch): void => void this.#batches.set(batch.batchId, batch);
	remove = (batchId: string): Promise<void> => {
		this.#batches.delete(batchId);
		return Promise.resolve();
	};
}

interface Stored extends SavedEdit {
	readonly inverse: readonly EditCommand[];
	readonly step: string;
	readonly client: string;
}

/**
 * The server as pages meet it, in memory and by the same core: batches are applied once, in order, and refused where
 * they collide. The network between it and a page may be cut.
 */
export class SheetServer {
	draft: AnalysisDraft;
	revision = 0;
	readonly edits: Stored[] = [];

	constructor(draft: AnalysisDraft) {
		this.draft = draft;
	}

	/** A person's way to the server. */
	connect(who: string): { transport: SheetTransport; network: Network } {
		const network: Network = { up: true, loseAnswers: 0 };
		const reach = <T>(work: () => T): Promise<T> =>
			network.up ? Promise.resolve(work()) : Promise.reject(new Error('no network'));
		return {
			network,
			transport: {
				save: async (batch) => {
					const answer = await reach(() => this.#save(who, batch));
					if (network.loseAnswers === 0) return answer;
					network.loseAnswers -= 1;
					throw new Error('the answer was lost');
				},
				catchUp: (revision) => reach(() => this.#catchUp(who, revision)),
				steps: () => reach(() => this.#steps(who)),
				inverseOf: (step) => reach(() => this.#inverseOf(who, step))
			}
		};
	}

	#save(who: string, batch: SaveBatch): SaveAnswer {
		const known = this.edits.find(({ id }) => id === batch.batchId);
		if (known)
			return {
				ok: true,
				revision: this.revision,
				savedAs: known.revision,
				missed: this.#since(who, batch.revision, known.id)
			};
		const undone =
			batch.undoes === undefined || batch.decided
				? undefined
				: this.edits.findLast(({ step }) => step === batch.undoes);
		const madeOn = Math.min(batch.revision, undone?.revision ?? batch.revision);
		const against = this.edits.filter(
			(edit) => edit.revision > madeOn && edit.client !== batch.client && !(undone && edit.who === who)
		);
		const conflict = conflictWith(this, batch.commands, against);
		if (conflict?.code === 'analysis/conflict')
			return {
				ok: false,
				code: conflict.code,
				problem: '冲突',
				conflict: { places: conflict.values.places, revision: this.revision }
			};
		const edited = applyCommands(this.draft, batch.commands);
		if (!edited.ok) return { ok: false, code: edited.problem.code, problem: edited.problem.code };
		const missed = this.#since(who, batch.revision);
		this.draft = edited.value.draft;
		this.revision += 1;
		const { batchId: id, commands, step, client } = batch;
		const { inverse } = edited.value;
		this.edits.push({ id, commands, step, client, inverse, who, own: true, at: '', revision: this.revision });
		const total = totalTexts(unwrap(analyse(this.draft)).total);
		return { ok: true, revision: this.revision, savedAs: this.revision, total, missed };
	}

	#since(who: string, revision: number, except?: string): SavedEdit[] {
		return this.edits
			.filter((edit) => edit.revision > revision && edit.id !== except)
			.map((edit) => ({ ...edit, own: edit.who === who }));
	}

	#catchUp(who: string, revision: number | null): CatchUp {
		return revision === null
			? { revision: this.revision, edits: null, draft: this.draft }
			: { revision: this.revision, edits: this.#since(who, revision) };
	}

	#steps(who: string) {
		const steps = new Set(this.edits.filter((edit) => edit.who === who).map(({ step }) => step));
		return { undo: [...steps], redo: [] };
	}

	#inverseOf(who: string, step: string): readonly EditCommand[] {
		return this.edits
			.filter((edit) => edit.who === who && edit.step === step)
			.reverse()
			.flatMap(({ inverse }) => inverse);
	}
}

/** The way between one page and the server. */
export interface Network {
	up: boolean;
	/** Saves that arrive although the page never hears of it. */
	loseAnswers: number;
}
