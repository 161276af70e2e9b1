import { LIMITS } from '../limits.ts';
import { problem } from '../problem.ts';
import { ok, refuse, type Result } from '../result.ts';

/** Columns of a line that a formula may read. The Chinese words are the grammar. */
export const COLUMNS = { 数量: 'quantity', 单价: 'unitPrice', 金额: 'amount' } as const;
export type ColumnWord = keyof typeof COLUMNS;
export type Column = (typeof COLUMNS)[ColumnWord];

export type Token =
	| { readonly kind: 'number'; readonly text: string; readonly at: number }
	| { readonly kind: 'text'; readonly text: string; readonly at: number }
	| { readonly kind: 'name'; readonly text: string; readonly at: number }
	| {
			readonly kind: 'reference';
			readonly key: string;
			readonly column: Column;
			readonly text: string;
			readonly at: number;
	  }
	| { readonly kind: 'operator'; readonly text: string; readonly at: number };

const SPACE = /[\s\u3000]+/y;
const NUMBER = /(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?/y;
const TEXT = /"((?:[^"]|"")*)"/y;
const REFERENCE = /\[([^[\]]+)\]\s*\.\s*(数量|单价|金额)/y;
const NAME = /[\p{L}_][\p{L}\p{N}_.]*/uy;
const OPERATOR = /<>|<=|>=|[-+*/^&=<>%(),\uff08\uff09\uff0c]/y;

/** Full-width brackets and commas, as Chinese input methods type them, mean the plain ones. */
const PLAIN: Record<string, string> = { '\uff08': '(', '\uff09': ')', '\uff0c': ',' };

/** Cuts a formula (with its leading "=") into tokens. The length is checked before anything is read. */
export function tokenize(formula: string): Result<readonly Token[]> {
	if (formula.length > LIMITS.formulaLength)
		return refuse(problem('formula/too-complex', { limit: `${LIMITS.formulaLength} 个字符` }));
	const tokens: Token[] = [];
	let at = formula.startsWith('=') ? 1 : 0;
	while (at < formula.length) {
		const space = match(SPACE, formula, at);
		if (space) {
			at += space[0].length;
			continue;
		}
		const token = tokenAt(formula, at);
		if (!token)
			return refuse(
				problem('formula/malformed', { part: formula.slice(at, at + 12), place: String(at + 1) })
			);
		tokens.push(token.token);
		at += token.length;
	}
	return ok(tokens);
}

function tokenAt(formula: string, at: number): { token: Token; length: number } | undefined {
	const number = match(NUMBER, formula, at);
	if (number) return { token: { kind: 'number', text: number[0], at }, length: number[0].length };
	const text = match(TEXT, formula, at);
	if (text)
		return {
			token: { kind: 'text', text: (text[1] ?? '').replaceAll('""', '"'), at },
			length: text[0].length
		};
	const reference = match(REFERENCE, formula, at);
	if (reference) {
		const [whole, key = '', word] = reference;
		// The pattern admits exactly the words of COLUMNS.
		const column = COLUMNS[word as ColumnWord];
		return { token: { kind: 'reference', key: key.trim(), column, text: whole, at }, length: whole.length };
	}
	const name = match(NAME, formula, at);
	if (name) return { token: { kind: 'name', text: name[0], at }, length: name[0].length };
	const operator = match(OPERATOR, formula, at);
	if (!operator) return undefined;
	return {
		token: { kind: 'operator', text: PLAIN[operator[0]] ?? operator[0], at },
		length: operator[0].length
	};
}

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
	pattern.lastIndex = at;
	return pattern.exec(text);
}
