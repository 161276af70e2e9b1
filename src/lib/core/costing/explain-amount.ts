import type { Step } from '../address/step.ts';
import { toText } from '../decimal/decimal.ts';
import { formatFen, groupThousands, subtractFen } from '../money/fen.ts';
import { factorUnit } from './explain-formula.ts';
import { money, sumWords, type AskedLine } from './explain-step.ts';
import { ADJUSTMENT_REASONS, FORMULA_FIELDS } from './line.ts';
import { isLeaf } from './tree.ts';

/** Explains an amount of a line; undefined where it has none. */
export function explainAmount(
	asked: AskedLine,
	figure: 'computed' | 'declared' | 'verified' | 'adjustment' | 'period'
): Step | undefined {
	switch (figure) {
		case 'computed':
			return asked.figures.computed === null ? undefined : computed(asked);
		case 'declared':
			return declared(asked);
		case 'verified':
			return verified(asked);
		case 'adjustment':
			return adjustment(asked);
		case 'period':
			return period(asked);
	}
}

/** "人工费 = 3 人 × 12 月 × 6,850 元 = 246,600.00 元（四舍五入到分）" */
function computed(asked: AskedLine): Step {
	const { at, index, line, figures } = asked;
	const amount = figures.computed ?? figures.declared;
	const fields = FORMULA_FIELDS.filter((field) => figures[field] !== null);
	const parts = fields.map((field) => {
		const value = figures[field];
		const label = field === 'coefficient' ? '系数 ' : '';
		return `${label}${value ? groupThousands(toText(value)) : ''}${factorUnit(line, field)}`;
	});
	const words = `${line.name || '金额'} = ${parts.join(' × ')} = ${formatFen(amount)} 元（四舍五入到分）`;
	return money(
		asked,
		amount,
		words,
		fields.map((field) => at.line(index, field))
	);
}

function declared(asked: AskedLine): Step {
	const { at, index, line, figures } = asked;
	if (!isLeaf(at.figures.tree, index)) return sum(asked, 'declared');
	if (line.amountBasis === 'computed' && figures.computed !== null) return computed(asked);
	if (line.amountBasis === 'computed' || line.statedAmount === null)
		return money(asked, figures.declared, '既无金额，也缺数量或单价，按 0 元计', []);
	const words = `按原文金额 ${formatFen(line.statedAmount)} 元计`;
	return money(asked, figures.declared, words, [at.line(index, 'statedAmount')]);
}

function verified(asked: AskedLine): Step {
	const { at, index, line, figures } = asked;
	if (!isLeaf(at.figures.tree, index)) return sum(asked, 'verified');
	if (line.verifiedAmount === null)
		return money(asked, figures.verified, '未作调整，核定数同申报数', [at.line(index, 'declared')]);
	const reason = line.reason === null ? '未填原因' : ADJUSTMENT_REASONS[line.reason];
	const words = `申报 ${formatFen(figures.declared)} 元，核定 ${formatFen(line.verifiedAmount)} 元，原因：${reason}`;
	return money(asked, figures.verified, words, [
		at.line(index, 'verifiedAmount'),
		at.line(index, 'declared')
	]);
}

function adjustment(asked: AskedLine): Step {
	const { at, index, figures } = asked;
	const amount = subtractFen(figures.verified, figures.declared);
	const words = `核定 ${formatFen(figures.verified)} 元 − 申报 ${formatFen(figures.declared)} 元 = ${formatFen(amount)} 元`;
	return money(asked, amount, words, [at.line(index, 'verified'), at.line(index, 'declared')]);
}

function period(asked: AskedLine): Step {
	const { at, index, line, figures } = asked;
	if (!isLeaf(at.figures.tree, index)) return sum(asked, 'period');
	const inputs = [at.line(index, 'verified')];
	if (line.recurrence === 'once')
		return money(asked, figures.period, '一次性支出，不进入单位成本，按 0 元计', inputs);
	const months = at.draft.periodMonths;
	if (line.periodMonths === months)
		return money(asked, figures.period, `金额对应 ${months} 个月，与分析期间相同，不折算`, inputs);
	const words = `折算到 ${months} 个月：${formatFen(figures.verified)} 元 × ${months} ÷ ${line.periodMonths} = ${formatFen(figures.period)} 元`;
	return money(asked, figures.period, words, [...inputs, at.line(index, 'periodMonths')]);
}

function sum(asked: AskedLine, figure: 'declared' | 'verified' | 'period'): Step {
	const { at, index, figures } = asked;
	const children = at.figures.tree.children[index] ?? [];
	const amounts = children.flatMap((child) => at.figures.lines[child]?.[figure] ?? []);
	const words = `${children.length} 个下级之和：${sumWords(amounts, figures[figure])}`;
	return money(
		asked,
		figures[figure],
		words,
		children.map((child) => at.line(child, figure))
	);
}
