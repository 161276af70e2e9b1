import type { DrawnGrid } from './draw-grid.ts';
import type { GridDesk } from './grid-desk.svelte.ts';
import { keyAction, moveOf, type Key, type KeyAction } from './grid-keys.ts';
import { stepFrom, type Place } from './selection.ts';
import type { TypingEditor } from './typing-editor.ts';

/** What becomes of a key: the sheet took it, it goes on to whoever types, or to the grid and the browser. */
export type KeyFate = 'taken' | 'typed' | 'free';

/** What keys do on the sheet, as Excel and WPS users expect it. */
export class GridKeyboard {
	readonly #desk: GridDesk;
	/** The cell that arrows have pointed at for the formula being typed. */
	#pointed: Place | null = null;
	/** Whether Esc was pressed with nothing left to put away: the next Tab then leaves the sheet. */
	#leaving = false;

	constructor(desk: GridDesk) {
		this.#desk = desk;
	}

	press(key: Key, grid: DrawnGrid): KeyFate {
		if (grid.editor) return this.#whileTyping(key, grid.editor);
		this.#pointed = null;
		const leaving = this.#leaving;
		// Shift comes before the Tab that it changes.
		this.#leaving = key.key === 'Shift' ? leaving : key.key === 'Escape' && this.#desk.isTidy;
		if (grid.isEditing()) return this.#whileChoosing(key);
		const move = moveOf(key);
		if (move) {
			this.#desk.moves.to(move);
			return 'taken';
		}
		const action = keyAction(key, false);
		if (action === null) return 'free';
		if (leaving && action === 'tab') return this.#run('leave');
		if (leaving && action === 'tab-back') return this.#run('leave-back');
		if (action === 'tab' || action === 'tab-back')
			return this.#desk.moves.advance('column', action === 'tab-back') ? 'taken' : 'free';
		// A space on any other cell is typed into it.
		if (action === 'toggle' && !this.#desk.moves.canToggle) return 'free';
		return this.#run(action);
	}

	/** An open list of choices has the keys to itself, except that Esc gives it up at once, as in Excel. */
	#whileChoosing(key: Key): KeyFate {
		const action = keyAction(key, true);
		if (action === 'save') return this.#run('save');
		if (action !== 'escape') return 'free';
		this.#desk.typing.cancel();
		return 'taken';
	}

	#run(action: KeyAction): KeyFate {
		this.#desk.run(action);
		return 'taken';
	}

	#whileTyping(key: Key, editor: TypingEditor): KeyFate {
		const plain = !key.ctrl && !key.alt && !key.shift;
		if (plain && editor.takesKey(key.key)) return 'taken';
		const action = keyAction(key, true);
		switch (action) {
			case null:
				return this.#arrow(key, editor);
			case 'enter':
			case 'enter-back':
				return this.#leave('row', action === 'enter-back');
			case 'tab':
			case 'tab-back':
				return this.#leave('column', action === 'tab-back');
			case 'block':
				this.#desk.typing.everywhere(editor.text);
				return 'taken';
			case 'new-line':
				editor.insert('\n');
				return 'taken';
			case 'edit':
				editor.entering = !editor.entering;
				return 'taken';
			case 'escape':
				this.#desk.typing.cancel();
				return 'taken';
			default:
				this.#desk.typing.finish();
				return this.#run(action);
		}
	}

	#leave(by: 'row' | 'column', backwards: boolean): KeyFate {
		if (this.#desk.typing.finish()) this.#desk.moves.advance(by, backwards);
		return 'taken';
	}

	/** Arrows point at cells while a formula waits for a reference, and leave a cell that was typed onto. */
	#arrow(key: Key, editor: TypingEditor): KeyFate {
		const move = moveOf(key);
		if (!move || !editor.entering || key.key === 'Home' || key.key === 'End') {
			this.#pointed = null;
			return 'typed';
		}
		const { to } = move;
		const { area } = this.#desk.cells;
		if (
			editor.canPoint &&
			area.selection &&
			(to === 'up' || to === 'down' || to === 'left' || to === 'right')
		) {
			const next = stepFrom(this.#pointed ?? area.selection.active, to, area.extent);
			if (this.#desk.typing.pointAt(next)) this.#pointed = next;
			return 'taken';
		}
		if (this.#desk.typing.finish()) this.#desk.moves.to(move);
		return 'taken';
	}
}
