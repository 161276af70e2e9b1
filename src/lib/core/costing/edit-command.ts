import type { CombinedUnit } from './combined-unit.ts';
import type { AllocationMethod, CostPool } from './cost-pool.ts';
import type { PerformanceIndicator } from './indicator.ts';
import type { CostLine, CostUnit, FormulaField } from './line.ts';
import type { NamedParameter } from './named-parameter.ts';
import type { RecipeUse } from './recipe-use.ts';
import { yearColumnLabel, type YearColumn } from './year-column.ts';

/** What can be typed into: the columns of the grid, apart from those of other years. */
export const FIELD_LABELS = {
	code: '编码',
	name: '名称',
	grade: '等级',
	element: '要素',
	unit: '单位',
	quantity: '数量',
	unitPrice: '单价',
	frequency: '频次',
	months: '月数',
	coefficient: '系数',
	amountBasis: '金额来源',
	statedAmount: '申报金额',
	verifiedAmount: '核定金额',
	adjustment: '调整金额',
	reason: '审减原因',
	periodMonths: '期间（月）',
	recurrence: '一次性',
	nature: '成本性质',
	timeBasis: '时间口径',
	behaviour: '成本习性',
	necessity: '必要性',
	costKind: '成本类别',
	supply: '提供方式',
	fundingSource: '资金来源',
	fundType: '资金性质',
	functionCode: '功能科目',
	economicCode: '经济科目',
	taxBasis: '含税口径',
	evidence: '依据',
	evidenceLevel: '证据等级',
	remark: '备注'
} as const;
export type PlainField = keyof typeof FIELD_LABELS;
/** A column of the grid: a plain one, or the amounts of another year. */
export type EditField = PlainField | YearColumn;

/** The Chinese head of a column. */
export function fieldLabel(field: EditField): string {
	return isPlainField(field) ? FIELD_LABELS[field] : yearColumnLabel(field);
}

export function isPlainField(field: string): field is PlainField {
	return Object.hasOwn(FIELD_LABELS, field);
}

/** A line without its name and place in the tree. */
export type LineContent = Omit<CostLine, 'id' | 'parentId' | 'position'>;

/**
 * One change of a draft. Drafts change by commands only, the same in the browser and on the server; each has an exact
 * inverse that is made of commands again.
 */
export type EditCommand =
	/** `value` is what was typed: amounts in 元, quantities and prices as decimals or "=…"; null empties the field. */
	| {
			readonly type: 'set';
			readonly lineId: string;
			readonly field: EditField;
			readonly value: string | null;
	  }
	/**
	 * Puts earlier content back; the inverse of `set`. Years that are left out stay; each figure put back comes from the
	 * cell in `sources`, or from none.
	 */
	| { readonly type: 'restore'; readonly lineId: string; readonly values: Partial<LineContent> }
	/** Parents before their children; a position beyond the last sibling means the end. */
	| { readonly type: 'add'; readonly lines: readonly CostLine[] }
	/** Removes the line with everything below it, and from the units and pools that counted it. */
	| { readonly type: 'remove'; readonly lineId: string }
	/** `position` counts among the new siblings without the line itself. */
	| {
			readonly type: 'move';
			readonly lineId: string;
			readonly parentId: string | null;
			readonly position: number;
	  }
	/** Sets or clears (null) the formula that a whole column below the line follows. */
	| {
			readonly type: 'set-fill';
			readonly lineId: string;
			readonly field: FormulaField;
			readonly formula: string | null;
	  }
	/** Takes the unit price from a build-up (定额测算). */
	| {
			readonly type: 'apply-recipe';
			readonly lineId: string;
			readonly recipe: RecipeUse;
			readonly unitPrice: string;
	  }
	| { readonly type: 'set-unit'; readonly unit: CostUnit }
	| { readonly type: 'remove-unit'; readonly unitId: string }
	| { readonly type: 'set-indicator'; readonly indicator: PerformanceIndicator }
	| { readonly type: 'remove-indicator'; readonly indicatorId: string }
	| { readonly type: 'set-parameter'; readonly parameter: NamedParameter }
	| { readonly type: 'remove-parameter'; readonly parameterId: string }
	| { readonly type: 'set-pool'; readonly pool: CostPool }
	| { readonly type: 'remove-pool'; readonly poolId: string }
	| { readonly type: 'set-allocation-method'; readonly method: AllocationMethod }
	| { readonly type: 'set-combined'; readonly combined: CombinedUnit }
	| { readonly type: 'remove-combined'; readonly combinedId: string };
