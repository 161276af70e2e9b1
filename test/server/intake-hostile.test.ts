import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainWorkbook } from '#lib/core/intake/workbook.ts';
import { LIMITS } from '#lib/core/limits.ts';
import type { ProblemCode } from '#lib/core/problem.ts';
import { unwrap } from '#lib/core/result.ts';
import { readBytes } from '#lib/server/intake/read-bytes.ts';
import { readWorkbook } from '#lib/server/intake/reader.ts';
import { writeXlsx } from '#lib/server/intake/xlsx-write.ts';
import { problemText } from '#lib/text/zh-CN.ts';
import { oleOf } from '../support/xls-fixture.ts';
import { workbookOf, workbookParts, zipOf } from '../support/zip-fixture.ts';

const CELL = '<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>';
const OLE = Buffer.from('d0cf11e0a1b11ae1', 'hex');

function ole(stream: string): Buffer {
	return oleOf([{ name: stream, kind: 'stream', content: Buffer.from('x') }]);
}

function flipped(bytes: Buffer, at: number): Buffer {
	const copy = Buffer.from(bytes);
	copy[at] = (copy[at] ?? 0) ^ 0x10;
	return copy;
}

/** A small part that unpacks to `size` zero bytes. */
function bomb(size: number, claimed?: number) {
	const claims = claimed === undefined ? {} : { claims: { size: claimed } };
	return { name: 'xl/media/image1.png', content: Buffer.alloc(size), ...claims };
}

function otherSizes(): Buffer {
	const bytes = workbookOf(CELL);
	bytes.writeUInt32LE(5, bytes.indexOf('PK\x03\x04') + 22);
	return bytes;
}

function textCell(text: string): Buffer {
	return workbookOf(`<sheetData><row><c t="inlineStr"><is><t>${text}</t></is></c></row></sheetData>`);
}

const REFUSED: readonly (readonly [what: string, bytes: Uint8Array, code: ProblemCode, detail?: string])[] = [
	['an empty file', Buffer.alloc(0), 'intake/empty-file'],
	['a PDF', Buffer.from('%PDF-1.7\n'), 'intake/unknown-type', 'PDF 文档'],
	['a PNG', Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), 'intake/unknown-type', 'PNG 图片'],
	['a web page without a table', Buffer.from('<html><p>登录超时</p>'), 'intake/bad-html'],
	['a web page that breaks off', Buffer.from('<html><table><tr><td>1'), 'intake/bad-html'],
	['a web archive', Buffer.from('MIME-Version: 1.0\nContent-Type: multipart/related'), 'intake/unknown-type'],
	[
		'Excel 2003 XML that breaks off',
		Buffer.from('<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">'),
		'intake/bad-xml'
	],
	['binary rubbish', Buffer.from([1, 2, 3, 0, 5]), 'intake/unknown-type', '无法识别的二进制文件'],
	[
		'a Word document',
		zipOf([{ name: 'word/document.xml', content: '<w/>' }]),
		'intake/unknown-type',
		'Word 文档'
	],
	[
		'an OpenDocument sheet',
		zipOf([
			{ name: 'mimetype', content: 'x' },
			{ name: 'content.xml', content: '<x/>' }
		]),
		'intake/unknown-type',
		'OpenDocument 文件（.ods/.odt）'
	],
	['any other archive', zipOf([{ name: 'a.txt', content: 'x' }]), 'intake/unknown-type', 'ZIP 压缩包'],
	['an .xls with nothing in it', ole('Workbook'), 'intake/broken-xls'],
	['an .xls cut off', OLE, 'intake/broken-xls'],
	[
		'a bare BIFF stream',
		Buffer.from('0908100000060500', 'hex').fill(4, 1, 2).fill(6, 2, 3).fill(0, 3, 4),
		'intake/old-excel'
	],
	['a password-protected workbook', ole('EncryptedPackage'), 'intake/password'],
	['an old Word document', ole('WordDocument'), 'intake/unknown-type'],
	[
		'an encrypted ZIP entry',
		zipOf([{ name: 'xl/workbook.xml', content: 'x', claims: { flags: 1 } }]),
		'intake/password'
	],
	[
		'a macro sheet',
		workbookOf(CELL, [{ name: 'xl/macrosheets/sheet1.xml', content: '<x/>' }]),
		'intake/macros'
	],
	...['x', '-5', '0', '0.5', '1e3', '99999999'].map(
		(row) =>
			[
				`row number ${row}`,
				workbookOf(`<sheetData><row r="${row}"><c><v>1</v></c></row></sheetData>`),
				'intake/bad-xml'
			] as const
	),
	['half a surrogate pair', textCell('&#xD800;'), 'intake/bad-xml'],
	[
		'a sheet in another encoding',
		workbookOf(CELL, [
			{ name: 'xl/worksheets/sheet1.xml', content: Buffer.from(`<worksheet>${CELL}</worksheet>`, 'utf16le') }
		]),
		'intake/bad-xml'
	],
	[
		'more columns than any sheet has',
		workbookOf(`<sheetData><row>${'<c><v>1</v></c>'.repeat(17_000)}</row></sheetData>`),
		'intake/too-many'
	],
	[
		'more sheets than a workbook may have, all the same part',
		workbookOf(CELL, [
			{
				name: 'xl/workbook.xml',
				content: `<workbook><sheets>${'<sheet name="a" id="r1"/>'.repeat(LIMITS.sheetsPerWorkbook + 1)}</sheets></workbook>`
			}
		]),
		'intake/too-many'
	],
	[
		'a shared formula copied without end',
		workbookOf(
			`<sheetData>${'<row><c><f t="shared" si="0"/><v>1</v></c></row>'.repeat(2_600).replace('/>', `>"${'x'.repeat(8_000)}"</f>`)}</sheetData>`
		),
		'intake/too-many'
	],
	['macros', workbookOf(CELL, [{ name: 'xl/vbaProject.bin', content: 'x' }]), 'intake/macros'],
	[
		'macros under another name',
		workbookOf(CELL, [
			{
				name: '[Content_Types].xml',
				content: '<Types><Override ContentType="application/vnd.ms-office.vbaProject"/></Types>'
			}
		]),
		'intake/macros'
	],
	[
		'two sheets of one name',
		workbookOf(CELL, [
			{
				name: 'xl/workbook.xml',
				content: '<workbook><sheets><sheet name="A" id="r1"/><sheet name="a" id="r1"/></sheets></workbook>'
			}
		]),
		'intake/bad-xml'
	],
	['other sizes before the content than in the directory', otherSizes(), 'intake/unsafe-zip'],
	[
		'more styles than a workbook may have',
		workbookOf(CELL, [
			{
				name: 'xl/styles.xml',
				content: `<styleSheet><cellXfs>${'<xf/>'.repeat(LIMITS.workbookStyles + 1)}</cellXfs></styleSheet>`
			}
		]),
		'intake/too-many'
	],
	[
		'shared formulas that are long themselves',
		workbookOf(
			`<sheetData>${Array.from({ length: 140 }, (_, si) => `<row><c><f t="shared" si="${si}">"${'x'.repeat(8_000)}"</f><v>1</v></c><c><f t="shared" si="${si}"/><v>1</v></c></row>`).join('')}</sheetData>`
		),
		'intake/too-many'
	],
	[
		'links to other workbooks',
		workbookOf(CELL, [{ name: 'xl/externalLinks/externalLink1.xml', content: '<externalLink/>' }]),
		'intake/external-links'
	],
	[
		'the same cell twice',
		workbookOf('<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row></sheetData>'),
		'intake/repeated-cell'
	],
	['elements without end', workbookOf('<x>'.repeat(5_000)), 'intake/bad-xml'],
	['a tag without end', workbookOf(`<c ${'a="b" '.repeat(50_000)}`), 'intake/bad-xml'],
	['a truncated archive', workbookOf(CELL).subarray(0, 300), 'intake/broken-zip'],
	[
		'a wrong CRC',
		workbookOf(CELL, [{ name: 'xl/theme.xml', content: '<x/>', claims: { crc: 1 } }]),
		'intake/broken-zip'
	],
	[
		'a path out of the archive',
		workbookOf(CELL, [{ name: '../../etc/x', content: 'x' }]),
		'intake/unsafe-zip'
	],
	['an absolute path', workbookOf(CELL, [{ name: '/etc/x', content: 'x' }]), 'intake/unsafe-zip'],
	[
		'the same name twice',
		zipOf([...workbookParts(CELL), { name: 'XL/workbook.xml', content: 'x' }]),
		'intake/unsafe-zip'
	],
	[
		'two entries over the same bytes',
		zipOf([...workbookParts(CELL), { name: 'xl/workbook.xmL', content: '', claims: { offset: 0 } }]),
		'intake/unsafe-zip'
	],
	['a declared bomb', zipOf([bomb(LIMITS.unpackedBytes + 1)]), 'intake/zip-bomb'],
	['a steep part', zipOf([bomb(4 * 1024 * 1024)]), 'intake/zip-bomb'],
	['a bomb that lies about its size', zipOf([bomb(4 * 1024 * 1024, 1000)]), 'intake/broken-zip'],
	[
		'a document type',
		workbookOf(CELL, [{ name: 'xl/sharedStrings.xml', content: '<!DOCTYPE x [<!ENTITY a "b">]><sst/>' }]),
		'intake/doctype'
	],
	[
		'an entity without declaration',
		workbookOf('<sheetData><row><c t="inlineStr"><is><t>&lol;</t></is></c></row></sheetData>'),
		'intake/bad-xml'
	],
	['unclosed elements', workbookOf('<sheetData><row>'), 'intake/bad-xml'],
	[
		'a text number out of range',
		workbookOf('<sheetData><row><c t="s"><v>7</v></c></row></sheetData>'),
		'intake/bad-xml'
	],
	[
		'a value that is no number',
		workbookOf('<sheetData><row><c><v>1,5</v></c></row></sheetData>'),
		'intake/bad-xml'
	],
	[
		'no sheet part',
		zipOf(workbookParts(CELL).filter((part) => !part.name.includes('sheet1'))),
		'intake/broken-zip'
	],
	['a workbook without cells', workbookOf('<sheetData/>'), 'intake/no-cells'],
	['a text of blank lines', Buffer.from('\n\n ,, \n'), 'intake/no-cells'],
	[
		'too many rows',
		workbookOf(`<sheetData><row><c r="A${LIMITS.sheetRows + 1}"><v>1</v></c></row></sheetData>`),
		'intake/too-many'
	],
	[
		'too many columns',
		workbookOf('<sheetData><row><c r="XFD1"><v>1</v></c></row></sheetData>'),
		'intake/too-many'
	],
	[
		'an address off the sheet',
		workbookOf('<sheetData><row><c r="ZZZ1"><v>1</v></c></row></sheetData>'),
		'intake/bad-xml'
	],
	['an endless cell', Buffer.from(`名称,${'x'.repeat(LIMITS.cellText + 1)}`), 'intake/too-many'],
	['an open quote', Buffer.from('名称,金额\n"保洁,100\n道路,200\n'), 'intake/open-quote'],
	['bytes of no encoding', Buffer.from([0xb5, 0xd8, 0xff, 0xff, 0x2c]), 'intake/encoding']
];

describe('files nobody should import', () => {
	it.each(REFUSED.map(([what, bytes, code, detail]) => ({ what, bytes, code, detail })))(
		'refuses $what',
		({ bytes, code, detail }) => {
			const result = readBytes(bytes, '表.xlsx');
			expect(result).toMatchObject({
				ok: false,
				problem: { code, ...(detail ? { values: { kind: detail } } : {}) }
			});
			if (!result.ok) expect(problemText(result.problem)).toMatch(/表\.xlsx.*请/);
		}
	);

	const styled = (code: string) => ({
		name: 'xl/styles.xml',
		content: `<styleSheet><numFmts><numFmt numFmtId="200" formatCode="${code}"/></numFmts><cellXfs><xf numFmtId="200"/></cellXfs></styleSheet>`
	});

	it.each([
		['a style that is not there', workbookOf(CELL.replace('<c ', '<c s="-1" ')), '1'],
		['a format of 20,000 quotes', workbookOf(CELL, [styled('&quot;'.repeat(20_001))]), '1'],
		['a format of 30,000 decimals', workbookOf(CELL, [styled(`0.${'0'.repeat(30_000)}`)]), '1'],
		[
			'merges over the whole sheet',
			workbookOf(`${CELL}${'<mergeCell ref="A1:XFD1048576"/>'.repeat(500)}`),
			'1'
		],
		['hidden columns off the sheet', workbookOf(`<col min="-5" max="99999999999" hidden="1"/>${CELL}`), '1'],
		['characters no database keeps', textCell('_x0000__xD800_甲'), '\ufffd\ufffd甲'],
		['a formula of itself', workbookOf(CELL.replace('<v>', '<f>A1+1</f><v>')), '1'],
		['a command as a formula', workbookOf(CELL.replace('<v>', "<f>cmd|' /C calc'!A0</f><v>")), '1']
	])('reads %s as what can be kept of it', (_, bytes, shown) => {
		const [sheet] = unwrap(readBytes(bytes, '表.xlsx')).sheets;
		expect(sheet?.cells.map((cell) => [cell.at, cell.shown])).toEqual([['A1', shown]]);
		for (const column of sheet?.hiddenColumns ?? []) expect(column).toMatch(/^[A-Z]{1,3}$/);
	});

	it('refuses a file beyond the upload limit', () => {
		expect(readBytes(new Uint8Array(LIMITS.uploadBytes + 1), '大')).toMatchObject({
			problem: { code: 'intake/file-too-large' }
		});
	});

	it('notices any flipped bit of a part', () => {
		const sound = Buffer.from(
			writeXlsx([{ name: '表', widths: [], merges: [], rows: [[{ text: '保洁' }, { number: '12.5' }]] }])
		);
		const cellsIn = (bytes: Uint8Array) => plainWorkbook(unwrap(readBytes(bytes, 'x')));
		const whole = cellsIn(sound);
		fc.assert(
			fc.property(fc.nat(sound.length - 1), (at) => {
				const read = readBytes(flipped(sound, at), 'x');
				// Times and versions in the container's headers are nobody's content; everything else must be noticed.
				if (read.ok) expect(plainWorkbook(read.value)).toEqual(whole);
			}),
			{ numRuns: 300 }
		);
	});

	it.each([
		'nbs-city-sanitation.xls',
		'nbs-city-sanitation.xlsx',
		'nbs-grp-by-province.csv',
		'nbs-city-waste.xls'
	])('answers to %s however it is damaged', (name) => {
		const sound = readFileSync(join(import.meta.dirname, '..', 'fixtures', name));
		const damage = fc.record({
			cut: fc.option(fc.nat(sound.length), { nil: sound.length }),
			flips: fc.array(fc.tuple(fc.nat(sound.length - 1), fc.nat(255)), { maxLength: 6 })
		});
		fc.assert(
			fc.property(damage, ({ cut, flips }) => {
				const bytes = Buffer.from(sound.subarray(0, cut));
				for (const [at, value] of flips) if (at < bytes.length) bytes[at] = value;
				const read = readBytes(bytes, name);
				if (!read.ok) expect(problemText(read.problem)).toContain('请');
				else expect(read.value.sheets.length).toBeGreaterThan(0);
			}),
			{ numRuns: 400 }
		);
	});

	it('answers to any bytes at all with a workbook or a problem', () => {
		const starts = [
			Buffer.from('PK\x03\x04', 'latin1'),
			OLE,
			Buffer.from('<?xml '),
			Buffer.alloc(0),
			workbookOf(CELL).subarray(0, 200)
		];
		fc.assert(
			fc.property(fc.constantFrom(...starts), fc.uint8Array({ maxLength: 400 }), (start, rest) => {
				const read = readBytes(Buffer.concat([start, rest]), 'x');
				expect(typeof read.ok).toBe('boolean');
			})
		);
	});
});

describe('the reading process', () => {
	it('hands on what it read, also when somebody runs it from elsewhere', async () => {
		const bytes = readFileSync(join(import.meta.dirname, '..', '..', 'examples', '合成示例-道路保洁P1.xlsx'));
		const before = process.cwd();
		try {
			process.chdir('/');
			expect(unwrap(await readWorkbook(bytes, 'P1.xlsx'))).toEqual(
				plainWorkbook(unwrap(readBytes(bytes, 'P1.xlsx')))
			);
		} finally {
			process.chdir(before);
		}
	});

	it('ends alone when a file needs more memory than a file may', async () => {
		// Long texts fill the room quickly; they differ, or the container would be refused as a bomb.
		const text = (row: number) =>
			String.fromCodePoint(
				...Array.from({ length: 200 }, (_, at) => 0x4e00 + ((row * 7_919 + at * at * 31) % 20_000))
			);
		const rows = Array.from(
			{ length: 2_000 },
			(_, row) => `<row><c t="inlineStr"><is><t>${text(row).repeat(30)}</t></is></c></row>`
		);
		const bytes = workbookOf(`<sheetData>${rows.join('')}</sheetData>`);
		const result = await readWorkbook(bytes, '大.xlsx', { readHeapMebibytes: 16, readMilliseconds: 20_000 });
		expect(result).toMatchObject({ ok: false, problem: { code: 'intake/reader-stopped' } });
	});

	it('is stopped when a file takes too long', async () => {
		const result = await readWorkbook(workbookOf(CELL), '慢.xlsx', {
			readHeapMebibytes: 64,
			readMilliseconds: 1
		});
		expect(result).toMatchObject({
			ok: false,
			problem: { code: 'intake/timeout', values: { seconds: '0.001' } }
		});
	});
});
