import type { Steps } from '../steps.ts';

/** A pattern cut into signs: the code of a literal character, any one ("?"), or any run ("*"). */
export type Pattern = readonly number[];

const ANY_ONE = -1;
const ANY_RUN = -2;
/** Characters tried for one step. */
const TRIED_PER_STEP = 8;

/**
 * Reads Excel's wildcards: ? one character, * any run, ~ before a character that character itself, so that a ~ is found
 * by ~~. Without regard to case.
 */
export function readPattern(text: string): Pattern {
	const pattern: number[] = [];
	const lower = text.toLowerCase();
	for (let i = 0; i < lower.length; i += 1) {
		const character = lower.charAt(i);
		const next = lower.charAt(i + 1);
		if (character === '~' && next !== '') {
			pattern.push(next.charCodeAt(0));
			i += 1;
		} else if (character === '?') pattern.push(ANY_ONE);
		else if (character !== '*') pattern.push(character.charCodeAt(0));
		else if (pattern.at(-1) !== ANY_RUN) pattern.push(ANY_RUN);
	}
	return pattern;
}

/** The text a pattern without wildcards stands for, in lower case; undefined where it has wildcards. */
export function plainText(pattern: Pattern): string | undefined {
	if (pattern.some((sign) => sign < 0)) return undefined;
	return pattern.map((code) => String.fromCharCode(code)).join('');
}

/**
 * Whether the whole text matches. Only the last run is ever tried again, so that the work is at most the product of the
 * two lengths; what is tried is paid for in steps.
 */
export function matches(pattern: Pattern, text: string, steps: Steps): boolean {
	const lower = text.toLowerCase();
	let at = 0;
	let sign = 0;
	let tried = 0;
	let runSign = -1;
	let runAt = 0;
	while (at < lower.length) {
		tried += 1;
		if (tried % TRIED_PER_STEP === 0) steps.spend(1);
		const wanted = pattern[sign];
		if (wanted === ANY_RUN) {
			runSign = sign;
			runAt = at;
			sign += 1;
		} else if (wanted === ANY_ONE || wanted === lower.charCodeAt(at)) {
			at += wanted === ANY_ONE ? characterLength(lower, at) : 1;
			sign += 1;
		} else if (runSign >= 0) {
			runAt += 1;
			at = runAt;
			sign = runSign + 1;
		} else return false;
	}
	steps.spend(1);
	while (pattern[sign] === ANY_RUN) sign += 1;
	return sign === pattern.length;
}

/** Rare Chinese characters take two places in a text, and are one to the reader. */
function characterLength(text: string, at: number): number {
	return (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
}
