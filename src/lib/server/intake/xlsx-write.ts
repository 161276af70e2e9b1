import { cellAddress } from '#lib/core/address/cell-address.ts';
import {
	contentTypes,
	DOCUMENT_RELATIONS,
	escapeXml,
	MAIN,
	packageRelations,
	workbookRelations,
	XML
} from './xlsx-xml.ts';
import { packZip } from './zip-write.ts';

/** Looks of a cell. Each is one entry of the fixed style table below. */
export const CELL_STYLES = [
	'text',
	'title',
	'header',
	'number',
	'whole',
	'money',
	'note',
	'total-text',
	'total-money'
] as const;
export type CellStyleName = (typeof CELL_STYLES)[number];

export type WrittenCell =
	| { readonly text: string; readonly style?: CellStyleName }
	/** `number` is exact decimal text, written as it stands; with a formula it is the formula's value. */
	| { readonly number: string; readonly formula?: string; readonly style?: CellStyleName };

export interface WrittenSheet {
	readonly name: string;
	/** Column widths in characters, from A on. */
	readonly widths: readonly number[];
	/** Rows from 1 on; null leaves a cell empty. */
	readonly rows: readonly (readonly (WrittenCell | null)[])[];
	readonly merges: readonly string[];
}

/**
 * Writes a small .xlsx workbook, uncompressed: the same sheets give the same bytes on every machine, so that an example
 * is known by its hash. What people download is written by xlsx-stream.ts.
 */
export function writeXlsx(sheets: readonly WrittenSheet[]): Uint8Array {
	const names = sheets.map((_, index) => `sheet${index + 1}`);
	return packZip([
		['[Content_Types].xml', contentTypes(names)],
		['_rels/.rels', packageRelations()],
		['xl/workbook.xml', workbook(sheets)],
		['xl/_rels/workbook.xml.rels', workbookRelations(names)],
		['xl/styles.xml', STYLES],
		...sheets.map((sheet, index) => [`xl/worksheets/${names[index]}.xml`, worksheet(sheet)] as const)
	]);
}

function workbook(sheets: readonly WrittenSheet[]): string {
	const list = sheets.map(
		(sheet, index) => `<sheet name="${escapeXml(sheet.name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`
	);
	return `${XML}<workbook xmlns="${MAIN}" xmlns:r="${DOCUMENT_RELATIONS}"><sheets>${list.join('')}</sheets></workbook>`;
}

function worksheet(sheet: WrittenSheet): string {
	const widths = sheet.widths.map(
		(width, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`
	);
	const rows = sheet.rows.map((cells, index) => {
		const written = cells.map((cell, column) =>
			cell ? cellXml(cell, cellAddress(index + 1, column + 1)) : ''
		);
		return `<row r="${index + 1}">${written.join('')}</row>`;
	});
	const merges = sheet.merges.map((range) => `<mergeCell ref="${range}"/>`);
	const cols = widths.length > 0 ? `<cols>${widths.join('')}</cols>` : '';
	const merged =
		merges.length > 0 ? `<mergeCells count="${merges.length}">${merges.join('')}</mergeCells>` : '';
	return `${XML}<worksheet xmlns="${MAIN}">${cols}<sheetData>${rows.join('')}</sheetData>${merged}</worksheet>`;
}

function cellXml(cell: WrittenCell, address: string): string {
	const style = `r="${address}" s="${CELL_STYLES.indexOf(cell.style ?? 'text')}"`;
	if ('text' in cell)
		return `<c ${style} t="inlineStr"><is><t xml:space="preserve">${escapeXml(cell.text)}</t></is></c>`;
	const formula = cell.formula === undefined ? '' : `<f>${escapeXml(cell.formula)}</f>`;
	return `<c ${style}>${formula}<v>${cell.number}</v></c>`;
}

const FONT = (size: number, bold: boolean) =>
	`<font>${bold ? '<b/>' : ''}<sz val="${size}"/><name val="宋体"/></font>`;
const XF = (font: number, border: number, format: number, horizontal: string, wrap = true) =>
	`<xf numFmtId="${format}" fontId="${font}" fillId="0" borderId="${border}" xfId="0" applyNumberFormat="1" applyFont="1" applyBorder="1" applyAlignment="1"><alignment horizontal="${horizontal}" vertical="center"${wrap ? ' wrapText="1"' : ''}/></xf>`;
const LINE = (side: string) => `<${side} style="thin"/>`;

/** In the order of `CELL_STYLES`; number formats 3 and 4 are Excel's own #,##0 and #,##0.00. */
const CELL_FORMATS = [
	XF(0, 1, 0, 'left'),
	XF(1, 0, 0, 'center'),
	XF(2, 1, 0, 'center'),
	XF(0, 1, 0, 'right'),
	XF(0, 1, 3, 'right'),
	XF(0, 1, 4, 'right'),
	XF(0, 0, 0, 'left', false),
	XF(2, 1, 0, 'center'),
	XF(2, 1, 4, 'right')
];

const STYLES = `${XML}<styleSheet xmlns="${MAIN}"><fonts count="3">${FONT(11, false)}${FONT(16, true)}${FONT(11, true)}</fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border>${['left', 'right', 'top', 'bottom'].map(LINE).join('')}<diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="${CELL_FORMATS.length}">${CELL_FORMATS.join('')}</cellXfs></styleSheet>`;
