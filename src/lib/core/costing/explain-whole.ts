import type { Step } from '../address/step.ts';
import type { ValueRef } from '../address/value-ref.ts';
import { dec, toFixedText, toText } from '../decimal/decimal.ts';
import { LIMITS } from '../limits.ts';
import { isFormula } from '../formula/references.ts';
import { isNumber } from '../formula/value.ts';
import { fenText, formatFen } from '../money/fen.ts';
import { ANALYSIS_METHOD_ID } from './analysis-snapshot.ts';
import { SHOWN_PLACES } from './combined-cost.ts';
import { ALLOCATION_METHODS } from './cost-pool.ts';
import { readFormula } from './explain-formula.ts';
import type { UnitFigure } from './explain-unit.ts';
import { shownNumber, sumWords, type Explained } from './explain-step.ts';
import { INDICATOR_FIGURES, type IndicatorFigure } from './indicator.ts';
import { countedLines } from './unit-cost.ts';

/** Figures of a shared cost pool that can be asked about. */
export const POOL_FIGURES = { own: '自身成本', total: '待分摊成本', rate: '分摊率' } as const;
export type PoolFigure = keyof typeof POOL_FIGURES;

/** Figures of a staged unit cost that can be asked about. */
export const COMBINED_FIGURES = { unitCost: '分段单位成本', shownUnitCost: '分段单位成本（列示）' } as const;
export type CombinedFigure = keyof typeof COMBINED_FIGURES;

export interface ExplainedWhole extends Explained {
	readonly unit: (index: number, figure: UnitFigure) => ValueRef;
	readonly indicator: (index: number, figure: IndicatorFigure) => ValueRef;
	readonly pool: (index: number, figure: PoolFigure) => ValueRef;
	/** What a pool's own cost gives a unit in the end. */
	readonly part: (pool: number, unit: number) => ValueRef;
	readonly combined: (index: number, figure: CombinedFigure) => ValueRef;
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
	const ref = at.indicator(index, figure);
	return { ref, label, value, unit: null, method: null, inputs: [], end: 'typed' };
}

/** Explains the value of a named parameter: typed, or by its formula. */
export function explainParameter(at: ExplainedWhole, index: number): Step | undefined {
	const parameter = at.draft.parameters[index];
	if (!parameter) return undefined;
	const unit = parameter.unit === '' ? null : parameter.unit;
	const head = { ref: at.parameter(index), label: `参数 ${parameter.name}`, unit };
	if (!isFormula(parameter.value))
		return {
			...head,
			value: parameter.value,
			method: null,
			inputs: [],
			end: 'typed',
			...(parameter.source === '' ? {} : { source: { document: parameter.source } })
		};
	const value = at.figures.parameters[index] ?? null;
	const read = readFormula(at, -1, parameter.value);
	const shown = isNumber(value) ? toText(value) : '公式错误';
	const words = read ? `公式：${read.names}，即 ${read.values} = ${shown}` : `公式：${parameter.value}`;
	return { ...head, value: shown, method: rule(words), inputs: read?.inputs ?? [] };
}

/** Explains the cost of a pool and how it is handed on; undefined while the pools cannot be allocated. */
export function explainPool(at: ExplainedWhole, index: number, figure: PoolFigure): Step | undefined {
	const { allocation, tree, lines } = at.figures;
	const pool = at.draft.pools[index];
	const figures = allocation?.ok ? allocation.value.pools[index] : undefined;
	if (!pool || !figures || !allocation?.ok) return undefined;
	const head = { ref: at.pool(index, figure), label: `共同成本 ${pool.name} ${POOL_FIGURES[figure]}` };
	if (figure === 'own') {
		const counted = countedLines(pool, tree);
		const amounts = counted.flatMap((line) => lines[line]?.period ?? []);
		const words = `${counted.length} 行本期金额之和：${sumWords(amounts, figures.own.full)}`;
		const inputs = counted.map((line) => at.line(line, 'period'));
		return { ...head, value: fenText(figures.own.full), unit: '元', method: rule(words), inputs };
	}
	if (figure === 'total') {
		const givers = allocation.value.pools.flatMap(({ steps }, from) =>
			steps
				.filter((step) => step.target === 'pool' && step.index === index && from !== index)
				.map((step) => ({ from, amount: step.amount }))
		);
		const received = givers.map(
			({ from, amount }) => `${at.draft.pools[from]?.name ?? ''}转来 ${formatFen(amount)} 元`
		);
		const words = `自身 ${formatFen(figures.own.full)} 元${received.map((part) => `，${part}`).join('')}，待分摊 ${formatFen(figures.total)} 元（${ALLOCATION_METHODS[allocation.value.method]}）`;
		const inputs = [at.pool(index, 'own'), ...givers.map(({ from }) => at.pool(from, 'total'))];
		return { ...head, value: fenText(figures.total), unit: '元', method: rule(words), inputs };
	}
	if (figures.rate === null) return undefined;
	const words = `待分摊成本 ${formatFen(figures.total)} 元 ÷ 动因量 ${shownNumber(figures.volume)}（${pool.driver || '未填动因'}） = ${shownNumber(figures.rate)}（保留 ${LIMITS.unitCostScale} 位小数）`;
	const unit = `元/${pool.driver || '动因'}`;
	return {
		...head,
		value: toText(figures.rate),
		unit,
		method: rule(words),
		inputs: [at.pool(index, 'total')]
	};
}

/** Explains what of a pool's own cost ends at a unit. */
export function explainPart(at: ExplainedWhole, pool: number, unit: number): Step | undefined {
	const { allocation } = at.figures;
	const figures = allocation?.ok ? allocation.value.pools[pool] : undefined;
	const part = figures?.parts.find((candidate) => candidate.unit === unit);
	const [from, to] = [at.draft.pools[pool], at.draft.units[unit]];
	if (!figures || !part || !from || !to || !allocation?.ok) return undefined;
	const direct = from.shares.find(({ target, id }) => target === 'unit' && id === to.id);
	const volume = direct ? `，动因量 ${shownNumber(dec(direct.volume))}` : '';
	const words = `按${ALLOCATION_METHODS[allocation.value.method]}，${from.name} 自身成本 ${formatFen(figures.own.full)} 元中最终由 ${to.name} 承担 ${formatFen(part.full)} 元（动因：${from.driver || '未填'}${volume}；尾差按最大余额法分配）`;
	return {
		ref: at.part(pool, unit),
		label: `${from.name} 分摊给 ${to.name}`,
		value: fenText(part.full),
		unit: '元',
		method: rule(words),
		inputs: [at.pool(pool, 'own')]
	};
}

/** Explains a staged unit cost; undefined where a part has none. */
export function explainCombined(at: ExplainedWhole, index: number, figure: CombinedFigure): Step | undefined {
	const whole = at.draft.combined[index];
	const figures = at.figures.combined[index];
	if (!whole || !figures?.ok) return undefined;
	const units = whole.parts.map(({ unitId }) => at.draft.units.findIndex(({ id }) => id === unitId));
	const measures = new Set(units.map((unit) => at.draft.units[unit]?.unit ?? ''));
	const [measure = ''] = measures;
	const terms = figures.value.parts.map((part, i) => {
		const sign = part.coefficient < 0n ? '− ' : i === 0 ? '' : '+ ';
		return `${sign}${toFixedText(part, SHOWN_PLACES).replace('-', '')}`;
	});
	const shown = `各段单位成本按分列示后相加：${terms.join(' ')} = ${toFixedText(figures.value.shownUnitCost, SHOWN_PLACES)} 元`;
	const exact = `各段成本 ÷ 各自产出，不取整相加，最后保留 ${LIMITS.unitCostScale} 位小数：${shownNumber(figures.value.unitCost)} 元（各段列示为 ${terms.join(' ')}）`;
	return {
		ref: at.combined(index, figure),
		label: `${whole.name} ${COMBINED_FIGURES[figure]}`,
		value: toText(figures.value[figure]),
		unit: measures.size === 1 && measure !== '' ? `元/${measure}` : '元',
		method: rule(figure === 'unitCost' ? exact : shown),
		inputs: units.map((unit) => at.unit(unit, 'unitCost'))
	};
}

function rule(words: string) {
	return { id: ANALYSIS_METHOD_ID, words };
}
