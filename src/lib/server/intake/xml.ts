import { problem } from '#lib/core/problem.ts';
import { Unreadable } from './unreadable.ts';

/** Receives a document in order. Names come without their prefix; a self-closing element is opened and closed. */
export interface XmlEvents {
	open(name: string, attributes: Attributes): void;
	text?(text: string): void;
	close?(name: string): void;
}

/** Attributes of one element, read only when asked for: most of them never are. */
export interface Attributes {
	get(name: string): string | undefined;
}

const DEPTH = 100;
const TAG = /([^\s/>"'<=]+)((?:\s+[^\s/>"'<=]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/y;

/**
 * Scans an XML part of a workbook. Knows elements, text, CDATA, comments and the five built-in entities; a document type
 * declaration, which is where entity bombs and outside references come from, is refused. Throws `Unreadable`.
 */
export function scanXml(bytes: Uint8Array, file: string, part: string, events: XmlEvents): void {
	const bad = (detail: string) => new Unreadable(problem('intake/bad-xml', { file, part, detail }));
	const source = decodeUtf8(bytes, bad);
	const stack: string[] = [];
	let at = source.charCodeAt(0) === 0xfeff ? 1 : 0;
	while (at < source.length) {
		const tag = source.indexOf('<', at);
		if (tag < 0) break;
		if (tag > at && stack.length > 0) events.text?.(decodeEntities(source.slice(at, tag), bad));
		if (source.startsWith('<?', tag)) at = after(source, '?>', tag, bad);
		else if (source.startsWith('<!--', tag)) at = after(source, '-->', tag, bad);
		else if (source.startsWith('<![CDATA[', tag)) {
			at = after(source, ']]>', tag, bad);
			events.text?.(source.slice(tag + 9, at - 3));
		} else if (source.startsWith('<!', tag)) throw new Unreadable(problem('intake/doctype', { file, part }));
		else if (source.startsWith('</', tag)) {
			at = after(source, '>', tag, bad);
			const name = source.slice(tag + 2, at - 1).trimEnd();
			if (stack.pop() !== name) throw bad('标签不配对');
			events.close?.(localName(name));
		} else {
			TAG.lastIndex = tag + 1;
			const match = TAG.exec(source);
			if (!match) throw bad('标签不完整');
			at = TAG.lastIndex;
			const name = match[1] ?? '';
			events.open(localName(name), attributesOf(match[2] ?? '', bad));
			if (match[3] === '/') events.close?.(localName(name));
			else if (stack.push(name) > DEPTH) throw bad('嵌套过深');
		}
	}
	if (stack.length > 0) throw bad('内容不完整');
}

function decodeUtf8(bytes: Uint8Array, bad: (detail: string) => Unreadable): string {
	try {
		return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
	} catch {
		throw bad('不是 UTF-8 编码');
	}
}

function after(source: string, mark: string, from: number, bad: (detail: string) => Unreadable): number {
	const found = source.indexOf(mark, from);
	if (found < 0) throw bad('内容不完整');
	return found + mark.length;
}

function localName(name: string): string {
	return name.slice(name.indexOf(':') + 1);
}

function attributesOf(text: string, bad: (detail: string) => Unreadable): Attributes {
	return {
		get(name) {
			// The tag's pattern has proved the form: name, equals sign, quoted value, again and again.
			for (let at = 0; at < text.length;) {
				const equals = text.indexOf('=', at);
				if (equals < 0) return undefined;
				let open = equals + 1;
				while (text.charCodeAt(open) <= 0x20) open += 1;
				const close = text.indexOf(text.charAt(open), open + 1);
				if (localName(text.slice(at, equals).trim()) === name)
					return decodeEntities(text.slice(open + 1, close), bad);
				at = close + 1;
			}
			return undefined;
		}
	};
}

const ENTITIES: { readonly [name: string]: string } = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function decodeEntities(text: string, bad: (detail: string) => Unreadable): string {
	if (!text.includes('&')) return text;
	return text.replace(/&([^;&\s]{0,12});?/g, (whole, name: string) => {
		const known = ENTITIES[name];
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
