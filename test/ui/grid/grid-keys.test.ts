import { describe, expect, it } from 'vitest';
import { keyAction, moveOf, type Key } from '#lib/ui/grid/grid-keys.ts';

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
		['ctrl+d', 'fill-down'],
		['ctrl+D', 'fill-down'],
		['ctrl+r', 'fill-right'],
		['ctrl+p', 'print'],
		['ctrl+a', 'select-all'],
		['ctrl+ ', 'select-columns'],
		['shift+ ', 'select-rows'],
		[' ', 'toggle'],
		['ctrl+;', 'date'],
		["ctrl+'", 'formula-above'],
		['ctrl+`', 'show-formulas'],
		['alt+=', 'sum'],
		['F2', 'edit'],
		['Enter', 'enter'],
		['shift+Enter', 'enter-back'],
		['Tab', 'tab'],
		['shift+Tab', 'tab-back'],
		['Escape', 'escape'],
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

	it.each(['a', '5', 'ArrowUp', 'shift+Delete', 'ctrl+alt+s', 'ctrl+c', 'ctrl+v', 'ctrl+k'])(
		'%s stays with the grid and the browser',
		(text) => {
			expect(keyAction(key(text), false)).toBeNull();
		}
	);

	it('a sign that Shift changes is known by its place: Ctrl+Shift+\' is Ctrl+"', () => {
		expect(keyAction({ key: '"', code: 'Quote', ctrl: true, alt: false, shift: true }, false)).toBe(
			'value-above'
		);
		expect(keyAction({ key: '~', code: 'Backquote', ctrl: true, alt: false, shift: false }, false)).toBe(
			'show-formulas'
		);
	});

	it.each(['ctrl+z', 'ctrl+d', 'ctrl+a', 'Delete', 'alt+ArrowLeft', 'F4', ' '])(
		'%s belongs to the editor while typing',
		(text) => {
			expect(keyAction(key(text), true)).toBeNull();
		}
	);

	it('saving never opens the dialog of the browser, typing or not', () => {
		expect(keyAction(key('ctrl+s'), true)).toBe('save');
	});

	it.each([
		['Enter', 'enter'],
		['shift+Tab', 'tab-back'],
		['ctrl+Enter', 'block'],
		['alt+Enter', 'new-line'],
		['Escape', 'escape']
	])('%s ends typing or goes on in it: %s', (text, action) => {
		expect(keyAction(key(text), true)).toBe(action);
	});
});

describe('moving', () => {
	it.each([
		['ArrowDown', { to: 'down', edge: false, extend: false }],
		['ctrl+ArrowLeft', { to: 'left', edge: true, extend: false }],
		['ctrl+shift+ArrowUp', { to: 'up', edge: true, extend: true }],
		['Home', { to: 'row-start', edge: false, extend: false }],
		['ctrl+Home', { to: 'first', edge: false, extend: false }],
		['ctrl+shift+End', { to: 'last', edge: false, extend: true }],
		['shift+PageDown', { to: 'page-down', edge: false, extend: true }]
	])('%s', (text, move) => {
		expect(moveOf(key(text))).toEqual(move);
	});

	it('Alt and an arrow moves the line, not the cell', () => {
		expect(moveOf(key('alt+ArrowUp'))).toBeNull();
	});
});
