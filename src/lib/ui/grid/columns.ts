import type { CellClassParams, CellClassRules, ColDef } from 'ag-grid-community';
import type { EditField } from '#lib/core/costing/edit-command.ts';
import type { Tree } from '#lib/core/costing/tree.ts';
import { formatFen } from '#lib/core/money/fen.ts';
import { editText, isDerived, isEditable, isNegativeText } from './cell-text.ts';
import { ColumnHead, type HeadSource } from './column-head.ts';
import { columnLabel, isFigureColumn, type SheetColumn } from './column-sets.ts';
import { columnText, type TextSource } from './column-text.ts';
import { columnSpec, isNumericColumn } from './field-specs.ts';
import { findingsAt } from './finding-cells.ts';
import type { SheetRow, TotalRow } from './flatten.ts';
import { headText } from './head-text.ts';
import type { MoneyUnit } from './money-unit.ts';
import { nameCell } from './name-cell.ts';

export type GridRow = SheetRow | TotalRow;

/** What the columns ask the sheet and the view while drawing. */
export interface ColumnSource extends HeadSource {
	readonly readonly: boolean;
	readonly tree: () => Tree;
	readonly texts: TextSource;
	readonly unit: () => MoneyUnit;
	readonly shown: (column: SheetColumn, text: string) => string;
	readonly edited: (column: SheetColumn, text: string) => string;
	readonly isRefused: (lineId: string, field: EditField) => boolean;
	/** A line shown only because one below it matches the filter. */
	readonly isContext: (lineId: string) => boolean;
	/** Classes that others put on a cell, such as the corner of a comment; "" for none. */
	readonly markOf: (lineId: string, column: SheetColumn) => string;
	/** What others say about a cell on hovering. */
	readonly noteOf: (lineId: string, column: SheetColumn) => string | null;
}

export function lineRow(row: GridRow | undefined): SheetRow | null {
	return row && !('total' in row) ? row : null;
}

/** The row number and the given columns, in their order. */
export function columnDefs(source: ColumnSource, columns: readonly SheetColumn[]): ColDef<GridRow>[] {
	return [rowNumber, ...columns.map((column) => sheetColumn(column, source))];
}

const rowNumber: ColDef<GridRow> = {
	colId: 'row',
	headerName: '',
	headerTooltip: '行号',
	width: 52,
	pinned: 'left',
	resizable: false,
	suppressNavigable: true,
	cellClass: 'cost-row-number',
	valueGetter: ({ data }) => String((lineRow(data)?.index ?? -1) + 1 || '')
};

function sheetColumn(column: SheetColumn, source: ColumnSource): ColDef<GridRow> {
	const { hint, choices } = columnSpec(column);
	const field = isFigureColumn(column) ? null : column;
	const shown = (data: GridRow | undefined) => shownCell(data, column, source);
	return {
		colId: column,
		headerName: columnLabel(column),
		headerValueGetter: () => headText(column, source.unit()),
		headerComponent: ColumnHead,
		headerComponentParams: { source },
		...(hint === undefined ? {} : { headerTooltip: hint }),
		...(isNumericColumn(column) ? { type: 'rightAligned' } : {}),
		// A name is drawn anew with its line: where it stands in the tree shows in it as well.
		...(column === 'name' ? { cellRenderer: nameCell, equals: () => false } : {}),
		valueGetter: ({ data }) => {
			const row = lineRow(data);
			if (!row) return '';
			return field === null ? shown(row) : source.edited(column, editText(row, field, source.tree()));
		},
		// The list of an editor asks for labels without a row.
		valueFormatter: ({ data, value }) => (data ? shown(data) : (choices?.[String(value)] ?? '')),
		tooltipValueGetter: ({ data }) => tooltip(lineRow(data), column, source),
		editable: ({ data }) => {
			const row = lineRow(data);
			return !source.readonly && row !== null && field !== null && isEditable(row, field);
		},
		cellClass: ({ data }: CellClassParams<GridRow>) => {
			const row = lineRow(data);
			const mark = row ? source.markOf(row.id, column) : '';
			// A class function takes the place of the one that the type of the column brings.
			return isNumericColumn(column) ? `ag-right-aligned-cell ${mark}` : mark;
		},
		cellClassRules: classRules(column, source),
		...(choices ? choiceEditor(choices) : {})
	};
}

function shownCell(data: GridRow | undefined, column: SheetColumn, source: ColumnSource): string {
	if (!data) return '';
	const text = 'total' in data ? totalText(data, column) : columnText(data, column, source.texts);
	return source.shown(column, text);
}

/** 净审减 stands where each line gives its reason. */
function totalText({ total, lines, sums }: TotalRow, column: SheetColumn): string {
	switch (column) {
		case 'name':
			return `合计（${lines} 行）`;
		case 'statedAmount':
			return formatFen(total.declared);
		case 'verifiedAmount':
			return formatFen(total.verified);
		case 'reason':
			return `净审减 ${formatFen(total.net)}`;
		default: {
			const sum = sums.get(column);
			return sum === undefined ? '' : formatFen(sum);
		}
	}
}

function tooltip(row: SheetRow | null, column: SheetColumn, source: ColumnSource): string | null {
	if (!row) return null;
	const texts = [
		isFigureColumn(column) ? null : findingsAt(row, column),
		source.noteOf(row.id, column),
		column === 'units' ? columnText(row, column, source.texts) : null
	].filter((text) => text !== null && text !== '');
	return texts.length === 0 ? null : texts.join('\n');
}

/** Only the rules that can ever hold in the column: the grid asks every one of them for every cell that scrolling brings. */
function classRules(column: SheetColumn, source: ColumnSource): CellClassRules<GridRow> {
	const onLine = (test: (row: SheetRow) => boolean) => (params: { data?: GridRow | undefined }) => {
		const row = lineRow(params.data);
		return row !== null && test(row);
	};
	const negative: CellClassRules<GridRow> = isNumericColumn(column)
		? { 'cost-negative': ({ data }) => isNegativeText(shownCell(data, column, source)) }
		: {};
	if (isFigureColumn(column)) return { 'cost-derived': onLine(() => true), ...negative };
	const numeric: CellClassRules<GridRow> = {
		...negative,
		'cost-input': onLine((row) => !isDerived(row, column) && isEditable(row, column)),
		'cost-derived': onLine((row) => isDerived(row, column)),
		'cost-error': onLine((row) => isErrorText(columnText(row, column, source.texts)))
	};
	return {
		...(isNumericColumn(column) ? numeric : {}),
		...(column === 'recurrence'
			? { 'cost-once': onLine((row) => row.line.recurrence === 'once' && !row.isParent) }
			: {}),
		...(column === 'periodMonths' ? { 'cost-other-period': onLine((row) => row.otherPeriod) } : {}),
		'cost-flagged': onLine((row) => row.findings.length > 0 && findingsAt(row, column) !== null),
		'cost-refused': onLine((row) => source.isRefused(row.id, column))
	};
}

/** "#DIV/0!" and its like. */
function isErrorText(text: string): boolean {
	return text.startsWith('#') && /^#[A-Z/0]+[!?]$/.test(text);
}

function choiceEditor(choices: { readonly [key: string]: string }): ColDef<GridRow> {
	return {
		cellEditor: 'agSelectCellEditor',
		cellEditorPopup: false,
		cellEditorParams: { values: Object.keys(choices), valueListMaxHeight: 320, valueListMaxWidth: 200 }
	};
}
