import { FIELD_LABELS, isPlainField, type EditField } from '#lib/core/costing/edit-command.ts';
import type { CostLine } from '#lib/core/costing/line.ts';
import {
	HISTORY_YEARS,
	isYearColumn,
	yearColumnLabel,
	type YearColumn
} from '#lib/core/costing/year-column.ts';

/** Columns that are calculated for a line and cannot be typed into. */
export const FIGURE_LABELS = {
	computed: '计算金额',
	period: '折算金额',
	fiscal: '其中财政成本',
	units: '计入的成本单元'
} as const;
export type FigureColumn = keyof typeof FIGURE_LABELS;
export type SheetColumn = EditField | FigureColumn;

/** Stands in a list of columns for those of the years an analysis shows. */
export const YEARS = 'years';

interface Preset {
	readonly label: string;
	/** What it is for, said when the pointer rests on it. */
	readonly purpose: string;
	readonly columns: readonly (SheetColumn | typeof YEARS)[];
}

/**
 * Which columns a task needs, in the order in which it reads them, so that its amounts are seen without scrolling beside
 * the side panel at 1366 px; 编码 and 名称 always stand on the left.
 */
export const PRESETS = {
	declared: {
		label: '申报',
		purpose: '填写数量、单价和各项因数，得出申报金额',
		columns: [
			...(['grade', 'quantity', 'unit', 'unitPrice', 'statedAmount'] as const),
			...(['frequency', 'months', 'coefficient', 'element', 'periodMonths'] as const),
			...(['recurrence', 'evidence', 'evidenceLevel', 'remark'] as const)
		]
	},
	verified: {
		label: '核定',
		purpose: '逐行审定，写明审减原因',
		columns: [
			...(['statedAmount', 'adjustment', 'verifiedAmount', 'reason', 'quantity', 'unit'] as const),
			...(['unitPrice', 'necessity', 'evidence', 'evidenceLevel', 'remark'] as const)
		]
	},
	unitCost: {
		label: '单位成本',
		purpose: '哪些行计入哪个成本单元，折算到分析期间是多少',
		columns: ['grade', 'quantity', 'unit', 'verifiedAmount', 'period', 'units', 'periodMonths', 'recurrence']
	},
	years: {
		label: '历年对比',
		purpose: '前三年实际与预算，对照本年',
		columns: [YEARS, 'statedAmount', 'verifiedAmount', 'remark']
	},
	axes: {
		label: '分类',
		purpose: '同一笔成本按几种口径同时归类',
		columns: [
			...(['verifiedAmount', 'element', 'nature', 'behaviour', 'necessity'] as const),
			...(['costKind', 'supply', 'timeBasis', 'remark'] as const)
		]
	},
	funding: {
		label: '资金',
		purpose: '资金从哪里来，列哪个科目，含不含税',
		columns: [
			...(['verifiedAmount', 'fiscal', 'fundingSource', 'fundType', 'functionCode'] as const),
			...(['economicCode', 'taxBasis', 'remark'] as const)
		]
	},
	evidence: {
		label: '证据',
		purpose: '每一笔依据什么，证据是几级',
		columns: ['statedAmount', 'verifiedAmount', 'evidence', 'evidenceLevel', 'reason', 'remark']
	}
} as const satisfies { readonly [name: string]: Preset };

export type PresetName = keyof typeof PRESETS;

/** Columns that are always shown, on the left. */
export const LEADING: readonly SheetColumn[] = ['code', 'name'];

/** The columns of a preset with the years put in, without the leading ones. */
export function presetColumns(name: PresetName, years: readonly YearColumn[]): readonly SheetColumn[] {
	const { columns }: Preset = PRESETS[name];
	return columns.flatMap((column): readonly SheetColumn[] => (column === YEARS ? years : [column]));
}

/** Every column there is, in the order in which people choose among them. */
export function allColumns(years: readonly YearColumn[]): readonly SheetColumn[] {
	const plain = (Object.keys(FIELD_LABELS) as (keyof typeof FIELD_LABELS)[]).filter(
		(field) => field !== 'amountBasis'
	);
	return [...plain, ...(Object.keys(FIGURE_LABELS) as FigureColumn[]), ...years];
}

/** The last three years before the fiscal year, and whatever other years the lines have, oldest first. */
export function yearColumnsOf(fiscalYear: number, lines: readonly CostLine[]): readonly YearColumn[] {
	const found = new Set<string>();
	for (let year = fiscalYear - HISTORY_YEARS; year < fiscalYear; year += 1) {
		found.add(`${year}:actual`);
		found.add(`${year}:budget`);
	}
	for (const { years } of lines) for (const column in years) found.add(column);
	return [...found].filter(isYearColumn).sort();
}

export function columnLabel(column: SheetColumn): string {
	if (isFigureColumn(column)) return FIGURE_LABELS[column];
	return isPlainField(column) ? FIELD_LABELS[column] : yearColumnLabel(column);
}

export function isFigureColumn(column: string): column is FigureColumn {
	return Object.hasOwn(FIGURE_LABELS, column);
}

export function isSheetColumn(column: string): column is SheetColumn {
	return isFigureColumn(column) || isPlainField(column) || isYearColumn(column);
}
