import type { Step } from '../address/step.ts';
import type { ValueRef } from '../address/value-ref.ts';
import { dec, toText } from '../decimal/decimal.ts';
import { LIMITS } from '../limits.ts';
import { fenText, formatFen, ZERO_FEN, type Fen } from '../money/fen.ts';
import { isFlowText } from '../quantity/flow.ts';
import { ANALYSIS_METHOD_ID } from './analysis-snapshot.ts';
import { cellWords, shownNumber, sumWords } from './explain-step.ts';
import type { ExplainedWhole } from './explain-whole.ts';
import { isFiscal } from './funding.ts';
import type { CostUnit } from './line.ts';
import { isLeaf, subtreeEnd } from './tree.ts';
import { annualRate, countedLines, type UnitFigures } from './unit-cost.ts';
import { yearLines, type YearUnitCost } from './year-cost.ts';

export const UNIT_FIGURES = {
	cost: '成本合计',
	allocated: '分摊的共同成本',
	fiscalCost: '财政成本',
	output: '产出数量',
	unitCost: '单位成本',
	annualUnitCost: '年单位成本',
	fiscalUnitCost: '财政单位成本'
} as const;
/** `year:2023` is the unit cost of that year. */
export type UnitFigure = keyof typeof UNIT_FIGURES | `year:${string}`;

export function isUnitFigure(text: string): text is UnitFigure {
	return Object.hasOwn(UNIT_FIGURES, text) || /^year:\d{4}$/.test(text);
}

/** Explains one figure of a cost unit; undefined where it has none. */
export function explainUnit(at: ExplainedWhole, index: number, figure: UnitFigure): Step | undefined {
	const unit = at.draft.units[index];
	if (!unit) return undefined;
	// A name that already says its grade is not told twice.
	const grade = unit.grade === '' || unit.name.includes(unit.grade) ? '' : `（${unit.grade}）`;
	const head = (name: string) => ({ ref: at.unit(index, figure), label: `${unit.name}${grade} ${name}` });
	if (figure === 'output') return explainOutput(at, unit, head(UNIT_FIGURES.output));
	const result = at.figures.units[index];
	if (!result?.ok) return undefined;
	const asked = { at, unit, index, figures: result.value };
	if (!Object.hasOwn(UNIT_FIGURES, figure)) {
		const year = figure.slice('year:'.length);
		const cost = result.value.years.find((of) => of.year === year);
		return cost && { ...head(`${year}年单位成本`), ...yearRule(asked, cost) };
	}
	const rule = unitRule(asked, figure as keyof typeof UNIT_FIGURES);
	return rule && { ...head(UNIT_FIGURES[figure as keyof typeof UNIT_FIGURES]), ...rule };
}

type Told = Pick<Step, 'value' | 'unit' | 'method' | 'inputs'>;

interface AskedUnit {
	readonly at: ExplainedWhole;
	readonly unit: CostUnit;
	readonly index: number;
	readonly figures: UnitFigures;
}

function explainOutput(at: ExplainedWhole, unit: CostUnit, head: Pick<Step, 'ref' | 'label'>): Step {
	const { output: value, outputSource } = unit;
	const base = { ...head, value, unit: unit.unit };
	if (!outputSource) return { ...base, method: null, inputs: [], end: 'typed' };
	const method = { id: ANALYSIS_METHOD_ID, words: cellWords(outputSource) };
	return { ...base, method, inputs: [at.cell(outputSource)] };
}

function unitRule(asked: AskedUnit, figure: keyof typeof UNIT_FIGURES): Told | undefined {
	const { at, unit, index, figures } = asked;
	const perOutput = [at.unit(index, 'cost'), at.unit(index, 'output')];
	const months = at.draft.periodMonths;
	const flow = isFlowText(unit.unit);
	const periodRate = months === 12 || flow ? annualRate(unit.unit) : `元/${unit.unit}（${months} 个月）`;
	const output = `产出 ${shownNumber(dec(unit.output))} ${unit.unit}`;
	switch (figure) {
		case 'cost':
			return unitCostTotal(asked);
		case 'allocated':
			return figures.allocated === null ? undefined : allocatedRule(asked, figures.allocated);
		case 'fiscalCost':
			return fiscalRule(asked);
		case 'unitCost': {
			const words = `成本 ${formatFen(figures.cost)} 元 ÷ ${output} = ${shownNumber(figures.unitCost)} 元/${unit.unit}${ROUNDED}`;
			return told(toText(figures.unitCost), periodRate, words, perOutput);
		}
		case 'annualUnitCost': {
			const rate = annualRate(unit.unit);
			const yearly = flow ? '' : ` × 12 ÷ ${months} 个月`;
			const words = `成本 ${formatFen(figures.cost)} 元${yearly} ÷ ${output} = ${shownNumber(figures.annualUnitCost)} ${rate}${ROUNDED}`;
			return told(toText(figures.annualUnitCost), rate, words, perOutput);
		}
		case 'fiscalUnitCost': {
			const words = `财政成本 ${formatFen(figures.fiscalCost)} 元 ÷ ${output} = ${shownNumber(figures.fiscalUnitCost)} 元/${unit.unit}${ROUNDED}`;
			const inputs = [at.unit(index, 'fiscalCost'), at.unit(index, 'output')];
			return told(toText(figures.fiscalUnitCost), periodRate, words, inputs);
		}
		case 'output':
			return undefined;
	}
}

const ROUNDED = `（保留 ${LIMITS.unitCostScale} 位小数）`;

function unitCostTotal({ at, unit, index, figures }: AskedUnit): Told {
	const lines = countedLines(unit, at.figures.tree);
	const amounts: Fen[] = lines.map((line) => at.figures.lines[line]?.period ?? ZERO_FEN);
	const inputs: ValueRef[] = lines.map((line) => at.line(line, 'period'));
	let what = `${lines.length} 行本期金额之和`;
	if (figures.allocated !== null) {
		amounts.push(figures.allocated);
		inputs.push(at.unit(index, 'allocated'));
		what = `${lines.length} 行本期金额与分摊的共同成本之和`;
	}
	return told(fenText(figures.cost), '元', `${what}：${sumWords(amounts, figures.cost)}`, inputs);
}

function allocatedRule({ at, index }: AskedUnit, allocated: Fen): Told {
	const allocation = at.figures.allocation;
	const pools = allocation?.ok ? allocation.value.pools : [];
	const parts = pools.flatMap(({ parts: of }, pool) => {
		const part = of.find(({ unit }) => unit === index);
		return part ? [{ pool, amount: part.full }] : [];
	});
	const names = parts.map(
		({ pool, amount }) => `${at.draft.pools[pool]?.name ?? ''} ${formatFen(amount)} 元`
	);
	const words = `各共同成本池分到：${names.join('，')}；合计 ${formatFen(allocated)} 元`;
	return told(
		fenText(allocated),
		'元',
		words,
		parts.map(({ pool }) => at.part(pool, index))
	);
}

function fiscalRule({ at, unit, index, figures }: AskedUnit): Told {
	const { tree } = at.figures;
	const others = countedLines(unit, tree).flatMap((top) => {
		const end = subtreeEnd(tree, top);
		return tree.lines
			.slice(top, end)
			.flatMap((line, offset) => (isLeaf(tree, top + offset) && !isFiscal(line) ? [top + offset] : []));
	});
	const words = `全成本 ${formatFen(figures.cost)} 元，减去 ${others.length} 行及共同成本中不由财政承担的部分，财政成本 ${formatFen(figures.fiscalCost)} 元`;
	const inputs = [at.unit(index, 'cost'), ...others.map((line) => at.line(line, 'period'))];
	return told(fenText(figures.fiscalCost), '元', words, inputs);
}

function yearRule({ at, unit }: AskedUnit, { year, cost, unitCost }: YearUnitCost): Told {
	const output = unit.yearOutputs[year] ?? '';
	const { tree, lines } = at.figures;
	const parts = yearLines(tree, lines, countedLines(unit, tree), year);
	const words = `${parts.length} 行${year}年金额（有实际用实际，否则用预算）合计 ${formatFen(cost)} 元 ÷ 当年产出 ${shownNumber(dec(output))} ${unit.unit} = ${shownNumber(unitCost)} 元/${unit.unit}${ROUNDED}`;
	return told(
		toText(unitCost),
		annualRate(unit.unit),
		words,
		parts.map(({ line, column }) => at.line(line, column))
	);
}

function told(value: string, unit: string, words: string, inputs: readonly ValueRef[]): Told {
	return { value, unit, method: { id: ANALYSIS_METHOD_ID, words }, inputs };
}
