import type { Key } from './grid-keys.ts';

/** Keys that look at the sheet and change nothing in it; they work anywhere around the grid. */
export type ViewAction = 'find' | 'replace' | 'find-next' | 'find-previous' | 'filter' | 'go-to';

export function viewAction({ key, ctrl, alt, shift }: Key): ViewAction | null {
	const lower = key.toLowerCase();
	if (alt) return null;
	if (ctrl && shift) return lower === 'l' ? 'filter' : null;
	if (ctrl) return WITH_CTRL[lower] ?? null;
	return lower === 'f3' ? (shift ? 'find-previous' : 'find-next') : null;
}

const WITH_CTRL: { readonly [key: string]: ViewAction | undefined } = { f: 'find', h: 'replace', g: 'go-to' };
