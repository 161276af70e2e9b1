import type { Step } from '../address/step.ts';
import { toText } from '../decimal/decimal.ts';
import { fenText, formatFen, type Fen } from '../money/fen.ts';
import { ANALYSIS_METHOD_ID } from './analysis-snapshot.ts';
import { sumWords, TOTAL_FIGURES, type Explained, type TotalFigure } from './explain-step.ts';
import { isFiscal } from './funding.ts';
import { isLeaf } from './tree.ts';

/** Full and fiscal cost stand apart from the totals of the review, also in snapshots. */
export function isFundingFigure(figure: TotalFigure): figure is 'full' | 'fiscal' {
	return figure === 'full' || figure === 'fiscal';
}

/** Explains one total of the analysis. */
export function explainTotal(at: Explained, figure: TotalFigure): Step | undefined {
	const { total } = at.figures;
	const head = { ref: at.total(figure), label: TOTAL_FIGURES[figure] };
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
	if (isFundingFigure(figure)) return { ...head, ...fundingTotal(at, figure) };
	const money = { ...head, value: fenText(total[figure]), unit: '元' };
	if (figure === 'net') {
		const words = `申报合计 ${formatFen(total.declared)} 元 − 核定合计 ${formatFen(total.verified)} 元 = ${formatFen(total.net)} 元`;
		return { ...money, method: rule(words), inputs: [at.total('declared'), at.total('verified')] };
	}
	if (figure === 'declared' || figure === 'verified') {
		const roots = at.figures.tree.lines.flatMap((_, index) =>
			at.figures.tree.parents[index] === -1 ? [index] : []
		);
		const words = `各项之和：${sumWords(
			roots.map((root) => at.figures.lines[root]?.[figure] ?? (0 as Fen)),
			total[figure]
		)}`;
		return { ...money, method: rule(words), inputs: roots.map((root) => at.line(root, figure)) };
	}
	const changed = changedLines(at, figure);
	const words = `${changed.length} 行${figure === 'cut' ? '申报高于核定' : '核定高于申报'}，差额合计 ${formatFen(total[figure])} 元`;
	// Where no line was changed, that shows in the two totals.
	const read = changed.map((line) => at.line(line, 'verified'));
	const inputs = read.length > 0 ? read : [at.total('declared'), at.total('verified')];
	return { ...money, method: rule(words), inputs };
}

function fundingTotal(
	at: Explained,
	figure: 'full' | 'fiscal'
): Pick<Step, 'value' | 'unit' | 'method' | 'inputs'> {
	const { funding, tree } = at.figures;
	const amount = funding[figure];
	const base = { value: fenText(amount), unit: '元' };
	if (figure === 'full') {
		const words = `全成本是全部资金来源的核定数之和：${formatFen(amount)} 元`;
		return { ...base, method: rule(words), inputs: [at.total('verified')] };
	}
	const others = tree.lines.flatMap((line, index) => (isLeaf(tree, index) && !isFiscal(line) ? [index] : []));
	const words = `全成本 ${formatFen(funding.full)} 元，减去 ${others.length} 行由单位自有收入、其他资金承担或属于资产折旧的金额，财政成本 ${formatFen(amount)} 元`;
	return {
		...base,
		method: rule(words),
		inputs: [at.total('full'), ...others.map((line) => at.line(line, 'verified'))]
	};
}

function changedLines({ figures }: Explained, figure: 'cut' | 'raise'): readonly number[] {
	return figures.lines.flatMap(({ declared, verified }, index) => {
		const changed = figure === 'cut' ? declared > verified : verified > declared;
		return changed && isLeaf(figures.tree, index) ? [index] : [];
	});
}

function rule(words: string) {
	return { id: ANALYSIS_METHOD_ID, words };
}
