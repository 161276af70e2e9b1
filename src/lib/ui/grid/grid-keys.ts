/** What a key means in the grid, as Excel and WPS users expect it. */
export type KeyAction =
	| 'save'
	| 'undo'
	| 'redo'
	| 'copy-above'
	| 'clear'
	| 'add-sibling'
	| 'add-child'
	| 'remove'
	| 'up'
	| 'down'
	| 'indent'
	| 'outdent'
	| 'toggle'
	| 'source';

export interface Key {
	readonly key: string;
	readonly ctrl: boolean;
	readonly alt: boolean;
	readonly shift: boolean;
}

/** While a cell is being typed into, only saving is ours; every other key belongs to the editor. */
export function keyAction({ key, ctrl, alt, shift }: Key, editing: boolean): KeyAction | null {
	const lower = key.toLowerCase();
	if (ctrl && !alt && !shift && lower === 's') return 'save';
	if (editing) return null;
	if (ctrl && !alt) return CTRL_SHIFT[shift ? `shift+${lower}` : lower] ?? null;
	if (alt && !ctrl && !shift) return ALT[lower] ?? null;
	if (!ctrl && !alt && !shift) return PLAIN[lower] ?? null;
	return null;
}

const CTRL_SHIFT: { readonly [key: string]: KeyAction | undefined } = {
	z: 'undo',
	y: 'redo',
	'shift+z': 'redo',
	d: 'copy-above',
	insert: 'add-sibling',
	'+': 'add-sibling',
	'=': 'add-sibling',
	'shift++': 'add-sibling',
	'shift+=': 'add-sibling',
	'shift+insert': 'add-child',
	'-': 'remove',
	delete: 'remove'
};

const ALT: { readonly [key: string]: KeyAction | undefined } = {
	arrowup: 'up',
	arrowdown: 'down',
	arrowleft: 'outdent',
	arrowright: 'indent'
};

const PLAIN: { readonly [key: string]: KeyAction | undefined } = {
	delete: 'clear',
	backspace: 'clear',
	f4: 'source',
	' ': 'toggle'
};
