import { problem } from '#lib/core/problem.ts';
import { Unreadable } from './unreadable.ts';

/** Receives a document in order. Names come without their prefix; a self-closing element is opened and closed. */
export interface XmlEvents {
	/** `attributes` are those of this element only: read them before returning. */
	open(name: string, attributes: Attributes): void;
	text?(text: string): void;
	close?(name: string): void;
	/**
	 * May take a whole element that begins at a place of the window, and answers where it ends; 0 = it is read tag by tag.
	 * Only for elements written in one known form, which the taker checks to the last character.
	 */
	take?(source: string, from: number): number;
}

/** Attributes of one element, read only when asked for: most of them never are. */
export interface Attributes {
	get(name: string): string | undefined;
}

const DEPTH = 100;
const ATTRIBUTES = 200;
/** Bytes decoded at a time: a sheet of 100,000 rows is never one text in memory. */
const WINDOW_BYTES = 128 * 1024;

const [TAB, SPACE, QUOTE, APOSTROPHE, SLASH, LESS, EQUALS, GREATER] = [9, 32, 34, 39, 47, 60, 61, 62];
const [EXCLAMATION, QUESTION] = [33, 63];

/**
 * Scans an XML part of a workbook. Knows elements, text, CDATA, comments and the five built-in entities; a document type
 * declaration, which is where entity bombs and outside references come from, is refused. Throws `Unreadable`.
 */
export function scanXml(bytes: Uint8Array, file: string, part: string, events: XmlEvents): void {
	new XmlScanner(bytes, file, part, events).run();
}

/** A copy that does not keep the whole window alive which a long text was cut from. */
export function detached(text: string): string {
	return text.length < 13 ? text : Buffer.from(text, 'utf16le').toString('utf16le');
}

/** Walks over a sliding window of decoded text; positions are always those of the present window. */
class XmlScanner {
	readonly #bytes: Uint8Array;
	readonly #file: string;
	readonly #part: string;
	readonly #events: XmlEvents;
	readonly #decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
	readonly #stack: string[] = [];
	readonly #attributes: AttributeList;
	#decoded = 0;
	#source = '';
	#at = 0;

	constructor(bytes: Uint8Array, file: string, part: string, events: XmlEvents) {
		this.#bytes = bytes;
		this.#file = file;
		this.#part = part;
		this.#events = events;
		this.#attributes = new AttributeList((detail) => this.#bad(detail));
	}

	run(): void {
		this.#grow();
		if (this.#source.charCodeAt(0) === 0xfeff) this.#at = 1;
		for (;;) {
			const tag = this.#source.indexOf('<', this.#at);
			if (tag < 0) {
				if (this.#grow()) continue;
				break;
			}
			// A tag that is cut off by the window's end is looked at again with more behind it.
			if (!this.#tag(tag) && !this.#grow()) throw this.#bad('内容不完整');
		}
		if (this.#stack.length > 0) throw this.#bad('内容不完整');
	}

	/** Handles the text before a tag and the tag; false where the window ends inside it, and nothing was handled. */
	#tag(tag: number): boolean {
		const source = this.#source;
		const mark = source.charCodeAt(tag + 1);
		let end = tag === this.#at && this.#stack.length > 0 ? (this.#events.take?.(source, tag) ?? 0) : 0;
		if (end > 0) {
			this.#at = end;
			return true;
		}
		if (mark === SLASH) end = source.indexOf('>', tag + 2) + 1;
		else if (mark === QUESTION) end = after(source, '?>', tag);
		else if (mark === EXCLAMATION) end = this.#declaration(tag);
		else end = this.#attributes.scan(source, tag + 1);
		if (end <= 0) return false;
		const text = tag > this.#at && this.#stack.length > 0 ? source.slice(this.#at, tag) : '';
		this.#at = end;
		if (text !== '') this.#events.text?.(text.includes('&') ? this.#entities(text) : text);
		if (mark === SLASH) this.#close(tag + 2, end - 1);
		else if (mark === EXCLAMATION && source.startsWith('<![CDATA[', tag))
			this.#events.text?.(source.slice(tag + 9, end - 3));
		else if (mark !== QUESTION && mark !== EXCLAMATION) this.#open();
		return true;
	}

	#entities(text: string): string {
		return decodeEntities(text, (detail) => this.#bad(detail));
	}

	#declaration(tag: number): number {
		const source = this.#source;
		if (source.length - tag < 9) {
			if (this.#decoded < this.#bytes.length) return 0;
		} else if (source.startsWith('<![CDATA[', tag)) return after(source, ']]>', tag);
		if (source.startsWith('<!--', tag)) return after(source, '-->', tag + 2);
		throw new Unreadable(problem('intake/doctype', { file: this.#file, part: this.#part }));
	}

	#open(): void {
		const { name, selfClosing } = this.#attributes;
		const local = localName(name);
		this.#events.open(local, this.#attributes);
		if (selfClosing) this.#events.close?.(local);
		else if (this.#stack.push(name) > DEPTH) throw this.#bad('嵌套过深');
	}

	#close(from: number, to: number): void {
		const name = this.#stack.pop();
		const fits =
			name !== undefined &&
			this.#source.startsWith(name, from) &&
			(to - from === name.length || this.#source.slice(from + name.length, to).trim() === '');
		if (!fits) throw this.#bad('标签不配对');
		this.#events.close?.(localName(name));
	}

	/** Decodes more behind what is left; at least as much again, so that one long tag costs no more than its length. */
	#grow(): boolean {
		if (this.#decoded >= this.#bytes.length) return false;
		const rest = this.#source.slice(this.#at);
		const end = Math.min(this.#bytes.length, this.#decoded + Math.max(WINDOW_BYTES, rest.length));
		const stream = end < this.#bytes.length;
		try {
			const more = this.#decoder.decode(this.#bytes.subarray(this.#decoded, end), { stream });
			this.#source = rest === '' ? more : rest + more;
		} catch {
			throw this.#bad('不是 UTF-8 编码');
		}
		this.#decoded = end;
		this.#at = 0;
		return true;
	}

	#bad(detail: string): Unreadable {
		return new Unreadable(problem('intake/bad-xml', { file: this.#file, part: this.#part, detail }));
	}
}

/** The opening tag being looked at: where its name and its attributes lie in the window. */
class AttributeList implements Attributes {
	name = '';
	selfClosing = false;
	readonly #bad: (detail: string) => Unreadable;
	/** Four positions per attribute: name from, name to, value from, value to. */
	readonly #places = new Int32Array(4 * ATTRIBUTES);
	#count = 0;
	#source = '';

	constructor(bad: (detail: string) => Unreadable) {
		this.#bad = bad;
	}

	/** Reads a tag from behind its "<" and answers where it ends; 0 where the text ends before the tag does. */
	scan(source: string, from: number): number {
		this.#source = source;
		this.#count = 0;
		let at = nameEnd(source, from);
		if (at >= source.length) return 0;
		if (at === from) throw this.#bad('标签不完整');
		this.name = source.slice(from, at);
		for (;;) {
			const code = source.charCodeAt(at);
			if (code === GREATER) {
				this.selfClosing = false;
				return at + 1;
			}
			if (code === SLASH) {
				if (at + 1 >= source.length) return 0;
				if (source.charCodeAt(at + 1) !== GREATER) throw this.#bad('标签不完整');
				this.selfClosing = true;
				return at + 2;
			}
			if (!isSpace(code)) throw this.#bad('标签不完整');
			at = afterSpace(source, at);
			const next = source.charCodeAt(at);
			if (next !== GREATER && next !== SLASH) at = this.#attribute(source, at);
			if (at === 0 || at >= source.length) return 0;
		}
	}

	get(name: string): string | undefined {
		for (let index = 0; index < this.#count; index += 4) {
			const from = this.#places[index] ?? 0;
			const to = this.#places[index + 1] ?? 0;
			const start = to - name.length;
			// A prefixed name (r:id) answers to the part behind its colon.
			if (start < from || !this.#source.startsWith(name, start)) continue;
			if (start > from && this.#source.charCodeAt(start - 1) !== 58) continue;
			const value = this.#source.slice(this.#places[index + 2], this.#places[index + 3]);
			return decodeEntities(value, this.#bad);
		}
		return undefined;
	}

	#attribute(source: string, from: number): number {
		const end = nameEnd(source, from);
		let at = afterSpace(source, end);
		if (at >= source.length) return 0;
		if (end === from || source.charCodeAt(at) !== EQUALS) throw this.#bad('标签不完整');
		at = afterSpace(source, at + 1);
		if (at >= source.length) return 0;
		const quote = source.charCodeAt(at);
		if (quote !== QUOTE && quote !== APOSTROPHE) throw this.#bad('标签不完整');
		const start = at + 1;
		for (at = start; at < source.length; at++) {
			const code = source.charCodeAt(at);
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
function nameEnd(source: string, from: number): number {
	let at = from;
	for (; at < source.length; at++) {
		const code = source.charCodeAt(at);
		if (code > GREATER) continue;
		if (code <= SPACE || code === SLASH || code === GREATER || code === EQUALS) return at;
		if (code === LESS || code === QUOTE || code === APOSTROPHE) return at;
	}
	return at;
}

function isSpace(code: number): boolean {
	return code === SPACE || (code >= TAB && code <= 13);
}

function afterSpace(source: string, from: number): number {
	let at = from;
	while (isSpace(source.charCodeAt(at))) at += 1;
	return at;
}

function after(source: string, mark: string, from: number): number {
	const found = source.indexOf(mark, from);
	return found < 0 ? 0 : found + mark.length;
}

function localName(name: string): string {
	const colon = name.indexOf(':');
	return colon < 0 ? name : name.slice(colon + 1);
}

const ENTITIES: { readonly [name: string]: string } = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function decodeEntities(text: string, bad: (detail: string) => Unreadable): string {
	if (!text.includes('&')) return text;
	return text.replace(/&([^;&\s]{0,12});?/g, (whole, name: string) => {
		const known = Object.hasOwn(ENTITIES, name) ? ENTITIES[name] : undefined;
		if (known !== undefined && whole.endsWith(';')) return known;
		const code = /^#x([0-9a-f]{1,6})$/i.exec(name);
		const point = code
			? Number.parseInt(code[1] ?? '', 16)
			: /^#\d{1,7}$/.test(name)
				? Number(name.slice(1))
				: -1;
		if (point <= 0 || point > 0x10ffff || !whole.endsWith(';')) throw bad('含有无法识别的实体');
		return String.fromCodePoint(point);
	});
}
