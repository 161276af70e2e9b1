import { refText, type ValueRef } from '#lib/core/address/value-ref.ts';
import type { LineFigure, TotalFigure } from '#lib/core/costing/explain-step.ts';
import type { UnitFigure } from '#lib/core/costing/explain-unit.ts';
import type { CombinedFigure, PoolFigure } from '#lib/core/costing/explain-whole.ts';
import type { AnalysisFigures } from '#lib/core/costing/figures.ts';
import type { IndicatorFigure } from '#lib/core/costing/indicator.ts';

/** Where the figures of a page live: in draft rows, or in the snapshot once it is confirmed. */
export interface FigureRefs {
	readonly line: (lineId: string, figure: string) => string;
	readonly unit: (index: number, unitId: string, figure: UnitFigure) => string;
	readonly indicator: (index: number, indicatorId: string, figure: IndicatorFigure) => string;
	readonly total: (figure: TotalFigure) => string;
	readonly parameter: (index: number, parameterId: string) => string;
	readonly pool: (index: number, poolId: string, figure: PoolFigure) => string;
	readonly combined: (index: number, combinedId: string, figure: CombinedFigure) => string;
}

export function draftRefs(analysisId: string): FigureRefs {
	const draft = (table: string, id: string, field: string) => refText({ kind: 'draft', table, id, field });
	return {
		line: (lineId, figure) => draft('cost_line', lineId, figure),
		unit: (_, unitId, figure) => draft('cost_unit', unitId, figure),
		indicator: (_, indicatorId, figure) => draft('performance_indicator', indicatorId, figure),
		total: (figure) => draft('analysis', analysisId, figure),
		parameter: (_, parameterId) => draft('analysis_part', parameterId, 'value'),
		pool: (_, poolId, figure) => draft('analysis_part', poolId, figure),
		combined: (_, combinedId, figure) => draft('analysis_part', combinedId, figure)
	};
}

const IN_CONTENT: readonly LineFigure[] = ['coefficient', 'periodMonths', 'statedAmount', 'verifiedAmount'];

export function frozenRefs(snapshot: string, { tree, units }: AnalysisFigures): FigureRefs {
	const frozen = (pointer: string): string =>
		refText({ kind: 'frozen', snapshot, pointer } satisfies ValueRef);
	const area = (inContent: boolean) => (inContent ? 'content' : 'results');
	return {
		line: (lineId, figure) =>
			frozen(
				`/${area(IN_CONTENT.includes(figure as LineFigure))}/lines/${tree.indexOf.get(lineId) ?? 0}/${figure}`
			),
		unit: (index, _, figure) => {
			const year = /^year:(.+)$/.exec(figure)?.[1];
			if (year === undefined) return frozen(`/${area(figure === 'output')}/units/${index}/${figure}`);
			const unit = units[index];
			const place = unit?.ok ? unit.value.years.findIndex((of) => of.year === year) : -1;
			return frozen(`/results/units/${index}/years/${place}/unitCost`);
		},
		indicator: (index, _, figure) => frozen(`/content/indicators/${index}/${figure}`),
		total: (figure) => frozen(`/results/total/${figure}`),
		parameter: (index) => frozen(`/content/parameters/${index}/value`),
		pool: (index, _, figure) => frozen(`/results/pools/${index}/${figure}`),
		combined: (index, _, figure) => frozen(`/results/combined/${index}/${figure}`)
	};
}
