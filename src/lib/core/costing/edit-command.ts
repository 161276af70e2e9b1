import type { PerformanceIndicator } from './indicator.ts';
import type { CostLine, CostUnit } from './line.ts';

/** What can be typed into: every column of the grid. */
export const FIELD_LABELS = {
	code: '编码',
	name: '名称',
	grade: '等级',
	element: '要素',
	unit: '单位',
	quantity: '数量',
	unitPrice: '单价',
	coefficient: '系数',
	amountBasis: '金额来源',
	statedAmount: '申报金额',
	verifiedAmount: '核定金额',
	reason: '审减原因',
	periodMonths: '期间（月）',
	recurrence: '一次性',
	evidence: '依据',
	remark: '备注'
} as const;
export type EditField = keyof typeof FIELD_LABELS;

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
	/** Puts earlier content back; the inverse of `set`, which may have touched a source and the basis as well. */
	| { readonly type: 'restore'; readonly lineId: string; readonly values: Partial<LineContent> }
	/** Parents before their children; a position beyond the last sibling means the end. */
	| { readonly type: 'add'; readonly lines: readonly CostLine[] }
	/** Removes the line with everything below it, and from the units that counted it. */
	| { readonly type: 'remove'; readonly lineId: string }
	/** `position` counts among the new siblings without the line itself. */
	| {
			readonly type: 'move';
			readonly lineId: string;
			readonly parentId: string | null;
			readonly position: number;
	  }
	| { readonly type: 'set-unit'; readonly unit: CostUnit }
	| { readonly type: 'remove-unit'; readonly unitId: string }
	| { readonly type: 'set-indicator'; readonly indicator: PerformanceIndicator }
	| { readonly type: 'remove-indicator'; readonly indicatorId: string };
