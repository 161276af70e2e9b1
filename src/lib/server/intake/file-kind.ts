/** What a file is, by its first bytes; its name is never believed. */
export type FileKind =
	| { readonly kind: 'zip' }
	| { readonly kind: 'ole' }
	| { readonly kind: 'text' }
	| { readonly kind: 'biff' }
	| { readonly kind: 'html' }
	| { readonly kind: 'spreadsheet-xml' }
	| { readonly kind: 'other'; readonly words: string };

const SIGNATURES: readonly (readonly [signature: string, words: string])[] = [
	['%PDF', 'PDF 文档'],
	['\x89PNG', 'PNG 图片'],
	['\xff\xd8\xff', 'JPEG 图片'],
	['GIF8', 'GIF 图片'],
	['BM', 'BMP 图片'],
	['{\\rtf', 'RTF 文档'],
	['Rar!', 'RAR 压缩包'],
	["7z\xbc\xaf'\x1c", '7z 压缩包'],
	['\x1f\x8b', 'GZIP 压缩包'],
	['SQLite format 3', 'SQLite 数据库'],
	['\x7fELF', '程序文件'],
	['MZ', '程序文件']
];

export function fileKind(bytes: Uint8Array): FileKind {
	const head = latin1(bytes.subarray(0, 512));
	if (head.startsWith('PK\x03\x04') || head.startsWith('PK\x05\x06')) return { kind: 'zip' };
	if (head.startsWith('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')) return { kind: 'ole' };
	// A bare BIFF stream (Excel 2 to 4): record BOF of version 2, 3 or 4 with its fixed length.
	if (/^\x09[\x00\x02\x04]\x04\x00|^\x09[\x02\x04]\x06\x00/.test(head)) return { kind: 'biff' };
	const known = SIGNATURES.find(([signature]) => head.startsWith(signature));
	// "BM" and "MZ" also begin ordinary words: a text is a text when nothing binary follows.
	if (known && (known[0].length > 2 || isBinary(bytes))) return { kind: 'other', words: known[1] };
	const markup = markupKind(bytes);
	if (markup) return markup;
	return isBinary(bytes) ? { kind: 'other', words: '无法识别的二进制文件' } : { kind: 'text' };
}

/** Markup that Excel opens under the name .xls, which is why people send it as a workbook. */
function markupKind(bytes: Uint8Array): FileKind | undefined {
	const head = latin1(bytes.subarray(0, 4096));
	const start = head
		.replace(/^\xef\xbb\xbf/, '')
		.trimStart()
		.toLowerCase();
	const spreadsheet = 'schemas-microsoft-com:office:spreadsheet';
	if (/^<(\?xml|workbook)/.test(start) && head.includes(spreadsheet)) return { kind: 'spreadsheet-xml' };
	if (/^<(!doctype html|html|head|table|meta|body|div|style)/.test(start)) return { kind: 'html' };
	if (start.startsWith('<?xml') && /<html[\s>]|<table[\s>]/i.test(head)) return { kind: 'html' };
	if (start.startsWith('<?xml')) return { kind: 'other', words: 'XML 文件' };
	if (/^mime-version:/.test(start)) return { kind: 'other', words: '单个文件网页（MHTML）' };
	return undefined;
}

/** Text has no control characters but tab, line ends, form feed and, from old systems, a final ^Z. UTF-16 needs its mark. */
function isBinary(bytes: Uint8Array): boolean {
	if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) return false;
	return bytes.some((byte) => byte < 0x20 && ![0x09, 0x0a, 0x0c, 0x0d, 0x1a].includes(byte));
}

function latin1(bytes: Uint8Array): string {
	return Buffer.from(bytes).toString('latin1');
}
