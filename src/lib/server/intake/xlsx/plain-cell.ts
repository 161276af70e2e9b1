const [ZERO, NINE, LETTER_A, LETTER_Z] = [48, 57, 65, 90];
const [QUOTE, SPACE, LESS, EQUALS, AMPERSAND, GREATER] = [34, 32, 60, 61, 38, 62];
const [LETTER_S, LETTER_T] = [115, 116];
const [OPENING, VALUE, ENDING] = ['<c r="', '><v>', '</v></c>'].map((text) => Buffer.from(text)) as [
	Buffer,
	Buffer,
	Buffer
];

/**
 * Recognises the one form that nearly all cells of a sheet are written in, `<c r="B7" s="1" t="s"><v>12</v></c>`, without
 * looking at it tag by tag. What is written in any other way (spaces, other attributes, entities, formulas) is left to
 * the XML reader. One object serves all cells: read it before the next one is tried.
 */
export class PlainCell {
	row = 0;
	column = 0;
	style = 0;
	/** "s" for a shared text; otherwise a number. */
	shared = false;
	/** Where the value lies. */
	valueFrom = 0;
	valueTo = 0;

	/** Where the cell that begins at `from` ends; 0 where it is not written in the plain form. */
	scan(bytes: Uint8Array, from: number): number {
		if (!says(bytes, from, OPENING)) return 0;
		let at = this.#address(bytes, from + OPENING.length);
		if (at === 0) return 0;
		at += 1;
		this.style = 0;
		this.shared = false;
		if (bytes[at] === SPACE && bytes[at + 1] === LETTER_S) {
			at = this.#style(bytes, at);
			if (at === 0) return 0;
		}
		if (bytes[at] === SPACE) {
			const isShared =
				bytes[at + 1] === LETTER_T &&
				bytes[at + 2] === EQUALS &&
				bytes[at + 3] === QUOTE &&
				bytes[at + 4] === LETTER_S &&
				bytes[at + 5] === QUOTE;
			if (!isShared) return 0;
			this.shared = true;
			at += 6;
		}
		if (bytes[at] !== GREATER || !says(bytes, at, VALUE)) return 0;
		const value = at + VALUE.length;
		for (at = value; at < bytes.length; at++) {
			const code = bytes[at];
			if (code === LESS || code === AMPERSAND) break;
		}
		if (at === value || !says(bytes, at, ENDING)) return 0;
		this.valueFrom = value;
		this.valueTo = at;
		return at + ENDING.length;
	}

	/** Reads letters and digits up to the closing quote, and answers where that is. */
	#address(bytes: Uint8Array, from: number): number {
		let column = 0;
		let at = from;
		for (let code = bytes[at] ?? 0; code >= LETTER_A && code <= LETTER_Z; code = bytes[++at] ?? 0)
			column = column * 26 + code - LETTER_A + 1;
		const digits = at;
		let row = 0;
		for (let code = bytes[at] ?? 0; code >= ZERO && code <= NINE; code = bytes[++at] ?? 0)
			row = row * 10 + code - ZERO;
		const sound = at - digits <= 7 && digits - from <= 3 && bytes[digits] !== ZERO;
		this.row = row;
		this.column = column;
		if (!sound || row === 0 || row > 1_048_576 || column === 0 || column > 16_384) return 0;
		return bytes[at] === QUOTE ? at : 0;
	}

	#style(bytes: Uint8Array, from: number): number {
		if (bytes[from + 2] !== EQUALS || bytes[from + 3] !== QUOTE) return 0;
		let at = from + 4;
		for (let code = bytes[at] ?? 0; code >= ZERO && code <= NINE && at < from + 10; code = bytes[++at] ?? 0)
			this.style = this.style * 10 + code - ZERO;
		return at > from + 4 && bytes[at] === QUOTE ? at + 1 : 0;
	}
}

function says(bytes: Uint8Array, at: number, text: Buffer): boolean {
	for (let index = 0; index < text.length; index += 1) if (bytes[at + index] !== text[index]) return false;
	return true;
}
