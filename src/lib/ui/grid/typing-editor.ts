import type { ICellEditorComp, ICellEditorParams } from 'ag-grid-community';
import type { EditField } from '#lib/core/costing/edit-command.ts';
import { isTypedFormula } from './cell-input.ts';
import type { Suggestion, Suggestions } from './formula-suggest.ts';
import { lineRow, type GridRow } from './columns.ts';

/** What an editor asks and reports while somebody types. */
export interface TypingHost {
	/** What the cell holds, as people edit it. */
	textOf(lineId: string, field: EditField): string;
	/** The text that editing begins with: what was typed onto the cell, or null to go on with what it holds. */
	takeTyped(): string | null;
	suggestions(field: EditField, text: string, caret: number): Suggestions;
	onopen(editor: TypingEditor): void;
	/** The text has changed, or null: editing has ended. */
	ontyping(editor: TypingEditor, text: string | null): void;
}

type Params = ICellEditorParams<GridRow> & { readonly host: TypingHost };

const NONE: Suggestions = { from: 0, items: [] };

/**
 * The editor of texts, numbers, formulas, and of choices that are typed. Begun by typing, arrows end it as in Excel; begun by F2 or a double click,
 * they move the caret. A formula is helped along by a list of names, and takes references from cells pointed at; a
 * choice by what can be chosen.
 */
export class TypingEditor implements ICellEditorComp<GridRow> {
	readonly #field = document.createElement('textarea');
	readonly #frame = document.createElement('div');
	readonly #list = document.createElement('ul');
	#host: TypingHost | null = null;
	#suggestions: Suggestions = NONE;
	#chosen = 0;
	/** Whether the person has gone through the list with the arrows, so that Enter takes from it. */
	#browsing = false;
	/** Where the reference stands that pointing has put in and may replace. */
	#pointed: { readonly from: number; readonly to: number } | null = null;
	/** Whether arrows belong to the sheet instead of the caret. */
	entering = false;
	lineId = '';
	column: EditField = 'name';

	init({ data, column, host }: Params): void {
		this.#host = host;
		this.lineId = lineRow(data)?.id ?? '';
		// Only fields that can be typed into have this editor.
		this.column = column.getColId() as EditField;
		const typed = host.takeTyped();
		this.entering = typed !== null;
		this.#frame.className = 'cost-editor';
		this.#field.className = 'cost-editor-field';
		this.#field.rows = 1;
		this.#field.autocomplete = 'off';
		this.#field.spellcheck = false;
		this.#field.setAttribute('aria-label', '编辑单元格');
		this.#field.value = typed ?? host.textOf(this.lineId, this.column);
		this.#list.className = 'cost-editor-list';
		this.#list.id = 'cost-editor-list';
		this.#list.hidden = true;
		this.#list.setAttribute('role', 'listbox');
		this.#field.setAttribute('aria-controls', this.#list.id);
		this.#frame.append(this.#field, this.#list);
		this.#field.addEventListener('input', () => this.#typed());
		this.#field.addEventListener('keyup', () => this.#suggest());
		this.#field.addEventListener('mousedown', () => (this.entering = false));
	}

	getGui(): HTMLElement {
		return this.#frame;
	}

	afterGuiAttached(): void {
		this.#frame.closest('.ag-row')?.classList.add('cost-row-editing');
		this.#field.focus({ preventScroll: true });
		this.#field.setSelectionRange(this.text.length, this.text.length);
		this.#host?.onopen(this);
		this.#typed();
	}

	getValue(): string {
		return this.text;
	}

	destroy(): void {
		this.#frame.closest('.ag-row')?.classList.remove('cost-row-editing');
		this.#host?.ontyping(this, null);
	}

	get text(): string {
		return this.#field.value;
	}

	get isFormula(): boolean {
		return isTypedFormula(this.text);
	}

	/** Puts text where the caret is. */
	insert(text: string): void {
		const { selectionStart, selectionEnd } = this.#field;
		this.#replace(selectionStart, selectionEnd, text);
		this.#typed();
	}

	/** Whether a cell pointed at would become a reference here. */
	get canPoint(): boolean {
		if (!this.isFormula) return false;
		const before = this.text.slice(0, this.#pointed?.from ?? this.#field.selectionStart).trimEnd();
		return /[=(,;+\-*/^&<>:\uff1d\uff08\uff0c\uff0b\u00d7\u00f7]$/.test(before);
	}

	/** Puts in a reference, in place of the one pointed at just before. */
	point(reference: string): void {
		const from = this.#pointed?.from ?? this.#field.selectionStart;
		this.#replace(from, this.#pointed?.to ?? this.#field.selectionEnd, reference);
		this.#typed();
		this.#pointed = { from, to: from + reference.length };
	}

	/** Whether the list of names takes a key; the others go on to the sheet or the caret. */
	takesKey(key: string): boolean {
		const { items } = this.#suggestions;
		if (items.length === 0) return false;
		if (key === 'ArrowDown' || key === 'ArrowUp') {
			const step = key === 'ArrowDown' ? 1 : items.length - 1;
			this.#chosen = this.#browsing ? (this.#chosen + step) % items.length : 0;
			this.#browsing = true;
			this.#showList();
			return true;
		}
		if (key === 'Escape') {
			this.#suggestions = NONE;
			this.#showList();
			return true;
		}
		if (key !== 'Tab' && !(key === 'Enter' && this.#browsing)) return false;
		this.#take(items[this.#chosen] as Suggestion);
		return true;
	}

	#typed(): void {
		this.#pointed = null;
		this.#field.style.width = '';
		this.#field.style.height = '';
		const { scrollWidth, clientWidth, scrollHeight, clientHeight } = this.#field;
		if (scrollWidth > clientWidth) this.#field.style.width = `${Math.min(scrollWidth + 16, WIDEST)}px`;
		if (scrollHeight > clientHeight)
			this.#field.style.height = `${Math.min(this.#field.scrollHeight, HIGHEST)}px`;
		this.#host?.ontyping(this, this.text);
		this.#suggest();
	}

	#suggest(): void {
		const { selectionStart, selectionEnd } = this.#field;
		const found =
			selectionStart === selectionEnd && this.#pointed === null
				? (this.#host?.suggestions(this.column, this.text, selectionStart) ?? NONE)
				: NONE;
		const same = found.from === this.#suggestions.from && sameItems(found, this.#suggestions);
		this.#suggestions = found;
		if (same) return;
		this.#chosen = 0;
		this.#browsing = false;
		this.#showList();
	}

	#take({ insert }: Suggestion): void {
		this.#replace(this.#suggestions.from, this.#field.selectionStart, insert);
		this.#typed();
	}

	#replace(from: number, to: number, text: string): void {
		this.#field.setRangeText(text, from, to, 'end');
	}

	#showList(): void {
		const { items } = this.#suggestions;
		this.#list.hidden = items.length === 0;
		this.#list.replaceChildren(
			...items.map((item, place) => {
				const option = document.createElement('li');
				option.setAttribute('role', 'option');
				option.setAttribute('aria-selected', String(place === this.#chosen));
				const hint = document.createElement('span');
				hint.textContent = item.hint;
				option.append(item.label, hint);
				option.addEventListener('mousedown', (event) => {
					event.preventDefault();
					this.#take(item);
				});
				return option;
			})
		);
	}
}

/** In pixels, so that an editor never hides the sheet. */
const WIDEST = 560;
const HIGHEST = 160;

function sameItems(a: Suggestions, b: Suggestions): boolean {
	return (
		a.items.length === b.items.length && a.items.every(({ label }, place) => label === b.items[place]?.label)
	);
}
