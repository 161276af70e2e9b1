/**
 * Keeps a text field, too small to see, focused inside the current cell. An input method composes only in a text field,
 * so without it the first letter of a pinyin would go into the cell as a Latin letter. Keys bubble to the grid as usual;
 * what was typed or composed is handed over as soon as it is text.
 */
export interface TypingCatcher {
	/** Stands ready in a cell; null takes it away. */
	place(cell: HTMLElement | null): void;
	/** Whether an input method is choosing characters, so that keys belong to it. */
	readonly composing: boolean;
}

export function typingCatcher(label: string, ontext: (text: string) => void): TypingCatcher {
	const field = document.createElement('input');
	field.className = 'cost-catcher';
	field.tabIndex = -1;
	field.autocomplete = 'off';
	field.setAttribute('aria-label', label);
	let composing = false;

	function handOver() {
		const text = field.value;
		field.value = '';
		field.classList.remove('cost-catcher-composing');
		if (text !== '') ontext(text);
	}
	field.addEventListener('compositionstart', () => {
		composing = true;
		field.classList.add('cost-catcher-composing');
	});
	field.addEventListener('compositionend', () => {
		composing = false;
		handOver();
	});
	field.addEventListener('input', () => {
		if (!composing) handOver();
	});

	return {
		place(cell) {
			if (cell === null) {
				field.remove();
				return;
			}
			if (field.parentElement !== cell) cell.append(field);
			field.focus({ preventScroll: true });
		},
		get composing() {
			return composing;
		}
	};
}
