import { LIMITS } from '../limits.ts';
import { problem } from '../problem.ts';
import { ok, refuse, type Result } from '../result.ts';
import { plainSigns } from './characters.ts';
import { columnOfWord, type Column } from './columns.ts';
import type { Scope } from './node.ts';
import { PARAMETER_MARK, SELF_KEY } from './references.ts';

/** Where a token stands in the formula: from `at` to before `end`. */
interface Place {
	readonly at: number;
	readonly end: number;
}

export type Token = Place &
	(
		| { readonly kind: 'number'; readonly digits: string }
		| { readonly kind: 'text'; readonly value: string }
		/** The columns stand behind the bracket, from `bracketEnd` on. */
		| {
				readonly kind: 'reference';
				readonly key: string;
				readonly scope: Scope | null;
				readonly columns: readonly Column[];
				readonly bracketEnd: number;
		  }
		| { readonly kind: 'parameter'; readonly key: string }
		| { readonly kind: 'name'; readonly name: string }
		| { readonly kind: 'operator'; readonly operator: string }
	);

const SPACE = /\s+/y;
const NUMBER = /(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?/y;
const NAME = /[\p{L}_][\p{L}\p{N}_.]*/uy;
const OPERATOR = /<>|<=|>=|[-+*/^&=<>%(),;\u2264\u2265\u2260]/y;
/** Column words are Chinese, with a year before some. */
const WORD = /[\u4e00-\u9fff\d]+/y;
const POINT = /\s*\.\s*/y;
const COLON = /\s*:\s*/y;

const OPERATOR_MEANING = new Map([
	[';', ','],
	['\u2264', '<='],
	['\u2265', '>='],
	['\u2260', '<>']
]);
const SCOPES = new Map<string, Scope>([
	['下级', 'children'],
	['明细', 'leaves']
]);

/**
 * Cuts a formula (with its leading "=") into tokens. The length is checked before anything is read. Full-width signs
 * mean the plain ones, except inside texts and keys, which stay as typed.
 */
export function tokenize(formula: string): Result<readonly Token[]> {
	if (formula.length > LIMITS.formulaLength)
		return refuse(problem('formula/too-complex', { limit: `${LIMITS.formulaLength} 个字符` }));
	const signs = plainSigns(formula);
	const tokens: Token[] = [];
	let at = signs.startsWith('=') ? 1 : 0;
	while (at < formula.length) {
		const token = readToken(formula, signs, at);
		if (token) tokens.push(token);
		const end = token?.end ?? endOf(SPACE, signs, at);
		if (end === undefined)
			return refuse(
				problem('formula/malformed', { part: formula.slice(at, at + 12), place: String(at + 1) })
			);
		at = end;
	}
	return ok(tokens);
}

/** `signs` is the formula with every full-width sign plain, character for character. */
function readToken(formula: string, signs: string, at: number): Token | undefined {
	if (signs[at] === '[') return readBracket(formula, signs, at);
	let end = endOf(OPERATOR, signs, at);
	if (end !== undefined) {
		const operator = signs.slice(at, end);
		return { kind: 'operator', operator: OPERATOR_MEANING.get(operator) ?? operator, at, end };
	}
	end = endOf(NUMBER, signs, at);
	if (end !== undefined) return { kind: 'number', digits: signs.slice(at, end), at, end };
	if (QUOTES.includes(formula.charAt(at))) return readText(formula, at);
	end = endOf(NAME, signs, at);
	return end === undefined ? undefined : { kind: 'name', name: signs.slice(at, end), at, end };
}

/** Straight, curly and full-width quotation marks open a text; a straight one is closed by a straight one only. */
const QUOTES = '"\u201c\u201d\uff02';

function readText(formula: string, at: number): Token | undefined {
	const closing = formula.charAt(at) === '"' ? '"' : QUOTES;
	let value = '';
	for (let i = at + 1; i < formula.length; i += 1) {
		const character = formula.charAt(i);
		if (!closing.includes(character)) value += character;
		else if (character === '"' && formula.charAt(i + 1) === '"') {
			value += '"';
			i += 1;
		} else return { kind: 'text', value, at, end: i + 1 };
	}
	return undefined;
}

/** `[key].列`, `[key].下级.列`, `[key].明细.列:列`, `[@id]`, and `[@列]` for a column of the line itself. */
function readBracket(formula: string, signs: string, at: number): Token | undefined {
	const close = signs.indexOf(']', at);
	const key = formula.slice(at + 1, close).trim();
	if (close < 0 || key === '' || signs.lastIndexOf('[', close) !== at) return undefined;
	const bracketEnd = close + 1;
	if (!key.startsWith(PARAMETER_MARK)) return readColumns(signs, key, at, bracketEnd);
	const parameter = key.slice(PARAMETER_MARK.length);
	const own = columnOfWord(parameter);
	if (own)
		return { kind: 'reference', key: SELF_KEY, scope: null, columns: [own], bracketEnd, at, end: bracketEnd };
	return parameter === '' ? undefined : { kind: 'parameter', key: parameter, at, end: bracketEnd };
}

function readColumns(signs: string, key: string, at: number, bracketEnd: number): Token | undefined {
	const first = wordBehind(POINT, signs, bracketEnd);
	const scope = first ? (SCOPES.get(first.word) ?? null) : null;
	let next = scope && first ? wordBehind(POINT, signs, first.end) : first;
	const columns: Column[] = [];
	let end = bracketEnd;
	while (next) {
		const column = columnOfWord(next.word);
		if (!column) return undefined;
		columns.push(column);
		end = next.end;
		next = scope ? wordBehind(COLON, signs, end) : undefined;
	}
	return columns.length === 0 ? undefined : { kind: 'reference', key, scope, columns, bracketEnd, at, end };
}

function wordBehind(sign: RegExp, signs: string, at: number): { word: string; end: number } | undefined {
	const start = endOf(sign, signs, at);
	const end = start === undefined ? undefined : endOf(WORD, signs, start);
	return end === undefined ? undefined : { word: signs.slice(start, end), end };
}

/** Where what the pattern finds at this very place ends; undefined where it finds nothing. */
function endOf(pattern: RegExp, text: string, at: number): number | undefined {
	pattern.lastIndex = at;
	return pattern.test(text) ? pattern.lastIndex : undefined;
}
