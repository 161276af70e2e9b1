import { isFlowText } from '../quantity/flow.ts';
import type { Step } from '../address/step.ts';
import type { ValueRef } from '../address/value-ref.ts';
import { dec, toText } from '../decimal/decimal.ts';
import { fenText, formatFen, type Fen } from '../money/fen.ts';
import { LIMITS } from '../limits.ts';
import { ANALYSIS_METHOD_ID } from './analysis-snapshot.ts';
import { cellWords, shownNumber, sumWords, type Explained } from './explain.ts';
import { INDICATOR_FIGURES, type IndicatorFigure } from './indicator.ts';
import type { CostUnit } from './line.ts';
import { isLeaf } from './tree.ts';
import { annualRate, countedLines, type UnitFigures } from './unit-cost.ts';

export const UNIT_FIGURES = {
	cost: '成本合计',
	output: '产出数量',
	unitCost: '单位成本',
	annualUnitCost: '年单位成本'
} as const;
export type UnitFigure = keyof typeof UNIT_FIGURES;

export const TOTAL_FIGURES = {
	declared: '申报合计',
	verified: '核定合计',
	cut: '审减额',
	raise: '审增额',
	net: '净审减额',
	cutRate: '审减率'
} as const;
export type TotalFigure = keyof typeof TOTAL_FIGURES;

export interface ExplainedWhole extends Explained {
	readonly unit: (index: number, figure: UnitFigure) => ValueRef;
	readonly total: (figure: TotalFigure) => ValueRef;
	readonly indicator: (index: number, figure: IndicatorFigure) => ValueRef;
}

/** Explains one figure of a cost unit; undefined where it has none. */
export function explainUnit(at: ExplainedWhole, index: number, figure: UnitFigure): Step | undefined {
	const unit = at.draft.units[index];
	if (!unit) return undefined;
	// A name that already says its grade is not told twice.
	const grade = unit.grade === '' || unit.name.includes(unit.grade) ? '' : `（${unit.grade}）`;
	const label = `${unit.name}${grade} ${UNIT_FIGURES[figure]}`;
	const ref = at.unit(index, figure);
	if (figure === 'output') return explainOutput(at, unit, { ref, label });
	const result = at.figures.units[index];
	if (!result?.ok) return undefined;
	return { ref, label, ...unitRule(at, unit, index, result.value, figure) };
}

function explainOutput(at: ExplainedWhole, unit: CostUnit, head: Pick<Step, 'ref' | 'label'>): Step {
	const { output: value, outputSource } = unit;
	const base = { ...head, value, unit: unit.unit };
	if (!outputSource) return { ...base, method: null, inputs: [], end: 'typed' };
	const method = { id: ANALYSIS_METHOD_ID, words: cellWords(outputSource) };
	return { ...base, method, inputs: [at.cell(outputSource)] };
}

function unitRule(
	at: ExplainedWhole,
	unit: CostUnit,
	index: number,
	{ cost, unitCost, annualUnitCost }: UnitFigures,
	figure: Exclude<UnitFigure, 'output'>
): Pick<Step, 'value' | 'unit' | 'method' | 'inputs'> {
	const months = at.draft.periodMonths;
	const rule = (words: string) => ({ id: ANALYSIS_METHOD_ID, words });
	if (figure === 'cost') {
		const lines = countedLines(unit, at.figures.tree);
		const amounts = lines.map((line) => at.figures.lines[line]?.period ?? (0 as Fen));
		const words = `${lines.length} 行本期金额之和：${sumWords(amounts, cost)}`;
		return {
			value: fenText(cost),
			unit: '元',
			method: rule(words),
			inputs: lines.map((line) => at.line(line, 'period'))
		};
	}
	const inputs = [at.unit(index, 'cost'), at.unit(index, 'output')];
	const output = `产出 ${shownNumber(dec(unit.output))} ${unit.unit}`;
	const rounded = `（保留 ${LIMITS.unitCostScale} 位小数）`;
	if (figure === 'unitCost') {
		const words = `成本 ${formatFen(cost)} 元 ÷ ${output} = ${shownNumber(unitCost)} 元/${unit.unit}${rounded}`;
		const rate =
			months === 12 || isFlowText(unit.unit) ? annualRate(unit.unit) : `元/${unit.unit}（${months} 个月）`;
		return { value: toText(unitCost), unit: rate, method: rule(words), inputs };
	}
	const rate = annualRate(unit.unit);
	const yearly = isFlowText(unit.unit) ? '' : ` × 12 ÷ ${months} 个月`;
	const words = `成本 ${formatFen(cost)} 元${yearly} ÷ ${output} = ${shownNumber(annualUnitCost)} ${rate}${rounded}`;
	return { value: toText(annualUnitCost), unit: rate, method: rule(words), inputs };
}

/** Explains the set or the reached value of an indicator: people type both; undefined while it is blank. */
export function explainIndicator(
	at: ExplainedWhole,
	index: number,
	figure: IndicatorFigure
): Step | undefined {
	const indicator = at.draft.indicators[index];
	if (!indicator || indicator[figure] === '') return undefined;
	const label = `${indicator.level3} ${INDICATOR_FIGURES[figure]}`;
	const value = indicator[figure];
	return {
		ref: at.indicator(index, figure),
		label,
		value,
		unit: null,
		method: null,
		inputs: [],
		end: 'typed'
	};
}

/** Explains one total of the analysis. */
export function explainTotal(at: ExplainedWhole, figure: TotalFigure): Step | undefined {
	const { total, tree } = at.figures;
	const head = { ref: at.total(figure), label: TOTAL_FIGURES[figure] };
	const rule = (words: string) => ({ id: ANALYSIS_METHOD_ID, words });
	if (figure === 'cutRate') {
		if (total.cutRate === null) return undefined;
		const value = toText(total.cutRate);
		const words = `净审减 ${formatFen(total.net)} 元 ÷ 申报合计 ${formatFen(total.declared)} 元 × 100% = ${value}%（保留两位小数）`;
		return {
			...head,
			value,
			unit: '%',
			method: rule(words),
			inputs: [at.total('net'), at.total('declared')]
		};
	}
	const money = { ...head, value: fenText(total[figure]), unit: '元' };
	if (figure === 'net') {
		const words = `申报合计 ${formatFen(total.declared)} 元 − 核定合计 ${formatFen(total.verified)} 元 = ${formatFen(total.net)} 元`;
		return { ...money, method: rule(words), inputs: [at.total('declared'), at.total('verified')] };
	}
	if (figure === 'declared' || figure === 'verified') {
		const roots = tree.lines.flatMap((_, index) => (tree.parents[index] === -1 ? [index] : []));
		const words = `各项之和：${sumWords(
			roots.map((root) => at.figures.lines[root]?.[figure] ?? (0 as Fen)),
			total[figure]
		)}`;
		return { ...money, method: rule(words), inputs: roots.map((root) => at.line(root, figure)) };
	}
	const changed = changedLines(at, figure);
	const words = `${changed.length} 行${figure === 'cut' ? '申报高于核定' : '核定高于申报'}，差额合计 ${formatFen(total[figure])} 元`;
	return { ...money, method: rule(words), inputs: changed.map((line) => at.line(line, 'verified')) };
}

function changedLines({ figures }: ExplainedWhole, figure: 'cut' | 'raise'): readonly number[] {
	return figures.lines.flatMap(({ declared, verified }, index) => {
		const changed = figure === 'cut' ? declared > verified : verified > declared;
		return changed && isLeaf(figures.tree, index) ? [index] : [];
	});
}
