import { isUtf8 } from 'node:buffer';
import { problem } from '#lib/core/problem.ts';
import { Unreadable } from './unreadable.ts';
import { AttributeList, nameEnd, onlySpace, type Attributes } from './xml-attributes.ts';
import { decodeEntities } from './xml-entities.ts';
import { XmlNames, type XmlName } from './xml-names.ts';

/** Receives a document in order. Names come without their prefix; a self-closing element is opened and closed. */
export interface XmlEvents {
	/** `attributes` are those of this element only: read them before returning. */
	open(name: string, attributes: Attributes): void;
	text?(text: string): void;
	close?(name: string): void;
	/**
	 * May take a whole element that begins at a place of the document, and answers where it ends; 0 = it is read tag by
	 * tag. Only for elements written in one known form, which the taker checks to the last byte.
	 */
	take?(bytes: Uint8Array, from: number): number;
}

const DEPTH = 100;
const [SLASH, LESS, GREATER, EXCLAMATION, QUESTION, AMPERSAND] = [47, 60, 62, 33, 63, 38];
const BYTE_ORDER_MARK = Buffer.from('\ufeff');

/**
 * Scans an XML part of a workbook. Knows elements, text, CDATA, comments and the five built-in entities; a document type
 * declaration, which is where entity bombs and outside references come from, is refused. Throws `Unreadable`.
 */
export function scanXml(bytes: Uint8Array, file: string, part: string, events: XmlEvents): void {
	new XmlScanner(bytes, file, part, events).run();
}

/** Walks over the bytes: all marks of XML are ASCII, so only what is asked for is ever made into text. */
class XmlScanner {
	readonly #bytes: Buffer;
	readonly #file: string;
	readonly #part: string;
	readonly #events: XmlEvents;
	readonly #stack: XmlName[] = [];
	readonly #names = new XmlNames();
	readonly #attributes: AttributeList;

	constructor(bytes: Uint8Array, file: string, part: string, events: XmlEvents) {
		this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
		this.#file = file;
		this.#part = part;
		this.#events = events;
		this.#attributes = new AttributeList(this.#bytes, (detail) => this.#bad(detail));
	}

	run(): void {
		const bytes = this.#bytes;
		if (!isUtf8(bytes)) throw this.#bad('不是 UTF-8 编码');
		let at = bytes.subarray(0, 3).equals(BYTE_ORDER_MARK) ? 3 : 0;
		for (;;) {
			let tag = at;
			while (tag < bytes.length && bytes[tag] !== LESS) tag += 1;
			if (tag >= bytes.length) break;
			at = (tag === at && this.#taken(tag)) || this.#tag(at, tag);
		}
		if (this.#stack.length > 0) throw this.#bad('内容不完整');
	}

	#taken(tag: number): number {
		return this.#stack.length > 0 ? (this.#events.take?.(this.#bytes, tag) ?? 0) : 0;
	}

	/** Handles the text before a tag and the tag, and answers where the tag ends. */
	#tag(from: number, tag: number): number {
		const bytes = this.#bytes;
		const mark = bytes[tag + 1];
		if (tag > from && this.#stack.length > 0) this.#text(from, tag);
		if (mark === SLASH) return this.#close(tag + 2);
		if (mark === QUESTION) return this.#behind('?>', tag + 2);
		if (mark === EXCLAMATION) return this.#declaration(tag);
		return this.#open(tag + 1);
	}

	#text(from: number, to: number): void {
		const { text } = this.#events;
		if (!text) return;
		const source = this.#bytes.toString('utf8', from, to);
		const coded = this.#bytes.subarray(from, to).includes(AMPERSAND);
		this.#events.text?.(coded ? decodeEntities(source, (detail) => this.#bad(detail)) : source);
	}

	#declaration(tag: number): number {
		const starts = (mark: string) => this.#bytes.toString('latin1', tag, tag + mark.length) === mark;
		if (starts('<!--')) return this.#behind('-->', tag + 2);
		if (!starts('<![CDATA['))
			throw new Unreadable(problem('intake/doctype', { file: this.#file, part: this.#part }));
		const end = this.#behind(']]>', tag + 9);
		if (this.#stack.length > 0) this.#events.text?.(this.#bytes.toString('utf8', tag + 9, end - 3));
		return end;
	}

	#open(from: number): number {
		const end = this.#attributes.scan(from);
		if (end === 0) throw this.#bad('内容不完整');
		const { nameEnds, selfClosing } = this.#attributes;
		const name = this.#names.at(this.#bytes, from, nameEnds);
		this.#events.open(name.local, this.#attributes);
		if (selfClosing) this.#events.close?.(name.local);
		else if (this.#stack.push(name) > DEPTH) throw this.#bad('嵌套过深');
		return end;
	}

	#close(from: number): number {
		const end = this.#behind('>', from);
		const nameEnds = Math.min(nameEnd(this.#bytes, from), end - 1);
		const name = this.#stack.pop();
		const closed = this.#names.at(this.#bytes, from, nameEnds);
		const fits = closed.full === name?.full && onlySpace(this.#bytes, nameEnds, end - 1);
		if (!fits) throw this.#bad('标签不配对');
		this.#events.close?.(closed.local);
		return end;
	}

	/** The place behind the next such mark. */
	#behind(mark: string, from: number): number {
		if (mark === '>') {
			for (let at = from; at < this.#bytes.length; at += 1) if (this.#bytes[at] === GREATER) return at + 1;
			throw this.#bad('内容不完整');
		}
		const found = this.#bytes.indexOf(mark, from, 'latin1');
		if (found < 0) throw this.#bad('内容不完整');
		return found + mark.length;
	}

	#bad(detail: string): Unreadable {
		return new Unreadable(problem('intake/bad-xml', { file: this.#file, part: this.#part, detail }));
	}
}
