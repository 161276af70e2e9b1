import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readNumber } from '#lib/core/intake/number-text.ts';
import { LIMITS } from '#lib/core/limits.ts';
import { unwrap } from '#lib/core/result.ts';
import { decodeText } from '#lib/server/intake/csv.ts';
import { readBytes } from '#lib/server/intake/read-bytes.ts';
import { writeXlsx } from '#lib/server/intake/xlsx-write.ts';
import { storable } from '#lib/server/intake/storable.ts';
import { shownNumber } from '#lib/server/intake/xlsx/number-format.ts';
import { SharedFormula } from '#lib/server/intake/xlsx/shift-formula.ts';
import { convertInOffice, OFFICE, recalculatedInOffice } from '../support/office.ts';
import { plainWorkbook } from '#lib/core/intake/workbook.ts';
import { workbookOf } from '../support/zip-fixture.ts';

function sheetOf(bytes: Uint8Array, index = 0) {
	const sheet = plainWorkbook(unwrap(readBytes(bytes, 'x'))).sheets[index];
	if (!sheet) throw new Error('no such sheet');
	return sheet;
}

describe('reading .xlsx', () => {
	it('reads every kind of cell as the file holds it', () => {
		const sheet = sheetOf(
			workbookOf(
				`<cols><col min="2" max="3" hidden="1"/></cols><sheetData>
				<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><r><t>富</t></r><r><t>文本</t></r></is></c><c r="C1" t="b"><v>1</v></c></row>
				<row r="2" hidden="1"><c r="A2"><v>9.3562000000000003</v></c><c r="B2" t="e"><v>#DIV/0!</v></c><c r="C2" s="1"><v>45000</v></c></row>
				<row><c><f>A2*$B$1</f><v>3</v></c><c t="str"><f>"a"&amp;B1</f><v>合计</v></c><c><f>Z9</f></c></row>
				</sheetData><mergeCells><mergeCell ref="A3:A4"/></mergeCells>`,
				[
					{
						name: 'xl/sharedStrings.xml',
						content:
							'<sst><si><t>项目</t><rPh><t>xiang</t></rPh><r><t>&lt;名&#x79F0;&gt;_x000D_</t></r></si></sst>'
					},
					{
						name: 'xl/styles.xml',
						content: '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="31"/></cellXfs></styleSheet>'
					}
				]
			)
		);
		expect(sheet.cells).toEqual([
			{ at: 'A1', kind: 'text', raw: '项目<名称>\r', shown: '项目<名称>\r' },
			{ at: 'B1', kind: 'text', raw: '富文本', shown: '富文本' },
			{ at: 'C1', kind: 'boolean', raw: '1', shown: 'TRUE' },
			{ at: 'A2', kind: 'number', raw: '9.3562000000000003', shown: '9.3562' },
			{ at: 'B2', kind: 'error', raw: '#DIV/0!', shown: '#DIV/0!' },
			{ at: 'C2', kind: 'date', raw: '45000', shown: '2023年3月15日' },
			{ at: 'A3', kind: 'number', raw: '3', shown: '3', formula: 'A2*$B$1' },
			{ at: 'B3', kind: 'text', raw: '合计', shown: '合计', formula: '"a"&B1' },
			{ at: 'C3', kind: 'text', raw: '', shown: '', formula: 'Z9' }
		]);
		expect(sheet).toMatchObject({ merges: ['A3:A4'], hiddenRows: [2], hiddenColumns: ['B', 'C'] });
	});

	it('reads a file of the National Bureau of Statistics as it was published', () => {
		const { sheets } = unwrap(readBytes(readFileSync('test/fixtures/nbs-city-sanitation.xlsx'), 'x'));
		expect(sheets.map(({ name, cells }) => [name, cells.length])).toEqual([['年度数据', 116]]);
		const shown = new Map(sheets[0]?.cells.map((cell) => [cell.at, cell.shown]));
		expect(['A1', 'A3', 'B3', 'T3'].map((at) => shown.get(at))).toEqual([
			'数据库：年度数据',
			'指标',
			'2024年',
			'2006年'
		]);
		expect(['A8', 'S8', 'T8'].map((at) => shown.get(at))).toEqual(['公共厕所数量(座)', '112604', '107331']);
		expect([...shown.values()].at(-1)).toBe('数据来源：国家统计局');
	});

	it('gives each cell of a shared formula its own', () => {
		const cells = sheetOf(
			workbookOf(
				'<sheetData><row r="2"><c r="C2"><f t="shared" si="0" ref="C2:C3">A2*B$1</f><v>1</v></c></row><row r="3"><c r="C3"><f t="shared" si="0"/><v>2</v></c></row></sheetData>'
			)
		).cells;
		expect(cells.map((cell) => cell.formula)).toEqual(['A2*B$1', 'A3*B$1']);
	});

	it('refuses a bomb of shared formulas', () => {
		const long = Array.from({ length: 1_500 }, (_, index) => `B${index + 1}`).join('+');
		const master = `<row r="1"><c r="A1"><f t="shared" si="0" ref="A1:A9">${long}</f><v>1</v></c></row>`;
		const copies = Array.from(
			{ length: 4_000 },
			(_, at) => `<row r="${at + 2}"><c r="A${at + 2}"><f t="shared" si="0"/><v>1</v></c></row>`
		);
		const workbook = workbookOf(`<sheetData>${master}${copies.join('')}</sheetData>`);
		expect(readBytes(workbook, '炸弹.xlsx')).toMatchObject({
			ok: false,
			problem: { code: 'intake/too-many', values: { limit: String(LIMITS.sharedFormulaText) } }
		});
	});

	it('keeps a sheet in which one number is too small to be kept, and names that cell', () => {
		const { cells } = sheetOf(
			workbookOf(
				'<sheetData><row r="1"><c r="A1"><v>2.5</v></c><c r="B1"><v>1E-120</v></c><c r="C1"><v>-1.7E+308</v></c></row></sheetData>'
			)
		);
		expect(cells.map(({ at, kind, raw }) => [at, kind, raw])).toEqual([
			['A1', 'number', '2.5'],
			['B1', 'error', '1E-120'],
			['C1', 'error', '-1.7E+308']
		]);
		expect(readNumber(cells.at(1))).toEqual({ kind: 'unreadable', why: 'error' });
	});

	it.each([
		['A1+$A1+A$1+$A$1', 'C3+$A3+C$1+$A$1'],
		['SUM(A1:B2)&"A1"', 'SUM(C3:D4)&"A1"'],
		["'A1 表'!A1+LOG10(A1)", "'A1 表'!C3+LOG10(C3)"],
		['数据A1+A1', '数据A1+C3']
	])('shifts %s', (formula, shifted) => {
		expect(new SharedFormula(formula, 1, 1).copyAt(3, 3)).toBe(shifted);
	});

	it('keeps what was written', () => {
		const cell = fc.oneof(
			fc.string({ unit: 'binary', minLength: 1 }).map((text) => ({ text })),
			fc.tuple(fc.integer(), fc.nat(999)).map(([whole, part]) => ({ number: `${whole}.${part}` })),
			fc.constant(null)
		);
		fc.assert(
			fc.property(fc.array(fc.array(cell, { maxLength: 5 }), { maxLength: 5 }), (rows) => {
				const written = rows.flat().filter((c) => c !== null);
				const marker = [{ text: '末' }];
				const read = sheetOf(
					writeXlsx([{ name: 'a<&>"', widths: [8], rows: [...rows, marker], merges: [] }])
				);
				expect(read.name).toBe('a<&>"');
				// XML folds a carriage return before a line feed; Excel does the same with what is typed.
				const texts = [...written, ...marker].map((c) => ('text' in c ? c.text : c.number));
				expect(read.cells.map((c) => c.raw)).toEqual(texts.map(storable));
			})
		);
	});

	it('writes the same bytes every time', () => {
		const sheets = [
			{
				name: '表',
				widths: [10],
				rows: [[{ text: '甲' }, { number: '1.5', formula: '3/2' }]],
				merges: ['A1:A2']
			}
		];
		expect(Buffer.compare(writeXlsx(sheets), writeXlsx(sheets))).toBe(0);
	});
});

describe('numbers as the sender saw them', () => {
	it.each([
		['1234.5', 'General', '1234.5'],
		['9.3562345678912', 'General', '9.356234568'],
		['1234567.891', '#,##0.00', '1,234,567.89'],
		['-1234.5', '#,##0.00;(#,##0.00)', '(1,234.50)'],
		['-1234.5', '#,##0.00', '-1,234.50'],
		['0', '#,##0;-#,##0;"-"', '-'],
		['0.085', '0.0%', '8.5%'],
		['1.005', '0.00', '1.01'],
		['12', '000', '012'],
		['0.5', '#.##', '.5'],
		['1500', '0.0,"千元"', '1.5千元'],
		['12.5', '[Red]¥0.00', '¥12.50'],
		['12.5', '[$¥-804]0.00', '¥12.50'],
		['12.5', '# ?/?', '12.5'],
		['45000.75', 'yyyy/m/d h:mm', '2023/3/15 18:00'],
		['60', 'yyyy-mm-dd', '1900-02-29'],
		['1', 'yyyy-mm-dd', '1900-01-01'],
		['61', 'yyyy-mm-dd', '1900-03-01'],
		['45000', '[$-804]yyyy"年"m"月"', '2023年3月'],
		['0.5', 'h:mm AM/PM', '12:00 PM']
	])('%s as %s is %s', (raw, format, text) => {
		expect(shownNumber(raw, format, false).text).toBe(text);
	});

	it('counts from 1904 where the workbook does', () => {
		expect(shownNumber('0', 'yyyy-mm-dd', true).text).toBe('1904-01-01');
	});
});

describe('reading text', () => {
	const TEXT = '名称,金额\n"道路,保洁","1,234.50"\n';

	it.each([
		['UTF-8', Buffer.from(TEXT)],
		['UTF-8 with its mark', Buffer.from(`\ufeff${TEXT}`)],
		['UTF-16 LE', Buffer.from(`\ufeff${TEXT}`, 'utf16le')],
		['UTF-16 BE', Buffer.from(`\ufeff${TEXT}`, 'utf16le').swap16()]
	])('decodes %s', (_, bytes) => {
		expect(decodeText(bytes, 'x')).toBe(TEXT);
	});

	it.each([
		['comma', 'a,b\r\n"1\n2",3\r\n', ['a', 'b', '1\n2', '3']],
		['tab', 'a\tb\n1,5\t2\n', ['a', 'b', '1,5', '2']],
		['semicolon', 'a;b\r1;2\r', ['a', 'b', '1', '2']],
		['quotes doubled', 'a,"say ""hi"""\n', ['a', 'say "hi"']],
		['no line end', 'a,b\n1,', ['a', 'b', '1']]
	])('splits by %s', (_, text, fields) => {
		expect(sheetOf(Buffer.from(text)).cells.map((cell) => cell.raw)).toEqual(fields);
	});

	it('keeps eighteen-digit codes digit by digit, as text', () => {
		const [code, amount] = sheetOf(Buffer.from('310118000000000123,12.50\n')).cells;
		expect(code).toMatchObject({ kind: 'text', raw: '310118000000000123' });
		expect(amount).toMatchObject({ kind: 'number', raw: '12.50' });
	});

	it('reads the National Bureau of Statistics’ own GBK export', () => {
		const bytes = readFileSync(join(import.meta.dirname, '..', 'fixtures', 'nbs-grp-by-province.csv'));
		const { cells } = sheetOf(bytes);
		expect(cells.find((cell) => cell.at === 'A2')?.raw).toBe('指标:地区生产总值(亿元)'.replace(':', '：'));
		expect(cells.find((cell) => cell.at === 'A5')?.raw).toBe('北京市');
		expect(cells.find((cell) => cell.at === 'B5')).toMatchObject({ kind: 'number', raw: '49670.2' });
	});
});

describe.runIf(OFFICE)('beside LibreOffice', () => {
	it(
		'opens what we write, recomputes our formulas to our values, and is read back',
		{ timeout: 120_000 },
		() => {
			const example = readFileSync(
				join(import.meta.dirname, '..', '..', 'examples', '合成示例-道路保洁P1.xlsx')
			);
			const csv = convertInOffice(example, 'xlsx', 'csv:Text - txt - csv (StarCalc):44,34,76').toString(
				'utf8'
			);
			expect(csv).toContain('人工费,14.5,人·年,60000,"870,000.00"');
			expect(csv).toContain('合计,,180000,平方米,,"1,450,000.00"');
			const ours = sheetOf(example);
			const theirs = sheetOf(recalculatedInOffice(example));
			expect(theirs.cells.map(({ at, raw, shown }) => ({ at, raw, shown }))).toEqual(
				ours.cells.map(({ at, raw, shown }) => ({ at, raw, shown }))
			);
			expect(theirs.cells.find((cell) => cell.at === 'G8')?.formula).toBe('SUM(G4:G7)');
			expect([...theirs.merges].sort()).toEqual([...ours.merges].sort());
		}
	);
});
