import type { Direction } from './selection.ts';

/** What a key means in the grid, as Excel and WPS users expect it. */
export type KeyAction =
	| 'save'
	| 'undo'
	| 'redo'
	| 'print'
	| 'fill-down'
	| 'fill-right'
	| 'sum'
	| 'date'
	| 'formula-above'
	| 'value-above'
	| 'show-formulas'
	| 'clear'
	| 'add-sibling'
	| 'add-child'
	| 'remove'
	| 'up'
	| 'down'
	| 'indent'
	| 'outdent'
	| 'toggle'
	| 'source'
	| 'select-all'
	| 'select-rows'
	| 'select-columns'
	| 'edit'
	| 'enter'
	| 'enter-back'
	| 'tab'
	| 'tab-back'
	| 'escape'
	| 'block'
	| 'new-line'
	| 'leave'
	| 'leave-back';

/** Where the active cell goes, or with `extend` the free corner of the range. */
export interface Move {
	readonly to: Direction | 'row-start' | 'row-end' | 'first' | 'last' | 'page-up' | 'page-down';
	/** As far as the data goes. */
	readonly edge: boolean;
	readonly extend: boolean;
}

export interface Key {
	readonly key: string;
	readonly ctrl: boolean;
	readonly alt: boolean;
	readonly shift: boolean;
	/** The key's place on the keyboard, for signs that Shift changes. */
	readonly code?: string;
}

/** While a cell is being typed into, only saving and the keys that end typing are ours; the rest belongs to the editor. */
export function keyAction(key: Key, editing: boolean): KeyAction | null {
	const action = ACTIONS[nameOf(key)] ?? null;
	if (!editing || (action !== null && WHILE_EDITING.includes(action))) return action;
	return null;
}

/** Where a key moves to; null for every other key. */
export function moveOf({ key, ctrl, alt, shift }: Key): Move | null {
	if (alt) return null;
	const arrow = ARROWS[key];
	if (arrow) return { to: arrow, edge: ctrl, extend: shift };
	if (key === 'Home') return { to: ctrl ? 'first' : 'row-start', edge: false, extend: shift };
	if (key === 'End') return { to: ctrl ? 'last' : 'row-end', edge: false, extend: shift };
	if (ctrl) return null;
	if (key === 'PageUp') return { to: 'page-up', edge: false, extend: shift };
	return key === 'PageDown' ? { to: 'page-down', edge: false, extend: shift } : null;
}

const ARROWS: { readonly [key: string]: Direction | undefined } = {
	ArrowUp: 'up',
	ArrowDown: 'down',
	ArrowLeft: 'left',
	ArrowRight: 'right'
};

/** What works from the toolbar as well. */
export const EVERYWHERE: readonly KeyAction[] = ['save', 'undo', 'redo'];

const WHILE_EDITING: readonly KeyAction[] = [
	...(['save', 'print', 'edit', 'enter', 'enter-back'] as const),
	...(['tab', 'tab-back', 'escape', 'block', 'new-line', 'leave', 'leave-back'] as const)
];

/** "ctrl+shift+z". Signs that need Shift on some keyboards are named by themselves. */
function nameOf({ key, ctrl, alt, shift, code }: Key): string {
	const sign =
		code === 'Backquote' ? '`' : code === 'Quote' ? "'" : code === 'Semicolon' ? ';' : key.toLowerCase();
	const modifiers = [ctrl ? 'ctrl+' : '', alt ? 'alt+' : '', shift ? 'shift+' : ''];
	return `${modifiers.join('')}${sign === ' ' ? 'space' : sign}`;
}

const ACTIONS: { readonly [key: string]: KeyAction | undefined } = {
	'ctrl+s': 'save',
	'ctrl+z': 'undo',
	'ctrl+y': 'redo',
	'ctrl+shift+z': 'redo',
	'ctrl+p': 'print',
	'ctrl+d': 'fill-down',
	'ctrl+r': 'fill-right',
	'alt+=': 'sum',
	'ctrl+;': 'date',
	"ctrl+'": 'formula-above',
	"ctrl+shift+'": 'value-above',
	'ctrl+"': 'value-above',
	'ctrl+shift+"': 'value-above',
	'ctrl+`': 'show-formulas',
	'ctrl+insert': 'add-sibling',
	'ctrl++': 'add-sibling',
	'ctrl+=': 'add-sibling',
	'ctrl+shift++': 'add-sibling',
	'ctrl+shift+=': 'add-sibling',
	'ctrl+shift+insert': 'add-child',
	'ctrl+-': 'remove',
	'ctrl+delete': 'remove',
	'alt+arrowup': 'up',
	'alt+arrowdown': 'down',
	'alt+arrowleft': 'outdent',
	'alt+arrowright': 'indent',
	delete: 'clear',
	backspace: 'clear',
	f2: 'edit',
	f4: 'source',
	space: 'toggle',
	'ctrl+a': 'select-all',
	'shift+space': 'select-rows',
	'ctrl+space': 'select-columns',
	enter: 'enter',
	'shift+enter': 'enter-back',
	tab: 'tab',
	'shift+tab': 'tab-back',
	escape: 'escape',
	'ctrl+enter': 'block',
	'alt+enter': 'new-line',
	f6: 'leave',
	'shift+f6': 'leave-back'
};
