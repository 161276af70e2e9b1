import type { CellClassRules, ColDef } from 'ag-grid-community';
import { FIELD_LABELS, type EditField } from '#lib/core/costing/edit-command.ts';
import { ADJUSTMENT_REASONS, COST_ELEMENTS } from '#lib/core/costing/line.ts';
import type { Tree } from '#lib/core/costing/tree.ts';
import { formatFen } from '#lib/core/money/fen.ts';
import { RECURRENCE_LABELS } from './cell-input.ts';
import { editText, isDerived, isEditable, isNegativeText, shownText } from './cell-text.ts';
import type { FigureColumn } from './column-sets.ts';
import { findingsAt } from './finding-cells.ts';
import type { SheetRow, TotalRow } from './flatten.ts';
import { nameCell } from './name-cell.ts';

export type GridRow = SheetRow | TotalRow;

/** What the columns ask the sheet while drawing. */
export interface ColumnSource {
	readonly readonly: boolean;
	readonly tree: () => Tree;
	/** Unit costs that count a line, as text. */
	readonly unitsOf: (lineId: string) => string;
	readonly isRefused: (lineId: string, field: EditField) => boolean;
}

export function lineRow(row: GridRow | undefined): SheetRow | null {
	return row && !('total' in row) ? row : null;
}

export function columnDefs(source: ColumnSource): ColDef<GridRow>[] {
	return [
		rowNumber,
		...(Object.keys(FIELDS) as (keyof typeof FIELDS)[]).map((field) => fieldColumn(field, source)),
		figureColumn('period', '折算金额（元）', 132, periodText),
		figureColumn('units', '计入的成本单元', 300, (row) => source.unitsOf(row.id))
	];
}

interface FieldColumn {
	readonly width: number;
	readonly kind: 'text' | 'number' | 'choice';
	readonly header?: string;
	readonly hint?: string;
	readonly choices?: { readonly [key: string]: string };
}

type SheetField = Exclude<EditField, 'amountBasis'>;

const FIELDS: { readonly [F in SheetField]: FieldColumn } = {
	code: { width: 64, kind: 'text' },
	name: { width: 200, kind: 'text' },
	grade: { width: 56, kind: 'text' },
	element: { width: 104, kind: 'choice', choices: { '': '（空）', ...COST_ELEMENTS } },
	quantity: { width: 104, kind: 'number', hint: '可填数字，或以 = 开头的公式，例如 =[8.1].数量*7' },
	unit: { width: 60, kind: 'text' },
	unitPrice: { width: 92, kind: 'number', header: '单价（元）', hint: '可填数字，或以 = 开头的公式' },
	coefficient: { width: 64, kind: 'number' },
	statedAmount: {
		width: 120,
		kind: 'number',
		header: '申报金额（元）',
		hint: '灰色由数量×单价×系数或下级合计得出；直接填写即以所填为准'
	},
	verifiedAmount: {
		width: 120,
		kind: 'number',
		header: '核定金额（元）',
		hint: '灰色表示与申报相同；清空即恢复'
	},
	reason: { width: 152, kind: 'choice', choices: { '': '（空）', ...ADJUSTMENT_REASONS } },
	periodMonths: { width: 84, kind: 'number' },
	recurrence: {
		width: 84,
		kind: 'choice',
		choices: RECURRENCE_LABELS,
		hint: '一次性支出计入合计，不进入单位成本'
	},
	evidence: { width: 140, kind: 'text' },
	remark: { width: 180, kind: 'text' }
};

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

function fieldColumn(field: SheetField, source: ColumnSource): ColDef<GridRow> {
	const { width, kind, header, hint, choices } = FIELDS[field];
	return {
		colId: field,
		headerName: header ?? FIELD_LABELS[field],
		...(hint === undefined ? {} : { headerTooltip: hint }),
		...(kind === 'number' ? { type: 'rightAligned' } : {}),
		...(field === 'code' || field === 'name' ? { pinned: 'left' as const } : {}),
		...(field === 'name' ? { cellRenderer: nameCell } : {}),
		width,
		valueGetter: ({ data }) => (lineRow(data) ? editText(data as SheetRow, field, source.tree()) : ''),
		// The list of an editor asks for labels without a row.
		valueFormatter: ({ data, value }) => (data ? shown(data, field) : (choices?.[String(value)] ?? '')),
		tooltipValueGetter: ({ data }) => (lineRow(data) ? findingsAt(data as SheetRow, field) : null),
		editable: ({ data }) => !source.readonly && lineRow(data) !== null && isEditable(data as SheetRow, field),
		cellClassRules: classRules(field, kind, source),
		...(choices ? choiceEditor(choices) : {})
	};
}

function shown(data: GridRow | undefined, field: EditField): string {
	if (!data) return '';
	return 'total' in data ? totalText(data, field) : shownText(data, field);
}

/** 净审减 stands where each line gives its reason. */
function totalText({ total, lines }: TotalRow, field: EditField): string {
	switch (field) {
		case 'name':
			return `合计（${lines} 行）`;
		case 'statedAmount':
			return formatFen(total.declared);
		case 'verifiedAmount':
			return formatFen(total.verified);
		case 'reason':
			return `净审减 ${formatFen(total.net)}`;
		default:
			return '';
	}
}

function classRules(
	field: EditField,
	kind: FieldColumn['kind'],
	source: ColumnSource
): CellClassRules<GridRow> {
	const onLine = (test: (row: SheetRow) => boolean) => (params: { data?: GridRow | undefined }) => {
		const row = lineRow(params.data);
		return row !== null && test(row);
	};
	const isNumeric = kind === 'number';
	return {
		'cost-input': onLine((row) => isNumeric && !isDerived(row, field) && isEditable(row, field)),
		'cost-derived': onLine((row) => isNumeric && isDerived(row, field)),
		'cost-negative': ({ data }) => isNumeric && isNegativeText(shown(data, field)),
		'cost-flagged': onLine((row) => findingsAt(row, field) !== null),
		'cost-once': onLine((row) => field === 'recurrence' && row.line.recurrence === 'once' && !row.isParent),
		'cost-other-period': onLine((row) => field === 'periodMonths' && row.otherPeriod),
		'cost-refused': onLine((row) => source.isRefused(row.id, field))
	};
}

function choiceEditor(choices: { readonly [key: string]: string }): ColDef<GridRow> {
	return {
		cellEditor: 'agSelectCellEditor',
		cellEditorPopup: false,
		cellEditorParams: { values: Object.keys(choices), valueListMaxHeight: 320, valueListMaxWidth: 200 }
	};
}

function figureColumn(
	id: FigureColumn,
	header: string,
	width: number,
	text: (row: SheetRow) => string
): ColDef<GridRow> {
	const textOf = (data: GridRow | undefined) => {
		if (data && 'total' in data) return id === 'period' ? formatFen(data.period) : '';
		return data ? text(data) : '';
	};
	return {
		colId: id,
		headerName: header,
		width,
		...(id === 'period' ? { type: 'rightAligned' } : {}),
		editable: false,
		valueGetter: ({ data }) => textOf(data),
		tooltipValueGetter: ({ value }) => (id === 'units' && value !== '' ? String(value) : null),
		cellClassRules: {
			'cost-derived': ({ data }) => lineRow(data) !== null,
			'cost-negative': ({ data }) => isNegativeText(textOf(data))
		}
	};
}

/** The verified amount brought to the months of the analysis; one-off lines never enter a unit cost. */
function periodText(row: SheetRow): string {
	if (row.line.recurrence === 'once' && !row.isParent) return '不计入';
	return shownText(row, 'verifiedAmount') === '' ? '' : formatFen(row.figures.period);
}
