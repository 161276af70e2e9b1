import type { EditCommand } from '#lib/core/costing/edit-command.ts';
import type { Advance } from '#lib/core/costing/engine/cost-engine.ts';
import type { AnalysisFigures } from '#lib/core/costing/figures.ts';
import type { FindingRecord } from '#lib/core/costing/finding.ts';
import type { AnalysisDraft } from '#lib/core/costing/line.ts';
import type { Problem } from '#lib/core/problem.ts';
import type { Result } from '#lib/core/result.ts';
import type { ChangedCell } from './changed-cells.ts';
import type { SavingState } from './save-queue.ts';
import { whenIdle } from './when-idle.ts';
import { SheetSession, type SheetSessionStart } from './sheet-session.ts';
import type { Conflict } from './sheet-transport.ts';

export type CostSheetStart = Omit<SheetSessionStart, 'onchange'>;

/** The cost breakdown (成本拆分) a person works on, as the screen follows it. What it does is in `SheetSession`. */
export class CostSheet {
	draft: AnalysisDraft = $state.raw() as AnalysisDraft;
	figures: AnalysisFigures = $state.raw() as AnalysisFigures;
	/** Which lines came to other figures with the last change, so that only those need be drawn again. */
	advance: Advance = $state.raw() as Advance;
	/** What is wrong with the breakdown; after typing it follows the figures as soon as the hands rest. */
	findings: readonly FindingRecord[] = $state.raw([]);
	canUndo = $state(false);
	canRedo = $state(false);
	saving: SavingState = $state('saved');
	/** How many edits the server does not have yet. */
	waiting = $state(0);
	/** The revision that the page has taken in. */
	revision = $state(0);
	/** The server's sentence when it refused to save. */
	refusal: string | null = $state(null);
	/** Where others changed the same places, until the person has decided. */
	conflict: Conflict | null = $state.raw(null);
	/** Whether others' edits came onto the page since the last own one. */
	merged = $state(false);
	/** What others have just changed, to be pointed out for a moment. */
	flashes: readonly ChangedCell[] = $state.raw([]);
	/** Whether the server came to other totals than this browser: a defect that must not pass silently. */
	differs = $state(false);
	readonly readonly: boolean;
	readonly newId: () => string;

	readonly #session: SheetSession;
	#judged: AnalysisFigures | null = null;
	#forgetJudging = () => {};

	constructor(start: CostSheetStart) {
		this.#session = new SheetSession({ ...start, onchange: () => this.#follow() });
		this.readonly = start.readonly;
		this.newId = this.#session.newId;
		this.#follow();
	}

	/** Goes on where earlier pages of this person ended: with what they could not save, and with what can be undone. */
	resume(): Promise<void> {
		whenIdle(() => this.#session.rehearse());
		return this.#session.resume();
	}

	/** Applies one undoable edit, or answers why it cannot be; a refused edit leaves everything as it was. */
	apply(commands: readonly EditCommand[], lineId: string | null = null): Problem | null {
		return this.#session.apply(commands, lineId);
	}

	/** Takes the last own edit back, of this session or of an earlier one; answers the line it was about. */
	undo(): Promise<Result<string | null>> {
		return this.#session.undo();
	}

	redo(): Promise<Result<string | null>> {
		return this.#session.redo();
	}

	/** Saves at once; true when the server has everything. */
	flush(): Promise<boolean> {
		return this.#session.flush();
	}

	retrySaving(): void {
		this.#session.retrySaving();
	}

	/** Settles a conflict: the commands of these indices give way to what others saved, the rest goes out again. */
	resolve(dropped: ReadonlySet<number>): void {
		this.#session.resolve(dropped);
	}

	/** Gives up everything that is not saved, here and in the browser's keeping. */
	discard(): Promise<void> {
		return this.#session.discard();
	}

	/** Shows what the server has after a change made beside the grid; edits not yet saved stay on top of it. */
	take(draft: AnalysisDraft, revision: number): void {
		this.#session.take(draft, revision);
	}

	/** The server has come to a revision: brings the page there, under what is not saved yet. */
	reached(revision: number): Promise<void> {
		return this.#session.reached(revision);
	}

	#follow(): void {
		const { draft, figures, advance, canUndo, canRedo, saving, waiting, revision } = this.#session;
		const { refusal, conflict, merged, flashes, differs } = this.#session;
		Object.assign(this, { draft, figures, advance, canUndo, canRedo, saving, waiting, revision });
		Object.assign(this, { refusal, conflict, merged, flashes, differs });
		this.#judge(advance.structure);
	}

	/** Looks for findings: at once where lines came or went, because findings name lines by their places. */
	#judge(atOnce: boolean): void {
		const { figures } = this;
		if (figures === this.#judged) return;
		this.#judged = figures;
		this.#forgetJudging();
		const look = () => (this.findings = figures.findings);
		if (atOnce) look();
		else this.#forgetJudging = whenIdle(look);
	}
}
