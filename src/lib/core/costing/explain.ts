import type { Step } from '../address/step.ts';
import type { ValueRef } from '../address/value-ref.ts';
import { toText, type Decimal } from '../decimal/decimal.ts';
import { ID_MARK, isFormula, referencesOf, renameReferences } from '../formula/references.ts';
import { parseFormula } from '../formula/parse.ts';
import { fenText, formatFen, groupThousands, type Fen } from '../money/fen.ts';
import type { LineFigures } from './amounts.ts';
import { ANALYSIS_METHOD_ID } from './analysis-snapshot.ts';
import type { AnalysisFigures } from './figures.ts';
import { ADJUSTMENT_REASONS, type AnalysisDraft, type CellSource, type CostLine } from './line.ts';
import { isLeaf, lineLabel } from './tree.ts';

/** Figures of a line that can be asked about, in drafts and snapshots alike. */
export const LINE_FIGURES = {
	quantity: '数量',
	unitPrice: '单价',
	coefficient: '系数',
	periodMonths: '期间（月）',
	statedAmount: '原文金额',
	verifiedAmount: '核定数',
	computed: '计算金额',
	declared: '申报金额',
	verified: '核定金额',
	period: '本期金额'
} as const;
export type LineFigure = keyof typeof LINE_FIGURES;

/** An analysis at hand with the addresses its explanations point to: draft rows or places in a snapshot. */
export interface Explained {
	readonly draft: AnalysisDraft;
	readonly figures: AnalysisFigures;
	readonly line: (index: number, figure: LineFigure) => ValueRef;
	readonly cell: (source: CellSource) => ValueRef;
}

/** Explains one figure of one line; undefined where the line has no such figure. */
export function explainLine(at: Explained, index: number, figure: LineFigure): Step | undefined {
	const line = at.figures.tree.lines[index];
	const figures = at.figures.lines[index];
	if (!line || !figures) return undefined;
	switch (figure) {
		case 'quantity':
		case 'unitPrice':
			return factor(at, index, figure, line, figures);
		case 'coefficient':
			return typed(at, index, figure, line.coefficient, null);
		case 'periodMonths':
			return typed(at, index, figure, String(line.periodMonths), '个月');
		case 'statedAmount':
			return sourced(at, index, figure, fenOrNull(line.statedAmount), '元', line.sources.statedAmount);
		case 'verifiedAmount':
			return typed(at, index, figure, fenOrNull(line.verifiedAmount), '元');
		case 'computed':
			return figures.computed === null ? undefined : computed(at, index, figure, figures.computed);
		case 'declared':
			return declared(at, index, line, figures);
		case 'verified':
			return verified(at, index, line, figures);
		case 'period':
			return period(at, index, line, figures);
	}
}

function factor(
	at: Explained,
	index: number,
	figure: 'quantity' | 'unitPrice',
	line: CostLine,
	figures: LineFigures
): Step | undefined {
	const unit = figure === 'quantity' ? line.unit || null : line.unit === '' ? '元' : `元/${line.unit}`;
	const text = line[figure];
	if (!isFormula(text)) return sourced(at, index, figure, text, unit, line.sources[figure]);
	const value = figures[figure];
	const words = `公式 ${shownFormula(at, text)}${value ? ` = ${shownNumber(value)}` : ''}`;
	return step(at, index, figure, value ? toText(value) : '公式错误', unit, words, referenced(at, text));
}

/** The formula with lines named by their codes (or names) instead of by their stable ids. */
export function shownFormula(at: Pick<Explained, 'figures'>, text: string): string {
	const { tree } = at.figures;
	const renamed = renameReferences(text, (key) => {
		const index = key.startsWith(ID_MARK) ? tree.indexOf.get(key.slice(ID_MARK.length)) : undefined;
		const line = tree.lines[index ?? -1];
		return line && (line.code || line.name);
	});
	return renamed.ok ? renamed.value : text;
}

function referenced(at: Explained, text: string): readonly ValueRef[] {
	const parsed = parseFormula(text);
	if (!parsed.ok) return [];
	return referencesOf(parsed.value).flatMap(({ key, column }) => {
		const index = at.figures.tree.indexOf.get(key.slice(ID_MARK.length));
		return index === undefined ? [] : [at.line(index, column === 'amount' ? 'declared' : column)];
	});
}

function computed(at: Explained, index: number, figure: LineFigure, amount: Fen): Step {
	const line = at.figures.tree.lines[index] as CostLine;
	const { quantity, unitPrice } = at.figures.lines[index] as LineFigures;
	const parts = [
		`数量 ${quantity ? shownNumber(quantity) : ''} ${line.unit}`.trim(),
		`单价 ${unitPrice ? shownNumber(unitPrice) : ''} 元`
	];
	const inputs = [at.line(index, 'quantity'), at.line(index, 'unitPrice')];
	if (line.coefficient !== null) {
		parts.push(`系数 ${line.coefficient}`);
		inputs.push(at.line(index, 'coefficient'));
	}
	return money(
		at,
		index,
		figure,
		amount,
		`金额 = ${parts.join(' × ')} = ${formatFen(amount)} 元（四舍五入到分）`,
		inputs
	);
}

function declared(at: Explained, index: number, line: CostLine, figures: LineFigures): Step {
	if (!isLeaf(at.figures.tree, index)) return sum(at, index, 'declared');
	if (line.amountBasis === 'computed' && figures.computed !== null)
		return computed(at, index, 'declared', figures.computed);
	if (line.amountBasis === 'computed' || line.statedAmount === null)
		return money(at, index, 'declared', figures.declared, '既无金额，也缺数量或单价，按 0 元计', []);
	const words = `按原文金额 ${formatFen(line.statedAmount)} 元计`;
	return money(at, index, 'declared', figures.declared, words, [at.line(index, 'statedAmount')]);
}

function verified(at: Explained, index: number, line: CostLine, figures: LineFigures): Step {
	if (!isLeaf(at.figures.tree, index)) return sum(at, index, 'verified');
	if (line.verifiedAmount === null)
		return money(at, index, 'verified', figures.verified, '未作调整，核定数同申报数', [
			at.line(index, 'declared')
		]);
	const reason = line.reason === null ? '未填原因' : ADJUSTMENT_REASONS[line.reason];
	const words = `申报 ${formatFen(figures.declared)} 元，核定 ${formatFen(line.verifiedAmount)} 元，原因：${reason}`;
	return money(at, index, 'verified', figures.verified, words, [
		at.line(index, 'verifiedAmount'),
		at.line(index, 'declared')
	]);
}

function period(at: Explained, index: number, line: CostLine, figures: LineFigures): Step {
	if (!isLeaf(at.figures.tree, index)) return sum(at, index, 'period');
	const inputs = [at.line(index, 'verified')];
	if (line.recurrence === 'once')
		return money(at, index, 'period', figures.period, '一次性支出，不进入单位成本，按 0 元计', inputs);
	const months = at.draft.periodMonths;
	if (line.periodMonths === months)
		return money(
			at,
			index,
			'period',
			figures.period,
			`金额对应 ${months} 个月，与分析期间相同，不折算`,
			inputs
		);
	const words = `折算到 ${months} 个月：${formatFen(figures.verified)} 元 × ${months} ÷ ${line.periodMonths} = ${formatFen(figures.period)} 元`;
	return money(at, index, 'period', figures.period, words, [...inputs, at.line(index, 'periodMonths')]);
}

function sum(at: Explained, index: number, figure: 'declared' | 'verified' | 'period'): Step {
	const children = at.figures.tree.children[index] ?? [];
	const amounts = children.map((child) => (at.figures.lines[child] as LineFigures)[figure]);
	const total = (at.figures.lines[index] as LineFigures)[figure];
	const words = `${children.length} 个下级之和：${sumWords(amounts, total)}`;
	return money(
		at,
		index,
		figure,
		total,
		words,
		children.map((child) => at.line(child, figure))
	);
}

const SHOWN_PARTS = 6;

/** "1.00 + 2.00 + … = 10.00 元", cut where there are many. */
export function sumWords(amounts: readonly Fen[], total: Fen): string {
	const parts = amounts.slice(0, SHOWN_PARTS).map(formatFen);
	if (amounts.length > SHOWN_PARTS) parts.push('…');
	return `${parts.join(' + ')} = ${formatFen(total)} 元`;
}

/** A figure that was read from a cell, or typed by hand where it has none: an honest end. */
function sourced(
	at: Explained,
	index: number,
	figure: LineFigure,
	value: string | null,
	unit: string | null,
	source: CellSource | undefined
): Step | undefined {
	if (value === null) return undefined;
	if (!source) return typed(at, index, figure, value, unit);
	return step(at, index, figure, value, unit, cellWords(source), [at.cell(source)]);
}

export function cellWords(source: CellSource): string {
	const times =
		source.factor === undefined || source.factor === '1' ? '' : ` × ${groupThousands(source.factor)}`;
	const place = source.sheet === '' ? source.address : `${source.sheet}!${source.address}`;
	return `取自原表单元格 ${place}${times}`;
}

function typed(
	at: Explained,
	index: number,
	figure: LineFigure,
	value: string | null,
	unit: string | null
): Step | undefined {
	if (value === null) return undefined;
	return {
		ref: at.line(index, figure),
		label: label(at, index, figure),
		value,
		unit,
		method: null,
		inputs: [],
		end: 'typed'
	};
}

function money(
	at: Explained,
	index: number,
	figure: LineFigure,
	amount: Fen,
	words: string,
	inputs: readonly ValueRef[]
): Step {
	return step(at, index, figure, fenText(amount), '元', words, inputs);
}

function step(
	at: Explained,
	index: number,
	figure: LineFigure,
	value: string,
	unit: string | null,
	words: string,
	inputs: readonly ValueRef[]
): Step {
	return {
		ref: at.line(index, figure),
		label: label(at, index, figure),
		value,
		unit,
		method: { id: ANALYSIS_METHOD_ID, words },
		inputs
	};
}

function label(at: Explained, index: number, figure: LineFigure): string {
	const line = at.figures.tree.lines[index] as CostLine;
	const grade = line.grade === '' ? '' : `（${line.grade}）`;
	return `${lineLabel(line, index)}${grade} ${LINE_FIGURES[figure]}`;
}

/** A number as sentences show it: thousands separators, no rounding. */
export function shownNumber(value: Decimal): string {
	return groupThousands(toText(value));
}

function fenOrNull(amount: Fen | null): string | null {
	return amount === null ? null : fenText(amount);
}
