import { ok, type Result } from '../result.ts';
import type { Node } from './parse.ts';
import { tokenize, type Column } from './tokens.ts';

export interface Reference {
	readonly key: string;
	readonly column: Column;
}

/** Marks a key that names a line by its stable id (in drafts) or its index (in snapshots), not by its code. */
export const ID_MARK = '#';

export function isFormula(text: string | null): text is string {
	return text !== null && text.startsWith('=');
}

/** Every reference of a formula, in order of appearance. */
export function referencesOf(tree: Node): readonly Reference[] {
	const found: Reference[] = [];
	const waiting: Node[] = [tree];
	for (let node = waiting.pop(); node; node = waiting.pop()) {
		if (node.kind === 'reference') found.push({ key: node.key, column: node.column });
		else if (node.kind === 'unary') waiting.push(node.operand);
		else if (node.kind === 'binary') waiting.push(node.right, node.left);
		else if (node.kind === 'call') waiting.push(...[...node.parameters].reverse());
	}
	return found;
}

/**
 * Rewrites the keys of a formula and leaves every other character as typed: `[8.1].单价` ⇄ `[#id].单价`. A key for
 * which `rename` answers undefined stays, and evaluates to `#REF!` where it names nothing.
 */
export function renameReferences(
	formula: string,
	rename: (key: string) => string | undefined
): Result<string> {
	const tokens = tokenize(formula);
	if (!tokens.ok) return tokens;
	let text = '';
	let copied = 0;
	for (const token of tokens.value) {
		if (token.kind !== 'reference') continue;
		const renamed = rename(token.key);
		if (renamed === undefined) continue;
		text += formula.slice(copied, token.at) + token.text.replace(/^\[[^\]]*\]/, () => `[${renamed}]`);
		copied = token.at + token.text.length;
	}
	return ok(text + formula.slice(copied));
}
