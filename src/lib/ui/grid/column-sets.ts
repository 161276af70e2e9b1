import type { EditField } from '#lib/core/costing/edit-command.ts';

/** Columns that are calculated for a line and cannot be typed into. */
export type FigureColumn = 'period' | 'units';
export type SheetColumn = EditField | FigureColumn;

/**
 * Which columns a task needs, in the order in which it reads them, so that its amounts are seen without scrolling beside
 * the side panel at 1366 px; 编码 and 名称 always stand on the left.
 */
export const COLUMN_SETS = {
	declared: {
		label: '申报',
		columns: [
			'grade',
			'quantity',
			'unit',
			'unitPrice',
			'statedAmount',
			'coefficient',
			'element',
			'periodMonths',
			'recurrence',
			'evidence',
			'remark'
		]
	},
	verified: {
		label: '核定',
		columns: [
			'statedAmount',
			'verifiedAmount',
			'reason',
			'quantity',
			'unit',
			'unitPrice',
			'evidence',
			'remark'
		]
	},
	unitCost: {
		label: '单位成本',
		columns: ['grade', 'quantity', 'unit', 'verifiedAmount', 'period', 'units', 'periodMonths', 'recurrence']
	}
} as const satisfies {
	readonly [name: string]: { readonly label: string; readonly columns: readonly SheetColumn[] };
};

export type ColumnSet = keyof typeof COLUMN_SETS;
