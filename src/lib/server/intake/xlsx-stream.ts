import { columnLetters } from '#lib/core/address/cell-address.ts';
import type {
	CellFormula,
	PlannedCell,
	PlannedRow,
	PrintSetup,
	SheetPlan,
	WorkbookPlan
} from '#lib/core/reporting/workbook/sheet-plan.ts';
import { LookTable } from './xlsx-looks.ts';
import {
	contentTypes,
	DOCUMENT_RELATIONS,
	escapeXml,
	MAIN,
	packageRelations,
	workbookRelations,
	XML
} from './xlsx-xml.ts';
import { zipStream, type StreamedPart } from './zip-stream.ts';

/** Characters of XML made at a time: a few milliseconds of work between two turns of the process. */
const PIECE = 512 * 1024;

/**
 * Writes an .xlsx workbook as a stream of bytes. Memory stays the same however many rows there are, and other work of
 * the process gets its turn after every piece. Programs that open it are asked to recalculate everything.
 */
export async function* streamXlsx(plan: WorkbookPlan): AsyncGenerator<Buffer> {
	yield* zipStream(workbookParts(plan));
}

/** Styles come last because they are known only when every cell has been written. */
function* workbookParts(plan: WorkbookPlan): Generator<StreamedPart> {
	const names = plan.sheets.map((_, index) => `sheet${index + 1}`);
	const looks = new LookTable();
	yield { name: '[Content_Types].xml', pieces: [contentTypes(names)] };
	yield { name: '_rels/.rels', pieces: [packageRelations()] };
	yield { name: 'xl/workbook.xml', pieces: [workbookXml(plan)] };
	yield { name: 'xl/_rels/workbook.xml.rels', pieces: [workbookRelations(names)] };
	for (const [index, sheet] of plan.sheets.entries())
		yield { name: `xl/worksheets/${names[index]}.xml`, pieces: sheetPieces(sheet, looks, index === 0) };
	yield { name: 'xl/styles.xml', pieces: [looks.xml()] };
}

function workbookXml(plan: WorkbookPlan): string {
	const sheets = plan.sheets.map(
		(sheet, index) =>
			`<sheet name="${escapeXml(sheet.name)}" sheetId="${index + 1}"${sheet.hidden ? ' state="hidden"' : ''} r:id="rId${index + 1}"/>`
	);
	const names = plan.names.map(
		({ name, refersTo }) => `<definedName name="${escapeXml(name)}">${escapeXml(refersTo)}</definedName>`
	);
	const printed = plan.sheets.flatMap((sheet, index) => (sheet.print ? printNames(sheet, index) : []));
	const defined = [...printed, ...names];
	return `${XML}<workbook xmlns="${MAIN}" xmlns:r="${DOCUMENT_RELATIONS}"><bookViews><workbookView activeTab="0"/></bookViews><sheets>${sheets.join('')}</sheets>${defined.length > 0 ? `<definedNames>${defined.join('')}</definedNames>` : ''}<calcPr calcId="191029" fullCalcOnLoad="1"/></workbook>`;
}

/** What is printed and which rows every page repeats are names of the workbook, each local to its sheet. */
function printNames(sheet: SheetPlan, index: number): string[] {
	const { area, titleRows } = sheet.print as PrintSetup;
	const quoted = `'${sheet.name.replaceAll("'", "''")}'!`;
	const absolute = area.replace(/([A-Z]+)(\d+)/g, '$$$1$$$2');
	const local = (name: string, text: string) =>
		`<definedName name="_xlnm.${name}" localSheetId="${index}">${escapeXml(quoted + text)}</definedName>`;
	const titles = titleRows > 0 ? [local('Print_Titles', `$1:$${titleRows}`)] : [];
	return [local('Print_Area', absolute), ...titles];
}

function* sheetPieces(sheet: SheetPlan, looks: LookTable, first: boolean): Generator<string> {
	let piece = sheetHead(sheet, first);
	const letters: string[] = [];
	let number = 0;
	for (const row of sheet.rows) {
		number += 1;
		piece += rowXml(row, number, letters, looks);
		if (piece.length < PIECE) continue;
		yield piece;
		piece = '';
	}
	yield piece + sheetTail(sheet);
}

function sheetHead(sheet: SheetPlan, first: boolean): string {
	const columns = sheet.columns.map(
		({ width, hidden }, index) =>
			`<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"${hidden ? ' hidden="1"' : ''}/>`
	);
	// The sum of a group stands above its rows, as a parent does in the tree.
	const properties = `<sheetPr><outlinePr summaryBelow="0"/>${sheet.print ? '<pageSetUpPr fitToPage="1"/>' : ''}</sheetPr>`;
	const view = `<sheetViews><sheetView showGridLines="0"${first ? ' tabSelected="1"' : ''} workbookViewId="0">${sheet.frozen ? pane(sheet.frozen) : ''}</sheetView></sheetViews>`;
	const format = '<sheetFormatPr defaultRowHeight="15" outlineLevelRow="7"/>';
	return `${XML}<worksheet xmlns="${MAIN}">${properties}${view}${format}${columns.length > 0 ? `<cols>${columns.join('')}</cols>` : ''}<sheetData>`;
}

function pane({ rows, columns }: { readonly rows: number; readonly columns: number }): string {
	const corner = columns > 0 ? 'bottomRight' : 'bottomLeft';
	return `<pane${columns > 0 ? ` xSplit="${columns}"` : ''}${rows > 0 ? ` ySplit="${rows}"` : ''} topLeftCell="${columnLetters(columns + 1)}${rows + 1}" activePane="${corner}" state="frozen"/><selection pane="${corner}"/>`;
}

function rowXml(row: PlannedRow, number: number, letters: string[], looks: LookTable): string {
	const { cells, level = 0, height } = row;
	let xml = `<row r="${number}"`;
	if (level > 0) xml += ` outlineLevel="${level}"`;
	if (height !== undefined) xml += ` ht="${height}" customHeight="1"`;
	xml += '>';
	for (let index = 0; index < cells.length; index += 1) {
		const cell = cells[index];
		if (!cell) continue;
		const column = (letters[index] ??= columnLetters(index + 1));
		xml += cellXml(cell, column + number, looks.number(cell.look));
	}
	return `${xml}</row>`;
}

function cellXml(cell: PlannedCell, address: string, look: number): string {
	const open = `<c r="${address}" s="${look}"`;
	if ('number' in cell) {
		if (cell.formula === undefined) return `${open}><v>${cell.number}</v></c>`;
		return `${open}>${formulaXml(cell.formula, address)}<v>${cell.number}</v></c>`;
	}
	if ('blank' in cell) return `${open}/>`;
	if ('error' in cell)
		return `${open} t="e">${formulaXml(cell.formula, address)}<v>${escapeXml(cell.error)}</v></c>`;
	if ('truth' in cell)
		return `${open} t="b">${formulaXml(cell.formula, address)}<v>${cell.truth ? 1 : 0}</v></c>`;
	if (cell.formula !== undefined)
		return `${open} t="str">${formulaXml(cell.formula, address)}<v>${escapeXml(cell.text)}</v></c>`;
	return `${open} t="inlineStr"><is><t xml:space="preserve">${escapeXml(cell.text)}</t></is></c>`;
}

function formulaXml(formula: CellFormula, address: string): string {
	return typeof formula === 'string'
		? `<f>${escapeXml(formula)}</f>`
		: `<f t="array" ref="${address}">${escapeXml(formula.array)}</f>`;
}

function sheetTail(sheet: SheetPlan): string {
	const merges = sheet.merges.map((range) => `<mergeCell ref="${range}"/>`);
	const merged =
		merges.length > 0 ? `<mergeCells count="${merges.length}">${merges.join('')}</mergeCells>` : '';
	return `</sheetData>${merged}${sheet.print ? printXml(sheet.print) : ''}</worksheet>`;
}

const PAPER = { A4: 9, A3: 8 };

function printXml({ paper, landscape }: PrintSetup): string {
	return `<printOptions horizontalCentered="1"/><pageMargins left="0.5" right="0.5" top="0.6" bottom="0.7" header="0.3" footer="0.3"/><pageSetup paperSize="${PAPER[paper]}" orientation="${landscape ? 'landscape' : 'portrait'}" fitToWidth="1" fitToHeight="0"/><headerFooter><oddFooter>&amp;L&amp;A&amp;C第 &amp;P 页，共 &amp;N 页</oddFooter></headerFooter>`;
}
