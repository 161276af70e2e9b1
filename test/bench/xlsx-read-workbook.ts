import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipOf } from '../support/zip-fixture.ts';

export const ROWS = 100_000;
export const COLUMNS = 12;

const HEADER = [
	'序号',
	'名称',
	'计量单位',
	'数量',
	'单价',
	'频次',
	'月数',
	'系数',
	'金额',
	'上年决算',
	'依据',
	'备注'
];
const UNITS = ['座', '平方米', '人·年', '次'];
const LETTERS = 'ABCDEFGHIJKL';

/** A deflated workbook as Excel writes one: shared strings, styles, eight columns of numbers and four of words. */
export function workbookFile(): { readonly path: string; remove(): void } {
	const folder = mkdtempSync(join(tmpdir(), 'hengzhun-bench-'));
	const path = join(folder, 'read.xlsx');
	writeFileSync(path, workbook());
	return { path, remove: () => existsSync(folder) && rmSync(folder, { recursive: true }) };
}

function workbook(): Buffer {
	const texts = new Map<string, number>();
	const rows = [rowText(1, HEADER, texts)];
	// The same numbers on every machine.
	let seed = 7;
	const random = (below: number) => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) % below;
	for (let row = 1; row <= ROWS; row += 1) {
		const cells = [
			row,
			`费用明细第${row}项`,
			UNITS[row % UNITS.length] as string,
			random(10_000) / 100,
			random(1_000_000) / 100,
			1 + (row % 12),
			12,
			1.05,
			random(100_000_000) / 100,
			random(100_000_000) / 100,
			`合同编号HT-${row % 500}`,
			row % 3 === 0 ? '按凭证' : '按合同'
		];
		rows.push(rowText(row + 1, cells, texts));
	}
	const strings = [...texts.keys()].map((text) => `<si><t>${text}</t></si>`).join('');
	return zipOf([
		...FRAME,
		{ name: 'xl/sharedStrings.xml', content: `<sst xmlns="${MAIN}">${strings}</sst>` },
		{
			name: 'xl/worksheets/sheet1.xml',
			content: `<worksheet xmlns="${MAIN}"><sheetData>${rows.join('')}</sheetData></worksheet>`
		}
	]);
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const FORMAT = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** The parts round the sheet, as far as strict readers ask for them. */
const FRAME = [
	{
		name: '[Content_Types].xml',
		content: `<Types xmlns="${PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${FORMAT}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${FORMAT}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${FORMAT}.styles+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="${FORMAT}.sharedStrings+xml"/></Types>`
	},
	{
		name: '_rels/.rels',
		content: `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="r1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`
	},
	{
		name: 'xl/workbook.xml',
		content: `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets><sheet name="Sheet1" sheetId="1" r:id="r1"/></sheets></workbook>`
	},
	{
		name: 'xl/_rels/workbook.xml.rels',
		content: `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="r1" Type="${RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="${RELATIONS}/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="r3" Type="${RELATIONS}/styles" Target="styles.xml"/></Relationships>`
	},
	{
		name: 'xl/styles.xml',
		content: `<styleSheet xmlns="${MAIN}"><fonts count="1"><font><sz val="11"/></font></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="4" applyNumberFormat="1"/></cellXfs></styleSheet>`
	}
];

function rowText(row: number, cells: readonly (string | number)[], texts: Map<string, number>): string {
	const made = cells.map((cell, column) => {
		const at = `${LETTERS[column]}${row}`;
		if (typeof cell === 'number') return `<c r="${at}" s="1"><v>${cell}</v></c>`;
		if (!texts.has(cell)) texts.set(cell, texts.size);
		return `<c r="${at}" t="s"><v>${texts.get(cell)}</v></c>`;
	});
	return `<row r="${row}" spans="1:12">${made.join('')}</row>`;
}
