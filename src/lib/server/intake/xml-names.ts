/** The name of an element as it is written, and without its prefix. */
export interface XmlName {
	readonly full: string;
	readonly local: string;
}

/** Bytes of a name that fit, as digits to the base 256, into a number exactly. */
const SHORT = 6;

/** Names of elements: a few come again a million times, so those that are short are made into text once. */
export class XmlNames {
	readonly #short = new Map<number, XmlName>();

	at(bytes: Buffer, from: number, to: number): XmlName {
		if (to - from > SHORT) return nameOf(bytes.toString('utf8', from, to));
		let key = 0;
		for (let at = from; at < to; at += 1) key = key * 256 + (bytes[at] ?? 0);
		const known = this.#short.get(key);
		if (known) return known;
		const made = nameOf(bytes.toString('utf8', from, to));
		this.#short.set(key, made);
		return made;
	}
}

function nameOf(full: string): XmlName {
	const colon = full.indexOf(':');
	return { full, local: colon < 0 ? full : full.slice(colon + 1) };
}
