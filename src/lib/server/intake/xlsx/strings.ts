import { LIMITS } from '#lib/core/limits.ts';
import { tooMany } from '../unreadable.ts';
import { storable } from '../storable.ts';
import { scanXml } from '../xml.ts';

/** Texts that cells refer to by number: rich text joined, phonetic guides left out. */
export function readSharedStrings(
	bytes: Uint8Array | undefined,
	file: string,
	part: string
): readonly string[] {
	if (!bytes) return [];
	const strings: string[] = [];
	let text = '';
	let inText = false;
	let phonetic = false;
	scanXml(bytes, file, part, {
		open(name) {
			if (name === 'si') text = '';
			else if (name === 'rPh') phonetic = true;
			else if (name === 't') inText = !phonetic;
		},
		text(piece) {
			if (inText) text += piece;
		},
		close(name) {
			if (name === 't') inText = false;
			else if (name === 'rPh') phonetic = false;
			else if (name === 'si') {
				if (strings.length >= LIMITS.sheetCells) throw tooMany(file, '文字数', LIMITS.sheetCells);
				strings.push(plainText(text, file));
			}
		}
	});
	return strings;
}

/** Undoes Excel's _xHHHH_ escapes for characters XML cannot hold, and keeps the length within one cell's limit. */
export function plainText(text: string, file: string): string {
	if (text.length > LIMITS.cellText) throw tooMany(file, '单元格字数', LIMITS.cellText);
	if (!text.includes('_x')) return text;
	return storable(
		text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
	);
}
