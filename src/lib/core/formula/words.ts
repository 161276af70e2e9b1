import { toText } from '../decimal/decimal.ts';
import { groupThousands } from '../money/fen.ts';
import type { BinaryOperator, Node, PrecedentNode, UnaryOperator } from './node.ts';

/** How sentences write an operator. */
const SIGNS: Readonly<Record<BinaryOperator | UnaryOperator, string>> = {
	'+': '+',
	'-': '\u2212',
	'*': '×',
	'/': '÷',
	'^': '^',
	'&': '&',
	'=': '=',
	'<>': '≠',
	'<': '<',
	'>': '>',
	'<=': '≤',
	'>=': '≥',
	'%': '%'
};

const ATOM = 8;
const SIGN = 7;
const PERCENT = 6;
const BINDING: Readonly<Record<BinaryOperator, number>> = {
	'^': 5,
	'*': 4,
	'/': 4,
	'+': 3,
	'-': 3,
	'&': 2,
	'=': 1,
	'<>': 1,
	'<': 1,
	'>': 1,
	'<=': 1,
	'>=': 1
};

/**
 * A formula as a sentence shows it: "3 人 × 12 月 × 6,850 元". `said` gives what stands for each cell, range and
 * parameter: its name for the formula in names, its value with unit for the formula in values; `call` how functions are said.
 */
export function formulaWords(
	tree: Node,
	said: (read: PrecedentNode) => string,
	call: CallWords = plainCall
): string {
	return wordsOf(tree, said, call).text;
}

/** How a function is said, with its parameters in words. */
export type CallWords = (name: string, parameters: readonly string[]) => string;

function plainCall(name: string, parameters: readonly string[]): string {
	return `${name}(${parameters.join(', ')})`;
}

interface Words {
	readonly text: string;
	/** How strongly its outermost operator binds, so that brackets stand only where they are needed. */
	readonly binding: number;
}

function wordsOf(node: Node, said: (read: PrecedentNode) => string, call: CallWords): Words {
	switch (node.kind) {
		case 'number':
			return atom(groupThousands(toText(node.value)));
		case 'text':
			return atom(`\u201c${node.value}\u201d`);
		case 'boolean':
			return atom(node.value ? '真' : '假');
		case 'blank':
			return atom('');
		case 'name':
			return atom(node.name);
		case 'reference':
		case 'range':
		case 'parameter':
			return atom(said(node));
		case 'unary': {
			const binding = node.operator === '%' ? PERCENT : SIGN;
			const operand = bracketed(wordsOf(node.operand, said, call), binding);
			const sign = SIGNS[node.operator];
			return { text: node.operator === '%' ? operand + sign : sign + operand, binding };
		}
		case 'binary': {
			const binding = BINDING[node.operator];
			const left = bracketed(wordsOf(node.left, said, call), binding);
			const right = bracketed(wordsOf(node.right, said, call), binding + 1);
			return { text: `${left} ${SIGNS[node.operator]} ${right}`, binding };
		}
		case 'call': {
			const parameters = node.parameters.map((parameter) => wordsOf(parameter, said, call).text);
			return atom(call(node.name, parameters));
		}
	}
}

function atom(text: string): Words {
	return { text, binding: ATOM };
}

function bracketed({ text, binding }: Words, least: number): string {
	return binding < least ? `(${text})` : text;
}
