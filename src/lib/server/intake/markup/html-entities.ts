const NAMED: { readonly [name: string]: string } = {
	amp: '&',
	lt: '<',
	gt: '>',
	quot: '"',
	apos: "'",
	nbsp: '\u00a0',
	ensp: ' ',
	emsp: '\u3000',
	yen: '¥',
	mdash: '—',
	ndash: '–',
	middot: '·',
	times: '×',
	divide: '÷',
	plusmn: '±',
	sup2: '²',
	sup3: '³',
	deg: '°',
	permil: '‰',
	ldquo: '“',
	rdquo: '”',
	lsquo: '‘',
	rsquo: '’',
	hellip: '…'
};

/** Replaces the character references that tables use; what is not known stays as it is, as browsers do. */
export function decodeHtml(text: string): string {
	if (!text.includes('&')) return text;
	return text.replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|[a-z]{2,8}\d?);?/gi, (whole, name: string) => {
		if (!name.startsWith('#')) return NAMED[name.toLowerCase()] ?? whole;
		const point = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
		const sound = point > 0 && point <= 0x10ffff && (point < 0xd800 || point > 0xdfff);
		return sound ? String.fromCodePoint(point) : whole;
	});
}
