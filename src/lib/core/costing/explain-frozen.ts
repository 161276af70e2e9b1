import type { Step } from '../address/step.ts';
import type { Hash, ValueRef } from '../address/value-ref.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import type { AnalysisContent } from './analysis-snapshot.ts';
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
import { analyse } from './figures.ts';
import { thawAnalysis } from './freeze.ts';
import { INDICATOR_FIGURES, type IndicatorFigure } from './indicator.ts';
import type { CellSource } from './line.ts';

/** What stands under /content/lines/i and what under /results/lines/i; quantity and unit price stand in both. */
const TYPED_FIGURES: readonly string[] = ['coefficient', 'periodMonths', 'statedAmount', 'verifiedAmount'];

/** Explains the figure at a pointer of an `analysis` snapshot; undefined where there is none. */
export function explainAnalysis(snapshot: Snapshot, hash: Hash, pointer: string): Step | undefined {
	const [area, group, a, b, ...rest] = pointer.split('/').slice(1);
	if (rest.length > 0 || (area !== 'content' && area !== 'results')) return undefined;
	const at = frozenAddresses(snapshot, hash);
	if (!at) return undefined;
	const step = figureAt(at, area, group, a, b);
	return step && { ...step, ref: { kind: 'frozen', snapshot: hash, pointer } };
}

function figureAt(
	at: ExplainedWhole,
	area: 'content' | 'results',
	group: string | undefined,
	a: string | undefined,
	b: string | undefined
): Step | undefined {
	if (group === 'total' && area === 'results' && isTotal(a) && b === undefined) return explainTotal(at, a);
	if (a === undefined || b === undefined || !/^\d+$/.test(a)) return undefined;
	if (group === 'lines' && isLineFigure(b) && standsIn(area, b)) return explainLine(at, Number(a), b);
	if (group === 'units' && isUnitFigure(b) && (area === 'content') === (b === 'output'))
		return explainUnit(at, Number(a), b);
	if (group === 'indicators' && area === 'content' && isIndicatorFigure(b))
		return explainIndicator(at, Number(a), b);
	return undefined;
}

function standsIn(area: 'content' | 'results', figure: LineFigure): boolean {
	if (figure === 'quantity' || figure === 'unitPrice') return true;
	return TYPED_FIGURES.includes(figure) === (area === 'content');
}

function frozenAddresses(snapshot: Snapshot, hash: Hash): ExplainedWhole | undefined {
	// Only `analysis/unit-cost@1` writes these snapshots, and only it calls this.
	const content = snapshot.content as AnalysisContent;
	const draft = thawAnalysis(content, snapshot.inputs);
	const figures = analyse(draft);
	if (!figures.ok) return undefined;
	const own = (pointer: string): ValueRef => ({ kind: 'frozen', snapshot: hash, pointer });
	// In a thawed draft, a source's file is the source table's snapshot.
	const cell = ({ file, address }: CellSource): ValueRef => ({
		kind: 'frozen',
		snapshot: file,
		pointer: `/content/cells/${address}`
	});
	return {
		draft,
		figures: figures.value,
		line: (index, figure) =>
			own(`/${TYPED_FIGURES.includes(figure) ? 'content' : 'results'}/lines/${index}/${figure}`),
		unit: (index, figure) => own(`/${figure === 'output' ? 'content' : 'results'}/units/${index}/${figure}`),
		total: (figure) => own(`/results/total/${figure}`),
		indicator: (index, figure) => own(`/content/indicators/${index}/${figure}`),
		cell
	};
}

function isLineFigure(text: string): text is LineFigure {
	return Object.hasOwn(LINE_FIGURES, text);
}

function isUnitFigure(text: string): text is UnitFigure {
	return Object.hasOwn(UNIT_FIGURES, text);
}

function isIndicatorFigure(text: string): text is IndicatorFigure {
	return Object.hasOwn(INDICATOR_FIGURES, text);
}

function isTotal(text: string | undefined): text is TotalFigure {
	return text !== undefined && Object.hasOwn(TOTAL_FIGURES, text);
}
