const ENTITIES: { readonly [name: string]: string } = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Text with the five built-in entities and numbered characters put in; anything else behind an "&" is refused. */
export function decodeEntities(text: string, bad: (detail: string) => Error): string {
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
		const halfPair = point >= 0xd800 && point <= 0xdfff;
		if (point <= 0 || point > 0x10ffff || halfPair || !whole.endsWith(';')) throw bad('含有无法识别的实体');
		return String.fromCodePoint(point);
	});
}
