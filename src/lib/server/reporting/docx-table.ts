import {
	AlignmentType,
	BorderStyle,
	Paragraph,
	SimpleField,
	Table,
	TableCell,
	TableLayoutType,
	TableRow,
	TextRun,
	VerticalAlign,
	WidthType,
	type FileChild
} from 'docx';
import type { Column, Row, Table as ReportTable } from '#lib/core/reporting/document.ts';
import { widePunctuation } from '#lib/core/reporting/punctuation.ts';
import { BODY, HEADING_FONTS, SIZE } from './fonts.ts';

export const CAPTION = 'Caption';

const ALIGNMENTS = {
	left: AlignmentType.LEFT,
	right: AlignmentType.RIGHT,
	centre: AlignmentType.CENTER
} as const;
const BORDER = { style: BorderStyle.SINGLE, size: 4, color: '000000' } as const;
const THICK = { ...BORDER, size: 12 } as const;
const CELL_MARGINS = { top: 40, bottom: 40, left: 70, right: 70 } as const;
const INDENT_PER_LEVEL = 160;

/** Caption above (表1 …, numbered by a real field), unit at top right, header repeated on every page, notes below. */
export function docxTable(table: ReportTable, number: number, width: number): readonly FileChild[] {
	const widths = columnWidths(table.columns, width);
	const header = new TableRow({
		tableHeader: true,
		cantSplit: true,
		children: table.columns.map((column, i) =>
			cell(widePunctuation(column.head), { width: widths[i] ?? 0, align: 'centre', indent: 0, strong: true })
		)
	});
	const rows = table.rows.map((row) => rowOf(row, table.columns, widths));
	return [
		caption(table.caption, number),
		...(table.unit === null ? [] : [small(`单位：${table.unit}`, AlignmentType.RIGHT, true)]),
		new Table({
			layout: TableLayoutType.FIXED,
			width: { size: width, type: WidthType.DXA },
			columnWidths: [...widths],
			margins: CELL_MARGINS,
			borders: {
				top: THICK,
				bottom: THICK,
				left: BORDER,
				right: BORDER,
				insideHorizontal: BORDER,
				insideVertical: BORDER
			},
			rows: [header, ...rows]
		}),
		...table.notes.map((note) => small(`注：${note}`, AlignmentType.LEFT, false)),
		new Paragraph({ spacing: { after: 120 } })
	];
}

/** Shares of the whole width in twips; what integer division leaves over goes to the last column. */
function columnWidths(columns: readonly Column[], width: number): readonly number[] {
	const shares = columns.reduce((sum, column) => sum + column.width, 0);
	const widths = columns.map((column) => Math.floor((width * column.width) / shares));
	const rest = width - widths.reduce((sum, each) => sum + each, 0);
	return widths.map((each, i) => (i === widths.length - 1 ? each + rest : each));
}

function rowOf(row: Row, columns: readonly Column[], widths: readonly number[]): TableRow {
	return new TableRow({
		cantSplit: true,
		children: row.cells.map((run, i) =>
			cell(typeof run === 'string' ? widePunctuation(run) : run.text, {
				width: widths[i] ?? 0,
				align: columns[i]?.align ?? 'left',
				indent: i === 0 ? row.indent : 0,
				strong: row.strong
			})
		)
	});
}

function cell(
	text: string,
	options: { width: number; align: Column['align']; indent: number; strong: boolean }
): TableCell {
	// Line spacing stays automatic: an exact one would cut or burst rows.
	const font = options.strong ? HEADING_FONTS[1] : BODY;
	return new TableCell({
		width: { size: options.width, type: WidthType.DXA },
		verticalAlign: VerticalAlign.CENTER,
		children: [
			new Paragraph({
				alignment: ALIGNMENTS[options.align],
				indent: { left: options.indent * INDENT_PER_LEVEL },
				children: [new TextRun({ text, font, size: SIZE.table })]
			})
		]
	});
}

function caption(text: string, number: number): Paragraph {
	const run = (content: string) =>
		new TextRun({ text: content, font: HEADING_FONTS[1], size: SIZE.pageNumber });
	return new Paragraph({
		style: CAPTION,
		alignment: AlignmentType.CENTER,
		keepNext: true,
		spacing: { before: 160, after: 60 },
		children: [
			run('表'),
			new SimpleField('SEQ 表 \\* ARABIC', String(number)),
			run(` ${widePunctuation(text)}`)
		]
	});
}

function small(
	text: string,
	alignment: typeof AlignmentType.LEFT | typeof AlignmentType.RIGHT,
	keepNext: boolean
): Paragraph {
	return new Paragraph({
		alignment,
		keepNext,
		children: [new TextRun({ text: widePunctuation(text), font: BODY, size: SIZE.table })]
	});
}
