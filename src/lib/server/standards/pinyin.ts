import { polyphonic } from 'pinyin-pro';
import type { Initials } from '#lib/core/standards/initials.ts';

/** Titles whose initials are kept: more than any library holds. */
const MOST_KEPT = 20_000;
const kept = new Map<string, Initials>();

const SIGN = /[\p{Script=Han}A-Za-z0-9]/u;

/** Pinyin initials of every reading of each sign; what is neither a Chinese sign nor a letter or digit is passed over. */
export function initialsOf(text: string): Initials {
	const known = kept.get(text);
	if (known) return known;
	const signs = [...text].filter((sign) => SIGN.test(sign)).join('');
	const readings = polyphonic(signs, { type: 'array', pattern: 'first', toneType: 'none' });
	const initials = readings.map((all) => all.join('').toLowerCase());
	if (kept.size >= MOST_KEPT) kept.clear();
	kept.set(text, initials);
	return initials;
}
