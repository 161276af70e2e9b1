import type { Step } from '../address/step.ts';
import type { ValueRef } from '../address/value-ref.ts';
import { explainLine, LINE_FIGURES, type LineFigure } from './explain.ts';
import {
	explainIndicator,
	explainTotal,
	explainUnit,
	TOTAL_FIGURES,
	UNIT_FIGURES,
	type ExplainedWhole,
	type TotalFigure,
	type UnitFigure
} from './explain-whole.ts';
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
 * `draft/performance_indicator/<id>/<figure>`, `draft/analysis/<id>/<total>`; undefined where the address names none.
 */
export function explainDraft(at: DraftAtHand, ref: ValueRef): Step | undefined {
	if (ref.kind !== 'draft') return undefined;
	const { table, id, field } = ref;
	const explained = draftAddresses(at);
	if (table === 'cost_line' && Object.hasOwn(LINE_FIGURES, field))
		return explainLine(explained, at.figures.tree.indexOf.get(id) ?? -1, field as LineFigure);
	if (table === 'cost_unit' && Object.hasOwn(UNIT_FIGURES, field))
		return explainUnit(
			explained,
			at.draft.units.findIndex((unit) => unit.id === id),
			field as UnitFigure
		);
	if (table === 'performance_indicator' && Object.hasOwn(INDICATOR_FIGURES, field))
		return explainIndicator(
			explained,
			at.draft.indicators.findIndex((indicator) => indicator.id === id),
			field as IndicatorFigure
		);
	if (table === 'analysis' && id === at.analysisId && Object.hasOwn(TOTAL_FIGURES, field))
		return explainTotal(explained, field as TotalFigure);
	return undefined;
}

function draftAddresses({ analysisId, draft, figures }: DraftAtHand): ExplainedWhole {
	const own = (table: string, id: string, field: string): ValueRef => ({ kind: 'draft', table, id, field });
	return {
		draft,
		figures,
		line: (index, figure) => own('cost_line', figures.tree.lines[index]?.id ?? '', figure),
		unit: (index, figure) => own('cost_unit', draft.units[index]?.id ?? '', figure),
		total: (figure) => own('analysis', analysisId, figure),
		indicator: (index, figure) => own('performance_indicator', draft.indicators[index]?.id ?? '', figure),
		cell: ({ file, sheet, address }) => ({ kind: 'cell', file, sheet, address })
	};
}
