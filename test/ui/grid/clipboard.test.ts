import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readHtmlTable } from '#lib/ui/grid/clipboard-html.ts';
import { readClipboard, readTabbedText } from '#lib/ui/grid/clipboard-read.ts';
import { clipboardHtml, tabbedText, type CopiedCell } from '#lib/ui/grid/clipboard-write.ts';

const texts = (table: readonly (readonly { readonly text: string }[])[]) =>
	table.map((row) => row.map(({ text }) => text));

describe('tab-separated text', () => {
	it.each([
		[
			'1\t2\r\n3\t4\r\n',
			[
				['1', '2'],
				['3', '4']
			]
		],
		['1\n\n3\n', [['1'], [''], ['3']]],
		['一', [['一']]],
		['a\t\tb', [['a', '', 'b']]],
		['a\t', [['a', '']]],
		[
			'a\tb\nc',
			[
				['a', 'b'],
				['c', '']
			]
		],
		[
			'"两\n行"\t"说 ""好"""\r\n下',
			[
				['两\n行', '说 "好"'],
				['下', '']
			]
		],
		['5" 管\t"未完', [['5" 管', '"未完']]],
		['', []]
	] as const)('%j', (text, expected) => {
		expect(texts(readTabbedText(text))).toEqual(expected);
	});

	it('comes back as it was written, whatever is in it', () => {
		const cell = fc.string({ unit: fc.constantFrom('a', '中', '"', '\t', '\n', ' ', '1', ',') });
		const table = fc
			.integer({ min: 1, max: 4 })
			.chain((width) =>
				fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 5 })
			);
		fc.assert(
			fc.property(table, (rows) => {
				const written = `${tabbedText(rows.map((row) => row.map((text) => plain(text))))}\r\n`;
				expect(texts(readTabbedText(written))).toEqual(rows);
			})
		);
	});
});

function plain(text: string): CopiedCell {
	return { text, isNumber: false, formula: null, derived: false };
}

/** Cut down from what the programs put on the clipboard. */
const EXCEL = `<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><style><!-- td {mso-number-format:General} --></style></head>
<body><table border=0 cellpadding=0><col width=72><!--StartFragment-->
<tr height=19><td class=xl65 x:num="1234.5678">1,235</td><td x:num>12</td><td x:str="001">001</td></tr>
<tr><td align=right x:num="0.28999999999999998">29%</td><td>总<br style='mso-data-placement:same-cell'>价 &amp;
  其他</td><td x:num="45352">2024年3月</td></tr>
<tr><td colspan=2 rowspan=2>合并</td><td x:num="8">#####</td></tr><tr><td>末</td></tr>
<![if supportMisalignedColumns]><tr height=0 style='display:none'><td width=72></td></tr><![endif]>
<!--EndFragment--></table></body></html>`;

describe('HTML of spreadsheet programs', () => {
	it('gives the values behind what is shown; dates and texts stay what they show', () => {
		const table = readClipboard(EXCEL, '1,235\t12\t001');
		expect(texts(table)).toEqual([
			['1,235', '12', '001'],
			['29%', '总\n价 & 其他', '2024年3月'],
			['合并', '', '#####'],
			['', '', '末']
		]);
		expect(table.map((row) => row.map(({ number }) => number))).toEqual([
			['1234.5678', '12', undefined],
			['0.29', undefined, undefined],
			[undefined, undefined, '8'],
			[undefined, undefined, undefined]
		]);
	});

	it('of LibreOffice and Google as well', () => {
		const html =
			'<table><tr><td sdval="6850.5" sdnum="2052;">6,851</td>' +
			'<td data-sheets-value="{&quot;1&quot;:3,&quot;3&quot;:0.085}">8.5%</td></tr></table>';
		expect(readClipboard(html, 'x')[0]?.map(({ number }) => number)).toEqual(['6850.5', '0.085']);
	});

	it('without values gives way to the text; pictures are nothing to paste', () => {
		expect(texts(readClipboard('<table><tr><td>1,235</td></tr></table>', '1,235.50'))).toEqual([
			['1,235.50']
		]);
		expect(readClipboard('<img src="data:image/png;base64,AAAA">', '')).toEqual([]);
	});

	it('keeps a span beyond all reason within reason', () => {
		const table = readHtmlTable('<table><tr><td colspan="999999999">1</td></tr></table>');
		expect(table?.rows[0]?.length).toBeLessThanOrEqual(20_000);
	});

	it('reads anything without throwing', () => {
		const piece = fc.constantFrom(
			'<table',
			'>',
			'<tr>',
			'<td x:num="',
			'"',
			"'",
			'</td>',
			'<!--',
			'&#x',
			'7',
			';',
			'<br>',
			'</table>'
		);
		fc.assert(
			fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
				expect(Array.isArray(readClipboard(pieces.join(''), ''))).toBe(true);
			})
		);
	});
});

describe('what is copied', () => {
	const cells: readonly (readonly CopiedCell[])[] = [
		[
			plain('8.10'),
			{ text: '1234.5', isNumber: true, formula: '=[#a].数量*2', derived: true },
			{ text: '60', isNumber: true, formula: null, derived: true },
			plain('两\n行 <b>&"')
		]
	];

	it('comes back with formulas and exact numbers', () => {
		const [row] = readClipboard(clipboardHtml(cells), tabbedText(cells));
		expect(row).toEqual([
			{ text: '8.10' },
			{ text: '1234.5', number: '1234.5', formula: '=[#a].数量*2', derived: true },
			{ text: '60', number: '60', derived: true },
			{ text: '两\n行 <b>&"' }
		]);
	});

	it('has borders, and codes are texts for Excel', () => {
		const html = clipboardHtml(cells);
		expect(html).toContain('border:.5pt solid');
		expect(html).toContain("mso-number-format:'\\@'");
		expect(html).toContain('x:num="1234.5"');
	});
});
