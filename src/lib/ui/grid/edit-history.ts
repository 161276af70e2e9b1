import type { EditCommand } from '#lib/core/costing/edit-command.ts';

/** One undoable edit: what to apply next, and which line to show afterwards. */
export interface HistoryEntry {
	/** The edit this takes back, by the name it was saved under. */
	readonly step: string;
	/** In the order to apply; null for an edit of an earlier session, whose inverse the server keeps. */
	readonly commands: readonly EditCommand[] | null;
	readonly lineId: string | null;
}

/** Which way a change of the draft came about. */
export type Direction = 'edit' | 'undo' | 'redo';

/**
 * Undo and redo as two stacks of commands. Undoing is an edit like any other: it is applied, saved and recorded, and
 * its own inverse goes onto the other stack. Only what this person did is in them.
 */
export class EditHistory {
	#undo: HistoryEntry[] = [];
	#redo: HistoryEntry[] = [];

	get canUndo(): boolean {
		return this.#undo.length > 0;
	}

	get canRedo(): boolean {
		return this.#redo.length > 0;
	}

	/** The entry that a step would apply; it stays until `record` says that it was applied. */
	next(direction: 'undo' | 'redo'): HistoryEntry | undefined {
		return (direction === 'undo' ? this.#undo : this.#redo).at(-1);
	}

	/** Notes an applied change by its inverse. A new edit makes what was undone before it unreachable. */
	record(direction: Direction, inverse: HistoryEntry): void {
		if (direction === 'undo') {
			this.#undo.pop();
			this.#redo.push(inverse);
			return;
		}
		if (direction === 'redo') this.#redo.pop();
		else this.#redo = [];
		this.#undo.push(inverse);
	}

	/** Puts the edits of earlier sessions below those of this one; the last of each list is the next one. */
	continueFrom(undo: readonly string[], redo: readonly string[]): void {
		const entry = (step: string): HistoryEntry => ({ step, commands: null, lineId: null });
		this.#undo.unshift(...undo.map(entry));
		// Whatever has been typed since the page opened has made earlier redos unreachable.
		if (this.#undo.length === undo.length && this.#redo.length === 0) this.#redo = redo.map(entry);
	}

	/** What cannot be taken back any more, because the server says so. */
	drop(entry: HistoryEntry): void {
		this.#undo = this.#undo.filter((other) => other !== entry);
		this.#redo = this.#redo.filter((other) => other !== entry);
	}
}
