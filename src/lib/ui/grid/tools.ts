import type { KeyAction } from './grid-keys.ts';
import type { MenuItem } from './menu-item.ts';

/** Buttons that act on lines; all but the first need a current one. */
export const LINE_TOOLS: readonly {
	readonly action: KeyAction;
	readonly label: string;
	readonly title: string;
	readonly onLine: boolean;
}[] = [
	{ action: 'add-sibling', label: '加行', title: '在下面加一行（Ctrl+Insert 或 Ctrl++）', onLine: false },
	{ action: 'add-child', label: '加下级', title: '在本行下加一个下级（Ctrl+Shift+Insert）', onLine: true },
	{ action: 'remove', label: '删除', title: '删除本行及其下级（Ctrl+-）', onLine: true }
];

const MOVES = [
	{ action: 'up', label: '上移', keys: 'Alt+↑' },
	{ action: 'down', label: '下移', keys: 'Alt+↓' },
	{ action: 'outdent', label: '升一级', keys: 'Alt+←' },
	{ action: 'indent', label: '降一级', keys: 'Alt+→' }
] as const;

/** Moving the current line; `whyNot` says why lines cannot be moved now, "" when they can. */
export function moveItems(run: (action: KeyAction) => void, whyNot: string): readonly MenuItem[] {
	return MOVES.map(({ action, label, keys }) => ({
		label,
		keys,
		disabled: whyNot !== '',
		...(whyNot === '' ? {} : { title: whyNot }),
		run: () => run(action)
	}));
}

export function levelItems(show: (level: number) => void): readonly MenuItem[] {
	return [
		...[1, 2, 3].map((level) => ({ label: `展开到第 ${level} 级`, run: () => show(level) })),
		{ label: '展开全部', run: () => show(Infinity) }
	];
}
