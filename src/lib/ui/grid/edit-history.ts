import type { EditCommand } from '#lib/core/costing/edit-command.ts';

/** One undoable edit: what to apply next, and which line to show afterwards. */
export interface HistoryEntry {
	readonly commands: readonly EditCommand[];
	readonly lineId: string | null;
}

/** Which way a change of the draft came about. */
export type Direction = 'edit' | 'undo' | 'redo';

/**
 * Undo and redo as two stacks of commands. Undoing is an edit like any other: it is applied, saved and recorded, and
 * its own inverse goes onto the other stack.
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
}
