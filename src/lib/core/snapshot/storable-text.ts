// Control characters other than tab and line ends, and the two code points that are no characters: PostgreSQL cannot
// hold the first of them, a Word file none.
const UNSTORABLE = /[^\P{Cc}\t\n\r]|[\ufffe\uffff]/gu;

/**
 * Typed text as both databases, a hash and a Word file can keep it. What goes is invisible and comes with text pasted
 * from other programs; half a character (a lone surrogate) becomes the sign for an unreadable one.
 */
export function storableText(text: string): string {
	return text.replace(UNSTORABLE, '').toWellFormed();
}
