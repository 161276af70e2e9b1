const [ZERO, NINE, LETTER_A, LETTER_Z] = [48, 57, 65, 90];
const [QUOTE, SPACE, LESS, AMPERSAND, GREATER, LETTER_S, LETTER_T] = [34, 32, 60, 38, 62, 115, 116];

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
	at = '';
	value = '';

	/** Where the cell that begins at `from` ends; 0 where it is not written in the plain form. */
	scan(source: string, from: number): number {
		if (!source.startsWith('<c r="', from)) return 0;
		const address = from + 6;
		let at = this.#address(source, address);
		if (at === 0) return 0;
		const addressEnd = at;
		at += 1;
		this.style = 0;
		this.shared = false;
		if (source.charCodeAt(at) === SPACE && source.charCodeAt(at + 1) === LETTER_S) {
			at = this.#style(source, at);
			if (at === 0) return 0;
		}
		if (source.charCodeAt(at) === SPACE && source.charCodeAt(at + 1) === LETTER_T) {
			if (!source.startsWith(' t="s"', at)) return 0;
			this.shared = true;
			at += 6;
		}
		if (source.charCodeAt(at) !== GREATER || !source.startsWith('<v>', at + 1)) return 0;
		const value = at + 4;
		for (at = value; at < source.length; at++) {
			const code = source.charCodeAt(at);
			if (code === LESS || code === AMPERSAND) break;
		}
		if (at === value || !source.startsWith('</v></c>', at)) return 0;
		this.at = source.slice(address, addressEnd);
		this.value = source.slice(value, at);
		return at + 8;
	}

	/** Reads letters and digits up to the closing quote, and answers where that is. */
	#address(source: string, from: number): number {
		let column = 0;
		let at = from;
		for (
			let code = source.charCodeAt(at);
			code >= LETTER_A && code <= LETTER_Z;
			code = source.charCodeAt(++at)
		)
			column = column * 26 + code - LETTER_A + 1;
		const digits = at;
		let row = 0;
		for (let code = source.charCodeAt(at); code >= ZERO && code <= NINE; code = source.charCodeAt(++at))
			row = row * 10 + code - ZERO;
		const sound = at - digits <= 7 && digits - from <= 3 && source.charCodeAt(digits) !== ZERO;
		this.row = row;
		this.column = column;
		if (!sound || row === 0 || row > 1_048_576 || column === 0 || column > 16_384) return 0;
		return source.charCodeAt(at) === QUOTE ? at : 0;
	}

	#style(source: string, from: number): number {
		if (!source.startsWith(' s="', from)) return 0;
		let at = from + 4;
		for (
			let code = source.charCodeAt(at);
			code >= ZERO && code <= NINE && at < from + 10;
			code = source.charCodeAt(++at)
		)
			this.style = this.style * 10 + code - ZERO;
		return at > from + 4 && source.charCodeAt(at) === QUOTE ? at + 1 : 0;
	}
}
