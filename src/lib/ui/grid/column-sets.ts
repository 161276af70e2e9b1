import type { EditField } from '#lib/core/costing/edit-command.ts';

/** Columns that are calculated for a line and cannot be typed into. */
export type FigureColumn = 'period' | 'units';
export type SheetColumn = EditField | FigureColumn;

/** Which columns a task needs; 编码 and 名称 always stand on the left. */
export const COLUMN_SETS = {
	declared: {
		label: '申报',
		columns: [
			'grade',
			'element',
			'quantity',
			'unit',
			'unitPrice',
			'coefficient',
			'statedAmount',
			'periodMonths',
			'recurrence',
			'evidence',
			'remark'
		]
	},
	verified: {
		label: '核定',
		columns: [
			'quantity',
			'unit',
			'unitPrice',
			'statedAmount',
			'verifiedAmount',
			'reason',
			'evidence',
			'remark'
		]
	},
	unitCost: {
		label: '单位成本',
		columns: ['grade', 'quantity', 'unit', 'verifiedAmount', 'periodMonths', 'recurrence', 'period', 'units']
	}
} as const satisfies {
	readonly [name: string]: { readonly label: string; readonly columns: readonly SheetColumn[] };
};

export type ColumnSet = keyof typeof COLUMN_SETS;

export function isShown(set: ColumnSet, column: SheetColumn): boolean {
	const columns: readonly SheetColumn[] = COLUMN_SETS[set].columns;
	return columns.includes(column);
}
