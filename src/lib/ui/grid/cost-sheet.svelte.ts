import { applyCommands } from '#lib/core/costing/edit.ts';
import type { EditCommand } from '#lib/core/costing/edit-command.ts';
import { analyse, totalTexts, type AnalysisFigures } from '#lib/core/costing/figures.ts';
import type { AnalysisDraft } from '#lib/core/costing/line.ts';
import type { Problem } from '#lib/core/problem.ts';
import { ok, refuse, unwrap, type Result } from '#lib/core/result.ts';
import { EditHistory, type Direction } from './edit-history.ts';
import { randomId } from './random-id.ts';
import { SaveQueue, type After, type Save, type SavingState } from './save-queue.ts';

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
	/** Whether the server came to other totals than this browser: a defect that must not pass silently. */
	differs = $state(false);
	readonly readonly: boolean;
	readonly newId: () => string;

	readonly #history = new EditHistory();
	readonly #queue: SaveQueue;

	constructor({ draft, revision, readonly, save, after = browserTimer, newId = randomId }: CostSheetStart) {
		this.draft = draft;
		this.figures = unwrap(analyse(draft));
		this.readonly = readonly;
		this.newId = newId;
		this.revision = revision;
		this.#queue = new SaveQueue({ revision, save, after, newId, onchange: () => this.#showQueue() });
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
		this.#queue.push(commands);
		return null;
	}

	#showQueue(): void {
		const { state, revision, problem: refusal, total } = this.#queue;
		this.saving = state;
		this.revision = revision;
		this.refusal = refusal;
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
