import type { Step } from '../address/step.ts';
import type { ValueRef } from '../address/value-ref.ts';
import { isLineFigure, TOTAL_FIGURES, type TotalFigure } from './explain-step.ts';
import { explainTotal } from './explain-total.ts';
import { explainUnit, isUnitFigure } from './explain-unit.ts';
import {
	COMBINED_FIGURES,
	explainCombined,
	explainIndicator,
	explainParameter,
	explainPart,
	explainPool,
	POOL_FIGURES,
	type CombinedFigure,
	type ExplainedWhole,
	type PoolFigure
} from './explain-whole.ts';
import { explainLine } from './explain.ts';
import type { AnalysisFigures } from './figures.ts';
import { INDICATOR_FIGURES, type IndicatorFigure } from './indicator.ts';
import type { AnalysisDraft } from './line.ts';

/** A draft that can be asked: the analysis' id is the address of its totals. */
export interface DraftAtHand {
	readonly analysisId: string;
	readonly draft: AnalysisDraft;
	readonly figures: AnalysisFigures;
}

/**
 * Explains a figure people still work on: `draft/cost_line/<id>/<figure>`, `draft/cost_unit/<id>/<figure>`,
 * `draft/performance_indicator/<id>/<figure>`, `draft/analysis/<id>/<total>`, and of parameters, pools and staged unit
 * costs `draft/analysis_part/<id>/<figure>`, where `unit:<id>` is a pool's part for a unit; undefined where the address
 * names none.
 */
export function explainDraft(at: DraftAtHand, ref: ValueRef): Step | undefined {
	if (ref.kind !== 'draft') return undefined;
	const { table, id, field } = ref;
	const explained = draftAddresses(at);
	switch (table) {
		case 'cost_line':
			return isLineFigure(field)
				? explainLine(explained, at.figures.tree.indexOf.get(id) ?? -1, field)
				: undefined;
		case 'cost_unit':
			return isUnitFigure(field) ? explainUnit(explained, placeOf(at.draft.units, id), field) : undefined;
		case 'performance_indicator':
			return Object.hasOwn(INDICATOR_FIGURES, field)
				? explainIndicator(explained, placeOf(at.draft.indicators, id), field as IndicatorFigure)
				: undefined;
		case 'analysis_part':
			return explainPartOf(explained, id, field);
		case 'analysis':
			return id === at.analysisId && Object.hasOwn(TOTAL_FIGURES, field)
				? explainTotal(explained, field as TotalFigure)
				: undefined;
		default:
			return undefined;
	}
}

const UNIT = 'unit:';

function explainPartOf(at: ExplainedWhole, id: string, field: string): Step | undefined {
	const { parameters, pools, combined, units } = at.draft;
	const parameter = placeOf(parameters, id);
	if (parameter >= 0) return field === 'value' ? explainParameter(at, parameter) : undefined;
	const pool = placeOf(pools, id);
	if (pool >= 0 && field.startsWith(UNIT))
		return explainPart(at, pool, placeOf(units, field.slice(UNIT.length)));
	if (pool >= 0 && Object.hasOwn(POOL_FIGURES, field)) return explainPool(at, pool, field as PoolFigure);
	const whole = placeOf(combined, id);
	return whole >= 0 && Object.hasOwn(COMBINED_FIGURES, field)
		? explainCombined(at, whole, field as CombinedFigure)
		: undefined;
}

export function draftAddresses({ analysisId, draft, figures }: DraftAtHand): ExplainedWhole {
	const own = (table: string, id: string, field: string): ValueRef => ({ kind: 'draft', table, id, field });
	const part = (list: readonly { readonly id: string }[], index: number, field: string) =>
		own('analysis_part', list[index]?.id ?? '', field);
	return {
		draft,
		figures,
		line: (index, figure) => own('cost_line', figures.tree.lines[index]?.id ?? '', figure),
		unit: (index, figure) => own('cost_unit', draft.units[index]?.id ?? '', figure),
		total: (figure) => own('analysis', analysisId, figure),
		indicator: (index, figure) => own('performance_indicator', draft.indicators[index]?.id ?? '', figure),
		parameter: (index) => part(draft.parameters, index, 'value'),
		pool: (index, figure) => part(draft.pools, index, figure),
		part: (pool, unit) => part(draft.pools, pool, `${UNIT}${draft.units[unit]?.id ?? ''}`),
		combined: (index, figure) => part(draft.combined, index, figure),
		cell: ({ file, sheet, address }) => ({ kind: 'cell', file, sheet, address })
	};
}

function placeOf(list: readonly { readonly id: string }[], id: string): number {
	return list.findIndex((part) => part.id === id);
}
