import { ok, type Result } from '../result.ts';
import { columnOfWord } from './columns.ts';
import { PARAMETER_MARK } from './references.ts';
import { tokenize, type Token } from './tokens.ts';

/** New names for what a formula refers to; undefined leaves the old one. */
export interface Renaming {
	/** The key that stands in a line's brackets: "8.1" ⇄ "#id" ⇄ "#3". */
	readonly line?: (key: string) => string | undefined;
	/** What stands for `[@key]`: a name, or other brackets made by `parameterText`. */
	readonly parameter?: (key: string) => string | undefined;
	/** What stands for a plain name that is neither a function nor a column word. */
	readonly name?: (name: string) => string | undefined;
}

/** A named parameter as stored: by its stable id or its index, so that renaming it breaks nothing. */
export function parameterText(key: string): string {
	return `[${PARAMETER_MARK}${key}]`;
}

/**
 * Rewrites what a formula refers to and leaves every other character as typed: `[8.1].单价 * 管理费率` ⇄
 * `[#id].单价 * [@id]`. What is not renamed stays, and evaluates to `#REF!` or `#NAME?` where it names nothing.
 */
export function rewriteFormula(formula: string, renaming: Renaming): Result<string> {
	const tokens = tokenize(formula);
	if (!tokens.ok) return tokens;
	let text = '';
	let copied = 0;
	for (const [index, token] of tokens.value.entries()) {
		const renamed = renamedToken(formula, token, tokens.value[index + 1], renaming);
		if (renamed === undefined) continue;
		text += formula.slice(copied, token.at) + renamed;
		copied = token.end;
	}
	return ok(text + formula.slice(copied));
}

/** Rewrites the keys of lines only. */
export function renameReferences(
	formula: string,
	rename: (key: string) => string | undefined
): Result<string> {
	return rewriteFormula(formula, { line: rename });
}

function renamedToken(
	formula: string,
	token: Token,
	next: Token | undefined,
	renaming: Renaming
): string | undefined {
	if (token.kind === 'parameter') return renaming.parameter?.(token.key);
	if (token.kind === 'name') return isPlainName(token.name, next) ? renaming.name?.(token.name) : undefined;
	// `[@数量]` has no key.
	if (token.kind !== 'reference' || token.end === token.bracketEnd) return undefined;
	const key = renaming.line?.(token.key);
	return key === undefined ? undefined : `[${key}]${formula.slice(token.bracketEnd, token.end)}`;
}

function isPlainName(name: string, next: Token | undefined): boolean {
	if (next?.kind === 'operator' && next.operator === '(') return false;
	return columnOfWord(name) === undefined && !/^(?:true|false)$/i.test(name);
}
