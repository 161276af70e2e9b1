import { describe, expect, it } from 'vitest';
import { unwrap } from '#lib/core/result.ts';
import { readBytes } from '#lib/server/intake/read-bytes.ts';

function sheetsOf(text: string | Uint8Array) {
	const workbook = unwrap(readBytes(typeof text === 'string' ? Buffer.from(text) : text, 'x.xls'));
	return workbook.sheets.map(({ cells, ...rest }) => ({
		...rest,
		cells: cells.map(({ at, kind, raw }) => `${at} ${kind} ${raw}`)
	}));
}

describe('web pages named .xls', () => {
	it('lays tables out as a browser does: spans, hidden parts, breaks, what Excel adds', () => {
		const [sheet, second] =
			sheetsOf(`<html><head><meta charset="utf-8"><style>td > p { color: red }</style></head>
			<body><table><colgroup><col><col style="display:none"></colgroup>
			<tr><td colspan=3>某局&nbsp;费用表</td></tr>
			<tr><th rowspan="2">名称</th><th colspan="2">金额</th></tr>
			<tr style='display:none'><td>申报</td><td>核定</td></tr>
			<tr><td>道路<br>保洁</td><td x:num="1234.5">1,235</td><td style='mso-number-format:"\\@"'>007</td></tr>
			<!-- <tr><td>没有</td></tr> --><script>var a = "<td>1</td>";</script>
			</table><table><tr><td>12.50<td>310118000000000123</table></body></html>`);
		expect(sheet).toEqual({
			name: '表1',
			hidden: false,
			cells: [
				'A1 text 某局\u00a0费用表',
				'A2 text 名称',
				'B2 text 金额',
				'B3 text 申报',
				'C3 text 核定',
				'A4 text 道路\n保洁',
				'B4 number 1234.5',
				'C4 text 007'
			],
			merges: ['A1:C1', 'A2:A3', 'B2:C2'],
			hiddenRows: [3],
			hiddenColumns: ['B'],
			indents: {}
		});
		expect(second?.cells).toEqual(['A1 number 12.50', 'B1 text 310118000000000123']);
	});

	it('believes the encoding that the page names', () => {
		const gbk = Buffer.from([0xb5, 0xc0, 0xc2, 0xb7]);
		const page = (charset: string, text: Buffer) =>
			Buffer.concat([
				Buffer.from(
					`<html><meta http-equiv="Content-Type" content="text/html; charset=${charset}"><table><td>`
				),
				text,
				Buffer.from('</table>')
			]);
		expect(sheetsOf(page('gb2312', gbk))[0]?.cells).toEqual(['A1 text 道路']);
		expect(sheetsOf(page('big5', Buffer.from([0xb9, 0x44, 0xb8, 0xf4])))[0]?.cells).toEqual(['A1 text 道路']);
	});

	it('puts a table inside a cell into that cell', () => {
		const [sheet] = sheetsOf(
			'<table><tr><td>甲<table><tr><td>乙</td></tr></table></td><td>丙</td></tr></table>'
		);
		expect(sheet?.cells).toEqual(['A1 text 甲乙', 'B1 text 丙']);
	});

	it('takes no longer for a page of nothing but openings', () => {
		const page = `<html>${'<table><col span=200000 style="display:none"><style>'.repeat(20_000)}`;
		expect(readBytes(Buffer.from(page), 'x').ok).toBe(false);
	});
});

describe('Excel 2003 XML', () => {
	const book = (table: string, more = '') =>
		`<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
		<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
		<Worksheet ss:Name="经费"><Table>${table}</Table>${more}</Worksheet></Workbook>`;

	it('reads cells, places, merges, formulas and what is hidden', () => {
		const workbook = unwrap(
			readBytes(
				Buffer.from(
					book(
						`<Column ss:Index="2" ss:Hidden="1" ss:Span="1"/>
						<Row><Cell ss:MergeAcross="1"><Data ss:Type="String">名称</Data></Cell><Cell><Data ss:Type="String">金额</Data></Cell></Row>
						<Row ss:Index="4" ss:Hidden="1"><Cell ss:Index="2"><Data ss:Type="Number">12.50</Data></Cell>
						<Cell ss:Formula="=RC[-1]*R1C1"><Data ss:Type="Number">25</Data></Cell>
						<Cell><Data ss:Type="DateTime">2024-03-15T00:00:00.000</Data></Cell></Row>`,
						'<WorksheetOptions><Visible>SheetHidden</Visible></WorksheetOptions>'
					)
				),
				'x.xls'
			)
		);
		const [sheet] = workbook.sheets;
		expect(workbook.format).toBe('xml');
		expect(sheet?.cells.map(({ at, kind, raw, formula }) => [at, kind, raw, formula])).toEqual([
			['A1', 'text', '名称', undefined],
			['C1', 'text', '金额', undefined],
			['B4', 'number', '12.50', undefined],
			['C4', 'number', '25', 'B4*A1'],
			['D4', 'date', '2024-03-15T00:00:00.000', undefined]
		]);
		expect(sheet).toMatchObject({
			name: '经费',
			hidden: true,
			merges: ['A1:B1'],
			hiddenRows: [4],
			hiddenColumns: ['B', 'C']
		});
	});

	it('refuses places that go backwards and numbers that are none', () => {
		for (const table of [
			'<Row><Cell ss:Index="3"><Data ss:Type="Number">1</Data></Cell><Cell ss:Index="2"><Data ss:Type="Number">1</Data></Cell></Row>',
			'<Row><Cell><Data ss:Type="Number">1,5</Data></Cell></Row>'
		])
			expect(readBytes(Buffer.from(book(table)), 'x')).toMatchObject({ problem: { code: 'intake/bad-xml' } });
	});
});
