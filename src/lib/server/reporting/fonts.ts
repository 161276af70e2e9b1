import type { IFontAttributesProperties } from 'docx';

/** Half-points: 二号 22 pt, 三号 16 pt, 四号 14 pt, 五号 10.5 pt. */
export const SIZE = { title: 44, body: 32, pageNumber: 28, table: 21, note: 18 } as const;

/**
 * Fonts of GB/T 9704-2012 by name, with what stands in for them where they are not installed. Windows has the second
 * of each list, other systems the third.
 */
const FACES = {
	title: ['方正小标宋简体', '小标宋', 'Noto Serif CJK SC'],
	heading: ['黑体', 'SimHei', 'Noto Sans CJK SC'],
	kai: ['楷体_GB2312', '楷体', 'KaiTi'],
	body: ['仿宋_GB2312', '仿宋', 'FangSong'],
	latin: ['Times New Roman', 'Liberation Serif']
} as const;

export const BODY = eastAsian(FACES.body[0]);
export const TITLE_FONT = eastAsian(FACES.title[0]);
export const HEADING_FONTS = { 1: eastAsian(FACES.heading[0]), 2: eastAsian(FACES.kai[0]), 3: BODY } as const;

/** Set for every run: a theme font left in place would win over the East-Asian one, quotes and dashes would be Latin. */
function eastAsian(name: string): IFontAttributesProperties {
	return {
		ascii: FACES.latin[0],
		hAnsi: FACES.latin[0],
		eastAsia: name,
		cs: FACES.latin[0],
		hint: 'eastAsia'
	};
}

/** word/fontTable.xml: each font with its substitutes, so that a machine without it picks a kindred one. */
export function fontTable(): string {
	const fonts = Object.values(FACES).map(
		([name, ...others]) =>
			`<w:font w:name="${name}"><w:altName w:val="${others.join(',')}"/>` +
			`<w:charset w:val="${name === FACES.latin[0] ? '00' : '86'}"/><w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>`
	);
	return (
		'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' +
		'<w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">' +
		`${fonts.join('')}</w:fonts>`
	);
}
