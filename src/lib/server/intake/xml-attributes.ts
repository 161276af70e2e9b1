import { decodeEntities } from './xml-entities.ts';

/** Attributes of one element, read only when asked for: most of them never are. */
export interface Attributes {
	get(name: string): string | undefined;
}

const ATTRIBUTES = 200;
const [TAB, RETURN, SPACE, QUOTE, APOSTROPHE, SLASH, COLON] = [9, 13, 32, 34, 39, 47, 58];
const [LESS, EQUALS, GREATER] = [60, 61, 62];

/** The opening tag being looked at: where its name and its attributes lie in the document. */
export class AttributeList implements Attributes {
	nameEnds = 0;
	selfClosing = false;
	readonly #bytes: Buffer;
	readonly #bad: (detail: string) => Error;
	/** Four positions per attribute: name from, name to, value from, value to. */
	readonly #places = new Int32Array(4 * ATTRIBUTES);
	#count = 0;

	constructor(bytes: Buffer, bad: (detail: string) => Error) {
		this.#bytes = bytes;
		this.#bad = bad;
	}

	/** Reads a tag from behind its "<" and answers where it ends; 0 where the document ends before the tag does. */
	scan(from: number): number {
		const bytes = this.#bytes;
		this.#count = 0;
		let at = nameEnd(bytes, from);
		if (at >= bytes.length) return 0;
		if (at === from) throw this.#bad('标签不完整');
		this.nameEnds = at;
		for (;;) {
			const code = bytes[at];
			if (code === GREATER) {
				this.selfClosing = false;
				return at + 1;
			}
			if (code === SLASH) {
				if (at + 1 >= bytes.length) return 0;
				if (bytes[at + 1] !== GREATER) throw this.#bad('标签不完整');
				this.selfClosing = true;
				return at + 2;
			}
			if (!isSpace(code)) throw this.#bad('标签不完整');
			at = afterSpace(bytes, at);
			const next = bytes[at];
			if (next !== GREATER && next !== SLASH) at = this.#attribute(at);
			if (at === 0 || at >= bytes.length) return 0;
		}
	}

	get(name: string): string | undefined {
		for (let index = 0; index < this.#count; index += 4) {
			const from = this.#places[index] ?? 0;
			const start = (this.#places[index + 1] ?? 0) - name.length;
			// A prefixed name (r:id) answers to the part behind its colon.
			if (start < from || (start > from && this.#bytes[start - 1] !== COLON)) continue;
			if (!this.#says(name, start)) continue;
			const value = this.#bytes.toString('utf8', this.#places[index + 2], this.#places[index + 3]);
			return decodeEntities(value, this.#bad);
		}
		return undefined;
	}

	#says(name: string, at: number): boolean {
		for (let index = 0; index < name.length; index += 1)
			if (this.#bytes[at + index] !== name.charCodeAt(index)) return false;
		return true;
	}

	#attribute(from: number): number {
		const bytes = this.#bytes;
		const end = nameEnd(bytes, from);
		let at = afterSpace(bytes, end);
		if (at >= bytes.length) return 0;
		if (end === from || bytes[at] !== EQUALS) throw this.#bad('标签不完整');
		at = afterSpace(bytes, at + 1);
		if (at >= bytes.length) return 0;
		const quote = bytes[at];
		if (quote !== QUOTE && quote !== APOSTROPHE) throw this.#bad('标签不完整');
		const start = at + 1;
		for (at = start; at < bytes.length; at++) {
			const code = bytes[at];
			if (code === LESS) throw this.#bad('标签不完整');
			if (code !== quote) continue;
			if (this.#count >= this.#places.length) throw this.#bad('标签的属性过多');
			this.#places[this.#count] = from;
			this.#places[this.#count + 1] = end;
			this.#places[this.#count + 2] = start;
			this.#places[this.#count + 3] = at;
			this.#count += 4;
			return at + 1;
		}
		return 0;
	}
}

/** Where a name ends: at space, a slash, an equals sign or an angle bracket; quotes cannot be in one. */
export function nameEnd(bytes: Buffer, from: number): number {
	let at = from;
	for (; at < bytes.length; at++) {
		const code = bytes[at] ?? 0;
		if (code > GREATER) continue;
		if (code <= SPACE || code === SLASH || code === GREATER || code === EQUALS) return at;
		if (code === LESS || code === QUOTE || code === APOSTROPHE) return at;
	}
	return at;
}

export function onlySpace(bytes: Buffer, from: number, to: number): boolean {
	return afterSpace(bytes, from) >= to;
}

function isSpace(code: number | undefined): boolean {
	return code === SPACE || (code !== undefined && code >= TAB && code <= RETURN);
}

function afterSpace(bytes: Buffer, from: number): number {
	let at = from;
	while (isSpace(bytes[at])) at += 1;
	return at;
}
