import { isRecord } from '../../lineage/stored-text.ts';
import type { Json } from '../../snapshot/canonical.ts';

/** What must not stand in a 公开版, as it would be found in a file: words, and exact numbers of some length. */
export interface Secrets {
	readonly words: ReadonlySet<string>;
	readonly numbers: ReadonlySet<string>;
}

/** Shorter numbers stand everywhere by chance, in dates and counts. */
const TELLING_DIGITS = 5;
const HAN = /\p{Script=Han}/u;
const NUMBER = /(?<![\w.])\d+(?:\.\d+)?(?![\w.])/g;

/**
 * Every word and telling number of what is withheld (不公开), less what the published texts say themselves: a unit or a
 * category of the standard is no secret because a withheld line names it too.
 */
export function secretsOf(withheld: readonly Json[], published: readonly string[]): Secrets {
	const words = new Set<string>();
	const numbers = new Set<string>();
	for (const value of withheld) collect(value, words, numbers);
	const open = new Set(published.flatMap(numbersIn));
	return {
		words: new Set([...words].filter((word) => !published.some((text) => text.includes(word)))),
		numbers: new Set([...numbers].filter((number) => !open.has(number)))
	};
}

/** How many of the secrets stand in a text. */
export function disclosed(text: string, { words, numbers }: Secrets): number {
	let found = new Set(numbersIn(text).filter((number) => numbers.has(number))).size;
	for (const word of words) if (text.includes(word)) found += 1;
	return found;
}

function collect(value: Json, words: Set<string>, numbers: Set<string>): void {
	if (typeof value === 'string') {
		if (value.length > 1 && HAN.test(value)) words.add(value);
		else if (value.replaceAll(/\D/g, '').length >= TELLING_DIGITS && /^\d+(\.\d+)?$/.test(value))
			numbers.add(value);
	} else if (Array.isArray(value)) {
		for (const member of value as readonly Json[]) collect(member, words, numbers);
	} else if (isRecord(value)) {
		for (const member of Object.values(value)) collect(member, words, numbers);
	}
}

function numbersIn(text: string): readonly string[] {
	return text.match(NUMBER) ?? [];
}
