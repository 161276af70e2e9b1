import { describe, expect, it } from 'vitest';
import { keyAction, type Key } from '#lib/ui/grid/grid-keys.ts';

/** "ctrl+shift+Insert" as a key event has it. */
function key(text: string): Key {
	const parts = text.split('+').filter((part) => part !== '');
	const has = (word: string) => parts.includes(word);
	return {
		key: text.endsWith('++') ? '+' : (parts.at(-1) ?? ''),
		ctrl: has('ctrl'),
		alt: has('alt'),
		shift: has('shift')
	};
}

describe('keys', () => {
	it.each([
		['ctrl+s', 'save'],
		['ctrl+z', 'undo'],
		['ctrl+y', 'redo'],
		['ctrl+shift+Z', 'redo'],
		['ctrl+d', 'copy-above'],
		['ctrl+D', 'copy-above'],
		['ctrl+Insert', 'add-sibling'],
		['ctrl+shift++', 'add-sibling'],
		['ctrl++', 'add-sibling'],
		['ctrl+shift+Insert', 'add-child'],
		['ctrl+-', 'remove'],
		['alt+ArrowUp', 'up'],
		['alt+ArrowDown', 'down'],
		['alt+ArrowLeft', 'outdent'],
		['alt+ArrowRight', 'indent'],
		['Delete', 'clear'],
		['Backspace', 'clear'],
		['F4', 'source']
	])('%s means %s', (text, action) => {
		expect(keyAction(key(text), false)).toBe(action);
	});

	it.each([
		'a',
		'5',
		'Enter',
		'Tab',
		'F2',
		'Escape',
		'ArrowUp',
		'shift+Delete',
		'ctrl+alt+s',
		'ctrl+c',
		'ctrl+k'
	])('%s stays with the grid and the browser', (text) => {
		expect(keyAction(key(text), false)).toBeNull();
	});

	it.each(['ctrl+z', 'ctrl+d', 'Delete', 'alt+ArrowLeft', 'F4'])(
		'%s belongs to the editor while typing',
		(text) => {
			expect(keyAction(key(text), true)).toBeNull();
		}
	);

	it('saving never opens the dialog of the browser, typing or not', () => {
		expect(keyAction(key('ctrl+s'), true)).toBe('save');
	});
});
