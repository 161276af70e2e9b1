import type { Step } from '../address/step.ts';
import type { ValueRef } from '../address/value-ref.ts';
import { toText, type Decimal } from '../decimal/decimal.ts';
import { fenText, formatFen, groupThousands, type Fen } from '../money/fen.ts';
import type { LineFigures } from './amounts.ts';
import { ANALYSIS_METHOD_ID } from './analysis-snapshot.ts';
import type { AnalysisFigures } from './figures.ts';
import type { AnalysisDraft, CellSource, CostLine } from './line.ts';
import { lineLabel } from './tree.ts';
import { isYearColumn, yearColumnLabel, type YearColumn } from './year-column.ts';

/** Figures of a line that can be asked about, in drafts and snapshots alike, apart from those of other years. */
export const LINE_FIGURES = {
	quantity: '数量',
	unitPrice: '单价',
	frequency: '频次',
	months: '月数',
	coefficient: '系数',
	periodMonths: '期间（月）',
	statedAmount: '原文金额',
	verifiedAmount: '核定数',
	adjustment: '调整数',
	computed: '计算金额',
	declared: '申报金额',
	verified: '核定金额',
	period: '本期金额'
} as const;
export type LineFigure = keyof typeof LINE_FIGURES | YearColumn;

export function isLineFigure(text: string): text is LineFigure {
	return Object.hasOwn(LINE_FIGURES, text) || isYearColumn(text);
}

/** Totals of the analysis that can be asked about. */
export const TOTAL_FIGURES = {
	declared: '申报合计',
	verified: '核定合计',
	cut: '审减额',
	raise: '审增额',
	net: '净审减额',
	cutRate: '审减率',
	full: '全成本',
	fiscal: '财政成本'
} as const;
export type TotalFigure = keyof typeof TOTAL_FIGURES;

/** An analysis at hand with the addresses its explanations point to: draft rows or places in a snapshot. */
export interface Explained {
	readonly draft: AnalysisDraft;
	readonly figures: AnalysisFigures;
	readonly line: (index: number, figure: LineFigure) => ValueRef;
	readonly parameter: (index: number) => ValueRef;
	readonly total: (figure: TotalFigure) => ValueRef;
	readonly cell: (source: CellSource) => ValueRef;
}

/** A figure of one line that is being explained. */
export interface AskedLine {
	readonly at: Explained;
	readonly index: number;
	readonly figure: LineFigure;
	readonly line: CostLine;
	readonly figures: LineFigures;
}

const SHOWN_PARTS = 6;

/** "1.00 + 2.00 + … = 10.00 元", cut where there are many. */
export function sumWords(amounts: readonly Fen[], total: Fen): string {
	const parts = amounts.slice(0, SHOWN_PARTS).map(formatFen);
	if (amounts.length > SHOWN_PARTS) parts.push('…');
	return `${parts.join(' + ')} = ${formatFen(total)} 元`;
}

/** A figure that was read from a cell, or typed by hand where it has none: an honest end. */
export function sourced(
	asked: AskedLine,
	value: string | null,
	unit: string | null,
	source: CellSource | undefined
): Step | undefined {
	if (value === null) return undefined;
	if (!source) return typed(asked, value, unit);
	return step(asked, value, unit, cellWords(source), [asked.at.cell(source)]);
}

export function cellWords(source: CellSource): string {
	const times =
		source.factor === undefined || source.factor === '1' ? '' : ` × ${groupThousands(source.factor)}`;
	const place = source.sheet === '' ? source.address : `${source.sheet}!${source.address}`;
	return `取自原表单元格 ${place}${times}`;
}

export function typed(asked: AskedLine, value: string, unit: string | null): Step {
	return { ...headOf(asked), value, unit, method: null, inputs: [], end: 'typed' };
}

export function money(asked: AskedLine, amount: Fen, words: string, inputs: readonly ValueRef[]): Step {
	return step(asked, fenText(amount), '元', words, inputs);
}

export function step(
	asked: AskedLine,
	value: string,
	unit: string | null,
	words: string,
	inputs: readonly ValueRef[]
): Step {
	return { ...headOf(asked), value, unit, method: { id: ANALYSIS_METHOD_ID, words }, inputs };
}

function headOf({ at, index, figure }: AskedLine): Pick<Step, 'ref' | 'label'> {
	const grade = at.figures.tree.lines[index]?.grade ?? '';
	const name = isYearColumn(figure) ? yearColumnLabel(figure) : LINE_FIGURES[figure];
	return {
		ref: at.line(index, figure),
		label: `${labelOf(at, index)}${grade === '' ? '' : `（${grade}）`} ${name}`
	};
}

export function labelOf(at: Explained, index: number): string {
	return lineLabel(at.figures.tree.lines[index] as CostLine, index);
}

/** A number as sentences show it: thousands separators, no rounding. */
export function shownNumber(value: Decimal): string {
	return groupThousands(toText(value));
}
