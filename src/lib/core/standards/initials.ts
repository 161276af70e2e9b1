/** Pinyin initials of a text, one entry for each of its signs, every reading of it: "重修" → ["zc", "x"]. */
export type Initials = readonly string[];

/** Does the word occur in the text as typed by pinyin initials: "dlbj" in 道路保洁, "cz" and "zz" in 重置? */
export function matchesInitials(word: string, initials: Initials): boolean {
	const letters = [...word.toLowerCase()];
	if (letters.length === 0) return true;
	for (let from = 0; from + letters.length <= initials.length; from++)
		if (letters.every((letter, i) => initials[from + i]?.includes(letter) === true)) return true;
	return false;
}
