import type { EditField } from '#lib/core/costing/edit-command.ts';
import type { Suggestions } from './formula-suggest.ts';
import type { TypingEditor, TypingHost } from './typing-editor.ts';

/** What typing into cells asks the sheet, and reports to it. */
export interface TypingEvents {
	/** What a cell holds, as people edit it. */
	readonly textOf: (lineId: string, field: EditField) => string;
	readonly suggestions: (field: EditField, text: string, caret: number) => Suggestions;
	/** What is being typed into which line; null when typing has ended. */
	readonly ontyping: (typing: { readonly lineId: string; readonly text: string } | null) => void;
}

/** The editor that is open, and the text it begins with: the grid itself can hand over no more than one character. */
export class TypingState implements TypingHost {
	editor: TypingEditor | null = null;
	readonly #events: TypingEvents;
	#typed: string | null = null;

	constructor(events: TypingEvents) {
		this.#events = events;
	}

	/** Opens an editor with what was typed onto the cell, or with null on what it holds. */
	begin(typed: string | null, open: () => void): void {
		this.#typed = typed;
		open();
		this.#typed = null;
	}

	takeTyped(): string | null {
		return this.#typed;
	}

	textOf(lineId: string, field: EditField): string {
		return this.#events.textOf(lineId, field);
	}

	suggestions(field: EditField, text: string, caret: number): Suggestions {
		return this.#events.suggestions(field, text, caret);
	}

	onopen(editor: TypingEditor): void {
		this.editor = editor;
	}

	ontyping(editor: TypingEditor, text: string | null): void {
		// A new editor may open before the last one has gone.
		if (this.editor !== editor) return;
		if (text === null) this.editor = null;
		this.#events.ontyping(text === null ? null : { lineId: editor.lineId, text });
	}
}
