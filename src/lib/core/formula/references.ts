import { columnWord } from './columns.ts';
import type { Node, PrecedentNode } from './node.ts';

/** Marks a key that names a line by its stable id (in drafts) or its index (in snapshots), not by its code. */
export const ID_MARK = '#';
/** Marks a named parameter in brackets, by its stable id or its index: `[@id]`. */
export const PARAMETER_MARK = '@';

/** Relative keys: the line the formula stands in, the line above it in the tree, and the whole analysis. */
export const SELF_KEY = '本行';
export const PARENT_KEY = '上级';
export const ALL_KEY = '全部';

export function isFormula(text: string | null): text is string {
	return text !== null && text.startsWith('=');
}

/** Everything a formula reads, in order of appearance: cells, ranges and named parameters. */
export function precedentsOf(tree: Node): readonly PrecedentNode[] {
	const found: PrecedentNode[] = [];
	const waiting: Node[] = [tree];
	for (let node = waiting.pop(); node; node = waiting.pop()) {
		if (isPrecedent(node)) found.push(node);
		else if (node.kind === 'unary') waiting.push(node.operand);
		else if (node.kind === 'binary') waiting.push(node.right, node.left);
		else if (node.kind === 'call') waiting.push(...node.parameters.toReversed());
	}
	return found;
}

/** Whether the formula's value depends on the line it stands in, so that a fill has one value per line. */
export function isRelative(tree: Node): boolean {
	return precedentsOf(tree).some(
		(node) => node.kind !== 'parameter' && (node.key === SELF_KEY || node.key === PARENT_KEY)
	);
}

export function isPrecedent(node: Node): node is PrecedentNode {
	return node.kind === 'reference' || node.kind === 'range' || node.kind === 'parameter';
}

/** What is read, as a formula writes it. */
export function precedentText(node: PrecedentNode): string {
	if (node.kind === 'parameter') return `[${PARAMETER_MARK}${node.key}]`;
	if (node.kind === 'reference') return `[${node.key}].${columnWord(node.column)}`;
	const scope = node.scope === 'children' ? '下级' : '明细';
	return `[${node.key}].${scope}.${node.columns.map(columnWord).join(':')}`;
}
