import { applyCommands } from '#lib/core/costing/edit.ts';
import type { EditCommand } from '#lib/core/costing/edit-command.ts';
import { analyse, totalTexts, type AnalysisFigures } from '#lib/core/costing/figures.ts';
import type { AnalysisDraft } from '#lib/core/costing/line.ts';
import type { Problem } from '#lib/core/problem.ts';
import { ok, refuse, unwrap, type Result } from '#lib/core/result.ts';
import { EditHistory, type Direction } from './edit-history.ts';
import { randomId } from './random-id.ts';
import {
	SaveQueue,
	type After,
	type Conflict,
	type Edit,
	type Save,
	type SavingState
} from './save-queue.ts';

export interface CostSheetStart {
	readonly draft: AnalysisDraft;
	readonly revision: number;
	readonly readonly: boolean;
	readonly save: Save;
	readonly after?: After;
	readonly newId?: () => string;
}

/**
 * The cost breakdown (成本拆分) a person works on: holds the draft, applies commands, recalculates with the same core as
 * the server, keeps undo and redo, and queues every change for saving. Drawing is the grid's business.
 */
export class CostSheet {
	draft: AnalysisDraft = $state.raw() as AnalysisDraft;
	figures: AnalysisFigures = $state.raw() as AnalysisFigures;
	canUndo = $state(false);
	canRedo = $state(false);
	saving: SavingState = $state('saved');
	revision = $state(0);
	/** The server's sentence when it refused to save. */
	refusal: string | null = $state(null);
	/** Where others changed the same places, until the person has decided. */
	conflict: Conflict | null = $state.raw(null);
	/** Whether the last save brought other people's edits onto the page. */
	merged = $state(false);
	/** Whether the server came to other totals than this browser: a defect that must not pass silently. */
	differs = $state(false);
	readonly readonly: boolean;
	readonly newId: () => string;

	#history = new EditHistory();
	readonly #queue: SaveQueue;

	constructor({ draft, revision, readonly, save, after = browserTimer, newId = randomId }: CostSheetStart) {
		this.draft = draft;
		this.figures = unwrap(analyse(draft));
		this.readonly = readonly;
		this.newId = newId;
		this.revision = revision;
		this.#queue = new SaveQueue({
			revision,
			save,
			after,
			newId,
			onchange: () => this.#showQueue(),
			onmerged: (merged, unsaved) => this.#rebase(merged, unsaved)
		});
	}

	/** Applies one undoable edit, or answers why it cannot be; a refused edit leaves everything as it was. */
	apply(commands: readonly EditCommand[], lineId: string | null = null): Problem | null {
		if (this.readonly) throw new Error('A read-only sheet was edited');
		return this.#change('edit', commands, lineId);
	}

	/** Takes the last edit back; answers the line it was about. */
	undo(): Result<string | null> {
		return this.#step('undo');
	}

	redo(): Result<string | null> {
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
		// What was given up must not come back by undoing.
		if (dropped.size > 0) this.#forget();
		this.#queue.resolve(dropped);
	}

	/** Shows what the server has after a change made beside the grid; edits not yet saved stay on top of it. */
	take(draft: AnalysisDraft, revision: number): void {
		this.#rebase(draft, this.#queue.unsaved);
		this.merged = false;
		this.#queue.reached(revision);
	}

	/** Edits that no longer fit stay queued: the server then says what stands against them. */
	#rebase(draft: AnalysisDraft, unsaved: readonly Edit[]): void {
		let next = draft;
		for (const commands of unsaved) {
			const edited = applyCommands(next, commands);
			if (edited.ok) next = edited.value.draft;
		}
		const figures = analyse(next);
		this.draft = figures.ok ? next : draft;
		this.figures = figures.ok ? figures.value : unwrap(analyse(draft));
		this.merged = true;
	}

	#forget(): void {
		this.#history = new EditHistory();
		this.canUndo = false;
		this.canRedo = false;
	}

	#step(direction: 'undo' | 'redo'): Result<string | null> {
		const entry = this.#history.next(direction);
		if (!entry || this.readonly) return ok(null);
		const refused = this.#change(direction, entry.commands, entry.lineId);
		return refused ? refuse(refused) : ok(entry.lineId);
	}

	#change(direction: Direction, commands: readonly EditCommand[], lineId: string | null): Problem | null {
		const edited = applyCommands(this.draft, commands);
		if (!edited.ok) return edited.problem;
		const figures = analyse(edited.value.draft);
		if (!figures.ok) return figures.problem;
		this.draft = edited.value.draft;
		this.figures = figures.value;
		this.#history.record(direction, { commands: edited.value.inverse, lineId });
		this.canUndo = this.#history.canUndo;
		this.canRedo = this.#history.canRedo;
		this.merged = false;
		this.#queue.push(commands);
		return null;
	}

	#showQueue(): void {
		const { state, revision, problem: refusal, conflict, total } = this.#queue;
		this.saving = state;
		this.revision = revision;
		this.refusal = refusal;
		this.conflict = conflict;
		if (total) this.differs = !sameTexts(total, totalTexts(this.figures.total));
	}
}

function sameTexts(a: ReturnType<typeof totalTexts>, b: ReturnType<typeof totalTexts>): boolean {
	const fields = Object.keys(a) as (keyof typeof a)[];
	return fields.every((field) => a[field] === b[field]);
}

function browserTimer(milliseconds: number, run: () => void): () => void {
	const timer = setTimeout(run, milliseconds);
	return () => clearTimeout(timer);
}
