import { conflictWith } from '#lib/core/costing/edit-conflict.ts';
import { applyCommands } from '#lib/core/costing/edit.ts';
import type { EditCommand } from '#lib/core/costing/edit-command.ts';
import { CostEngine, type Advance } from '#lib/core/costing/engine/cost-engine.ts';
import { totalTexts, type AnalysisFigures } from '#lib/core/costing/figures.ts';
import type { AnalysisDraft } from '#lib/core/costing/line.ts';
import { problem, type Problem } from '#lib/core/problem.ts';
import { ok, refuse, unwrap, type Result } from '#lib/core/result.ts';
import { changedCells, type ChangedCell } from './changed-cells.ts';
import { EditHistory, type Direction } from './edit-history.ts';
import { segmentsOf } from './edit-segments.ts';
import { lineOf, stepsIn, withBatches } from './batches.ts';
import { randomId } from './random-id.ts';
import { rehearseEdit } from './rehearse-edit.ts';
import { SaveQueue, type After, type SavingState } from './save-queue.ts';
import type {
	Conflict,
	SaveAnswer,
	SaveBatch,
	SavedEdit,
	SheetTransport,
	UnsavedStore
} from './sheet-transport.ts';
import { NO_STORE } from './unsaved-batches.ts';

export interface SheetSessionStart {
	readonly draft: AnalysisDraft;
	readonly revision: number;
	readonly readonly: boolean;
	readonly transport: SheetTransport;
	readonly store?: UnsavedStore;
	readonly after?: After;
	readonly newId?: () => string;
	/** Called after every change of what is public here. */
	readonly onchange: () => void;
}

/**
 * One page's work on a cost breakdown (成本拆分): holds the draft, applies commands, recalculates with the same core as the
 * server, keeps undo and redo, queues every change for saving and takes in what others save.
 */
export class SheetSession {
	draft: AnalysisDraft;
	figures: AnalysisFigures;
	/** Which lines came to other figures with the last change, so that only those need be drawn again. */
	advance: Advance = { structure: true, lines: 'all' };
	saving: SavingState = 'saved';
	/** How many edits the server does not have yet. */
	waiting = 0;
	/** The server's sentence when it refused to save. */
	refusal: string | null = null;
	/** Where others changed the same places, until the person has decided. */
	conflict: Conflict | null = null;
	/** Whether others' edits came onto the page since the last own one. */
	merged = false;
	/** What others have just changed, to be pointed out for a moment. */
	flashes: readonly ChangedCell[] = [];
	/** Whether the server came to other totals than this browser: a defect that must not pass silently. */
	differs = false;
	readonly readonly: boolean;
	readonly newId: () => string;

	readonly #onchange: () => void;
	readonly #engine: CostEngine;
	readonly #transport: SheetTransport;
	readonly #after: After;
	readonly #store: UnsavedStore;
	readonly #queue: SaveQueue;
	/** Names this page, so that what it typed one after the other is not held against itself. */
	readonly #client: string;
	#history = new EditHistory();
	/** What this page has done itself: the server lists it among the person's edits as well. */
	readonly #ownSteps = new Set<string>();
	/** What the server has, as far as the page knows. */
	#base: { readonly draft: AnalysisDraft; readonly revision: number };
	#catchingUp: Promise<void> | null = null;
	#endFlash = () => {};

	constructor(start: SheetSessionStart) {
		const { draft, revision, after = browserTimer, newId = randomId } = start;
		this.draft = draft;
		this.#engine = unwrap(CostEngine.load(draft));
		this.figures = unwrap(this.#engine.figures());
		this.readonly = start.readonly;
		this.newId = newId;
		this.#onchange = start.onchange;
		this.#base = { draft, revision };
		this.#transport = start.transport;
		this.#store = start.store ?? NO_STORE;
		this.#after = after;
		this.#client = newId();
		this.#queue = new SaveQueue({
			save: start.transport.save,
			store: this.#store,
			after,
			newId,
			onchange: () => this.#showQueue(),
			onsaved: (batch, answer) => this.#saved(batch, answer)
		});
	}

	get canUndo(): boolean {
		return this.#history.canUndo;
	}

	get canRedo(): boolean {
		return this.#history.canRedo;
	}

	/** The revision that the page has taken in. */
	get revision(): number {
		return this.#base.revision;
	}

	/** Goes on where earlier pages of this person ended: with what they could not save, and with what can be undone. */
	async resume(): Promise<void> {
		const left = await this.#store.load();
		if (this.readonly) {
			this.waiting = stepsIn(left);
			this.#onchange();
			return;
		}
		if (left.length > 0) {
			this.#queue.resume(left);
			this.#rebuild();
			await this.#queue.flush();
		}
		await this.#loadSteps();
	}

	/** Goes through an edit and back without showing it: the first one typed then meets no code for the first time. */
	rehearse(): void {
		if (!this.readonly) rehearseEdit(this.#engine, this.draft);
	}

	/** Applies one undoable edit, or answers why it cannot be; a refused edit leaves everything as it was. */
	apply(commands: readonly EditCommand[], lineId: string | null = null): Problem | null {
		if (this.readonly) throw new Error('A read-only sheet was edited');
		return this.#change('edit', commands, { lineId });
	}

	/** Takes the last own edit back, of this session or of an earlier one; answers the line it was about. */
	undo(): Promise<Result<string | null>> {
		return this.#step('undo');
	}

	redo(): Promise<Result<string | null>> {
		return this.#step('redo');
	}

	/** Saves at once; true when the server has everything. */
	flush(): Promise<boolean> {
		return this.#queue.flush();
	}

	retrySaving(): void {
		this.#queue.retry();
	}

	/** Settles a conflict: the commands of these indices give way to what others saved, the rest goes out again. */
	resolve(dropped: ReadonlySet<number>): void {
		this.#queue.resolve(dropped);
		this.#rebuild();
		// What was given up must not come back by undoing.
		if (dropped.size > 0) this.#forget();
	}

	/** Gives up everything that is not saved, here and in the browser's keeping. */
	async discard(): Promise<void> {
		await this.#queue.discard();
		this.#rebuild();
		this.#forget();
	}

	/** Shows what the server has after a change made beside the grid; edits not yet saved stay on top of it. */
	take(draft: AnalysisDraft, revision: number): void {
		if (revision < this.#base.revision) return;
		this.#base = { draft, revision };
		this.#rebuild();
	}

	/** The server has come to a revision: brings the page there, under what is not saved yet. */
	async reached(revision: number): Promise<void> {
		while (revision > this.#base.revision) {
			const before = this.#base.revision;
			await (this.#catchingUp ??= this.#catchUp().finally(() => (this.#catchingUp = null)));
			if (this.#base.revision === before) return;
		}
	}

	async #catchUp(): Promise<void> {
		try {
			const news = await this.#transport.catchUp(this.#base.revision);
			if (news.edits === null) this.take(news.draft, news.revision);
			else if (!this.#receive(news.edits)) await this.#takeWhole();
		} catch {
			// Not to be reached now: the next news, or the next save, tries again.
		}
	}

	async #takeWhole(): Promise<void> {
		const whole = await this.#transport.catchUp(null);
		if (whole.edits === null) this.take(whole.draft, whole.revision);
	}

	/**
	 * Takes in saved batches under what is not saved yet. False when they do not continue what the page has, which then
	 * needs everything anew. `mine` are batches of this page that are no longer among the unsaved ones.
	 */
	#receive(edits: readonly SavedEdit[], mine?: string): boolean {
		const own = new Set([...this.#queue.unsaved.map(({ batchId }) => batchId), mine]);
		const fresh = edits.filter(({ revision }) => revision > this.#base.revision);
		if (fresh.length === 0) return true;
		const before = this.#base.revision;
		const next = this.#continuedBy(fresh, own);
		if (!next) return false;
		this.#base = next;
		const { revision } = next;
		for (const { id } of fresh) if (own.has(id)) this.#queue.confirmed(id);
		const foreign = fresh.filter(({ id }) => !own.has(id));
		this.#queue.rebase((batch) => (this.#standsAgainst(foreign, batch, before) ? batch.revision : revision));
		if (foreign.length > 0) {
			this.#rebuild();
			this.#flash(foreign);
		} else this.#onchange();
		return true;
	}

	/** What the server has after these batches; null when they do not continue what it had. */
	#continuedBy(edits: readonly SavedEdit[], own: ReadonlySet<string | undefined>) {
		let { draft, revision } = this.#base;
		if (edits.some((edit, index) => edit.revision !== revision + 1 + index)) return null;
		revision += edits.length;
		const saved = new Set(edits.map(({ id }) => id));
		const all = this.#queue.unsaved.every(({ batchId }) => saved.has(batchId));
		// Everything on the page is now saved and nothing else is: no need to work it out again.
		if (all && edits.every(({ id }) => own.has(id))) return { draft: this.draft, revision };
		for (const { commands } of edits) {
			const edited = applyCommands(draft, commands);
			if (!edited.ok) return null;
			({ draft } = edited.value);
		}
		return { draft, revision };
	}

	/** Whether a batch was typed without knowing of something that others changed in the same place. */
	#standsAgainst(foreign: readonly SavedEdit[], batch: SaveBatch, before: number): boolean {
		if (batch.revision < before) return true;
		const since = foreign.map((edit) => ({ ...edit, inverse: [] }));
		return conflictWith(this.#base, batch.commands, since) !== null;
	}

	/** What the server has, with what is not saved on top. Edits that no longer fit stay queued: the server says why. */
	#rebuild(): void {
		const next = withBatches(this.#base.draft, this.#queue.unsaved);
		if (this.#show(next) !== null) this.#show(this.#base.draft);
		this.#onchange();
	}

	/** Moves on to a draft, calculating only what follows from the difference; or answers why it cannot be. */
	#show(draft: AnalysisDraft): Problem | null {
		const advanced = this.#engine.advance(draft);
		const figures = advanced.ok ? this.#engine.figures() : advanced;
		if (!figures.ok) {
			this.#engine.advance(this.draft);
			return figures.problem;
		}
		this.draft = draft;
		this.figures = figures.value;
		if (advanced.ok) this.advance = advanced.value;
		return null;
	}

	#flash(foreign: readonly SavedEdit[]): void {
		this.merged = true;
		this.flashes = foreign.flatMap(({ commands, who }) => changedCells(commands, who)).slice(0, MOST_FLASHES);
		this.#endFlash();
		this.#endFlash = this.#after(FLASH, () => {
			this.flashes = [];
			this.#onchange();
		});
		this.#onchange();
	}

	async #step(direction: 'undo' | 'redo'): Promise<Result<string | null>> {
		const entry = this.#history.next(direction);
		if (!entry || this.readonly) return ok(null);
		let { commands } = entry;
		if (commands === null) {
			try {
				commands = await this.#transport.inverseOf(entry.step);
			} catch {
				return refuse(problem('live/unreachable', {}));
			}
			// Something else was done while the server looked it up.
			if (this.#history.next(direction) !== entry) return ok(null);
		}
		const lineId = entry.lineId ?? lineOf(commands);
		const refused =
			commands === null
				? problem('analysis/nothing-to-undo', {})
				: this.#change(direction, commands, { lineId, undoes: entry.step });
		if (!refused) return ok(lineId);
		this.#history.drop(entry);
		this.#onchange();
		return refuse(refused);
	}

	#change(
		direction: Direction,
		commands: readonly EditCommand[],
		{ lineId, undoes }: { readonly lineId: string | null; readonly undoes?: string }
	): Problem | null {
		const segments = segmentsOf(commands);
		const inverse: (readonly EditCommand[])[] = [];
		let { draft } = this;
		for (const segment of segments) {
			const edited = applyCommands(draft, segment);
			if (!edited.ok) return edited.problem;
			({ draft } = edited.value);
			inverse.push(edited.value.inverse);
		}
		const refused = this.#show(draft);
		if (refused) return refused;
		const step = this.newId();
		this.#ownSteps.add(step);
		this.#history.record(direction, { step, commands: inverse.reverse().flat(), lineId });
		this.merged = false;
		const shared = {
			step,
			client: this.#client,
			revision: this.#base.revision,
			...(undoes === undefined ? {} : { undoes })
		};
		this.#queue.push(
			segments.map((part, index) => ({
				...shared,
				batchId: index === 0 ? step : this.newId(),
				commands: part
			}))
		);
		return null;
	}

	#saved(batch: SaveBatch, answer: Extract<SaveAnswer, { ok: true }>): void {
		const { batchId: id, commands } = batch;
		const own = { id, commands, revision: answer.savedAs, who: '', own: true, at: '' };
		const edits = [...(answer.missed ?? []), own].sort((a, b) => a.revision - b.revision);
		if (answer.missed === null || !this.#receive(edits, id)) void this.#takeWhole().catch(() => {});
		if (this.#queue.unsaved.length > 0 || this.#base.revision !== answer.revision) return;
		if (!answer.total) return;
		this.differs = !sameTexts(answer.total, totalTexts(this.figures.total));
		this.#onchange();
	}

	/** Own edits of earlier sessions come below those of this one. */
	async #loadSteps(): Promise<void> {
		try {
			const { undo, redo } = await this.#transport.steps();
			const earlier = (steps: readonly string[]) => steps.filter((step) => !this.#ownSteps.has(step));
			this.#history.continueFrom(earlier(undo), earlier(redo));
			this.#onchange();
		} catch {
			// Without the server, only this session can be undone.
		}
	}

	#forget(): void {
		this.#history = new EditHistory();
		this.#ownSteps.clear();
		this.#onchange();
		void this.flush().then((saved) => (saved ? this.#loadSteps() : undefined));
	}

	#showQueue(): void {
		const { state, problem: refusal, conflict, unsaved } = this.#queue;
		this.saving = state;
		this.waiting = stepsIn(unsaved);
		this.refusal = refusal;
		if (conflict && conflict !== this.conflict) void this.reached(conflict.revision);
		this.conflict = conflict;
		this.#onchange();
	}
}

const FLASH = 4_000;
const MOST_FLASHES = 200;

type TotalTexts = ReturnType<typeof totalTexts>;

function sameTexts(a: TotalTexts, b: TotalTexts): boolean {
	const fields = Object.keys(a) as (keyof TotalTexts)[];
	return fields.every((field) => JSON.stringify(a[field]) === JSON.stringify(b[field]));
}

function browserTimer(milliseconds: number, run: () => void): () => void {
	const timer = setTimeout(run, milliseconds);
	return () => clearTimeout(timer);
}
