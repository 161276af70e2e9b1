import type { Step } from '../address/step.ts';
import type { ValueRef } from '../address/value-ref.ts';
import { toText } from '../decimal/decimal.ts';
import { ID_MARK, isFormula } from '../formula/references.ts';
import { parameterText, rewriteFormula } from '../formula/rewrite.ts';
import { fenText, formatFen, groupThousands, type Fen } from '../money/fen.ts';
import { ANALYSIS_METHOD_ID } from './analysis-snapshot.ts';
import { explainAmount } from './explain-amount.ts';
import { factorUnit, readFormula } from './explain-formula.ts';
import {
	labelOf,
	money,
	sourced,
	step,
	sumWords,
	typed,
	type AskedLine,
	type Explained,
	type LineFigure
} from './explain-step.ts';
import type { AnalysisFigures } from './figures.ts';
import { fillAbove } from './fills.ts';
import { FORMULA_FIELDS, type AnalysisDraft, type FormulaField } from './line.ts';
import { isLeaf } from './tree.ts';
import { isYearColumn, type YearColumn } from './year-column.ts';
import { yearAmount } from './year-cost.ts';

/** Explains one figure of one line; undefined where the line has no such figure. */
export function explainLine(at: Explained, index: number, figure: LineFigure): Step | undefined {
	const line = at.figures.tree.lines[index];
	const figures = at.figures.lines[index];
	if (!line || !figures) return undefined;
	const asked = { at, index, figure, line, figures };
	if (isYearColumn(figure)) return explainYear(asked, figure);
	if (isFactor(figure)) return explainFactor(asked, figure);
	switch (figure) {
		case 'periodMonths':
			return typed(asked, String(line.periodMonths), '个月');
		case 'statedAmount':
			return sourced(asked, fenOrNull(line.statedAmount), '元', line.sources.statedAmount);
		case 'verifiedAmount':
			return sourced(asked, fenOrNull(line.verifiedAmount), '元', line.sources.verifiedAmount);
		default:
			return explainAmount(asked, figure);
	}
}

function isFactor(figure: string): figure is FormulaField {
	return (FORMULA_FIELDS as readonly string[]).includes(figure);
}

function explainFactor(asked: AskedLine, field: FormulaField): Step | undefined {
	const { at, index, line, figures } = asked;
	const unit =
		field === 'unitPrice' && line.unit !== '' ? `元/${line.unit}` : factorUnit(line, field).trim() || null;
	const own = line[field];
	const fill = fillAbove(at.figures.tree, index, field);
	const formula = fill?.formula ?? own;
	if (!isFormula(formula)) {
		const typedStep = sourced(asked, own, unit, line.sources[field]);
		const use = field === 'unitPrice' ? line.recipe : null;
		if (!typedStep || !use) return typedStep;
		const words = `取自定额测算 ${use.code} ${use.name} 第 ${use.version} 版`;
		const price: ValueRef = { kind: 'frozen', snapshot: use.hash, pointer: '/results/price' };
		const { ref, label, value } = typedStep;
		return { ref, label, value, unit, method: { id: ANALYSIS_METHOD_ID, words }, inputs: [price] };
	}
	const value = figures[field];
	const set = fill ? `按“${labelOf(at, fill.line)}”设定的整列公式：` : '公式：';
	const shown = value ? ` = ${groupThousands(toText(value))}` : '';
	return formulaStep(asked, formula, set, value ? toText(value) : '公式错误', shown, unit);
}

function explainYear(asked: AskedLine, column: YearColumn): Step | undefined {
	const { at, index, line, figures } = asked;
	const amount = yearAmount(figures, column);
	if (!isLeaf(at.figures.tree, index)) {
		if (amount === null) return undefined;
		const children = (at.figures.tree.children[index] ?? []).flatMap((child) => {
			const part = yearAmount(at.figures.lines[child], column);
			return part === null ? [] : [{ child, part }];
		});
		const words = `${children.length} 个下级之和：${sumWords(
			children.map(({ part }) => part),
			amount
		)}`;
		return money(
			asked,
			amount,
			words,
			children.map(({ child }) => at.line(child, column))
		);
	}
	const own = line.years[column] ?? null;
	if (!isFormula(own))
		return sourced(asked, amount === null ? null : fenText(amount), '元', line.sources[column]);
	const shown = amount === null ? '' : ` = ${formatFen(amount)} 元`;
	return formulaStep(asked, own, '公式：', amount === null ? '公式错误' : fenText(amount), shown, '元');
}

/** "公式：数量 × 管理费率，即 1,804 ㎡ × 0.08 = 144.32" */
function formulaStep(
	asked: AskedLine,
	formula: string,
	set: string,
	value: string,
	shown: string,
	unit: string | null
): Step {
	const read = readFormula(asked.at, asked.index, formula);
	const words = read ? `${set}${read.names}，即 ${read.values}${shown}` : `${set}${formula}`;
	return step(asked, value, unit, words, read?.inputs ?? []);
}

/** The formula with lines named by their codes (or names) and parameters by their names, instead of by stable ids. */
export function shownFormula(
	at: { readonly figures: Pick<AnalysisFigures, 'tree'>; readonly draft?: Pick<AnalysisDraft, 'parameters'> },
	text: string
): string {
	const { tree } = at.figures;
	const renamed = rewriteFormula(text, {
		line: (key) => {
			const index = key.startsWith(ID_MARK) ? tree.indexOf.get(key.slice(ID_MARK.length)) : undefined;
			const line = tree.lines[index ?? -1];
			return line && (line.code || line.name);
		},
		parameter: (key) => at.draft?.parameters.find(({ id }) => id === key)?.name ?? parameterText(key)
	});
	return renamed.ok ? renamed.value : text;
}

function fenOrNull(amount: Fen | null): string | null {
	return amount === null ? null : fenText(amount);
}
