import type { Node } from './node.ts';

export type Call = Extract<Node, { kind: 'call' }>;

/**
 * Which arguments of a call are looked through for cells that equal one value, as in SUMIF with a plain text or the
 * reference to a cell; undefined where the text of the call does not say that it looks for such.
 */
export function lookedThrough({ name, parameters }: Call): ((at: number) => boolean) | undefined {
	const first = (at: number) => at === 0;
	const even = (at: number) => at % 2 === 0;
	const odd = (at: number) => at % 2 === 1;
	const second = (at: number) => at === 1;
	const arePlain = (isCriterion: (at: number) => boolean) =>
		parameters.every((node, at) => !isCriterion(at) || isPlain(node));
	switch (name) {
		case 'SUMIF':
		case 'AVERAGEIF':
			return arePlain(second) ? first : undefined;
		case 'COUNTIF':
		case 'COUNTIFS':
			return arePlain(odd) ? even : undefined;
		case 'SUMIFS':
		case 'AVERAGEIFS':
			return arePlain((at) => at > 0 && even(at)) ? odd : undefined;
		case 'MATCH':
			return isPlain(parameters[0]) && isNone(parameters[2]) ? second : undefined;
		case 'VLOOKUP':
			return isPlain(parameters[0]) && isNone(parameters[3]) ? second : undefined;
		case 'XLOOKUP':
			return isSingle(parameters[0]) && (!parameters[4] || isNone(parameters[4])) ? second : undefined;
		default:
			return undefined;
	}
}

/** A criterion without a sign of comparison or wildcards; what a cell says is known only when it is read. */
function isPlain(node: Node | undefined): boolean {
	if (node?.kind === 'text') return !/[*?~]|^[<>]/.test(node.value);
	return node !== undefined && isSingle(node);
}

function isSingle(node: Node | undefined): boolean {
	return (
		node?.kind === 'text' ||
		node?.kind === 'number' ||
		node?.kind === 'reference' ||
		node?.kind === 'parameter'
	);
}

/** 0 or FALSE. */
function isNone(node: Node | undefined): boolean {
	if (node?.kind === 'boolean') return !node.value;
	return node?.kind === 'number' && node.value.coefficient === 0n;
}
