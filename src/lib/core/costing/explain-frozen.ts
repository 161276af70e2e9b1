import type { Step } from '../address/step.ts';
import type { Hash, ValueRef } from '../address/value-ref.ts';
import { isFormula } from '../formula/references.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import type { AnalysisContent } from './analysis-snapshot.ts';
import { LINE_FIGURES, TOTAL_FIGURES, type LineFigure, type TotalFigure } from './explain-step.ts';
import { explainTotal, isFundingFigure } from './explain-total.ts';
import { explainUnit, UNIT_FIGURES, type UnitFigure } from './explain-unit.ts';
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
import { analyse, type AnalysisFigures } from './figures.ts';
import { INDICATOR_FIGURES, type IndicatorFigure } from './indicator.ts';
import type { AnalysisDraft, CellSource } from './line.ts';
import { thawAnalysis } from './thaw.ts';
import { isYearColumn } from './year-column.ts';

type Area = 'content' | 'results';

/** Explains the figure at a pointer of an `analysis` snapshot; undefined where there is none. */
export function explainAnalysis(snapshot: Snapshot, hash: Hash, pointer: string): Step | undefined {
	const [area, group, ...rest] = pointer.split('/').slice(1);
	if (group === undefined || (area !== 'content' && area !== 'results')) return undefined;
	const at = frozenAddresses(snapshot, hash);
	if (!at) return undefined;
	const step = figureAt(at, area, group, rest);
	return step && { ...step, ref: { kind: 'frozen', snapshot: hash, pointer } };
}

function figureAt(at: ExplainedWhole, area: Area, group: string, rest: readonly string[]): Step | undefined {
	const [a = '', b = '', c = '', d = ''] = rest;
	if (area === 'results' && rest.length === 1 && isTotal(group, a)) return explainTotal(at, a);
	if (!isPlace(a)) return undefined;
	const index = Number(a);
	if (rest.length > 2) return deepFigure(at, area, group, index, [b, c, d].slice(0, rest.length - 1));
	switch (group) {
		case 'lines':
			return isPlainFigure(b) && standsIn(area, b) ? explainLine(at, index, b) : undefined;
		case 'units':
			return Object.hasOwn(UNIT_FIGURES, b) && (area === 'content') === (b === 'output')
				? explainUnit(at, index, b as UnitFigure)
				: undefined;
		case 'indicators':
			return area === 'content' && Object.hasOwn(INDICATOR_FIGURES, b)
				? explainIndicator(at, index, b as IndicatorFigure)
				: undefined;
		case 'parameters':
			return area === 'content' && b === 'value' ? explainParameter(at, index) : undefined;
		case 'pools':
			return area === 'results' && Object.hasOwn(POOL_FIGURES, b)
				? explainPool(at, index, b as PoolFigure)
				: undefined;
		case 'combined':
			return area === 'results' && Object.hasOwn(COMBINED_FIGURES, b)
				? explainCombined(at, index, b as CombinedFigure)
				: undefined;
		default:
			return undefined;
	}
}

/** Figures inside a list of a line, a unit or a pool: …/years/2023:actual, …/years/0/unitCost, …/parts/0/amount. */
function deepFigure(
	at: ExplainedWhole,
	area: Area,
	group: string,
	index: number,
	[list = '', place = '', field = '']: readonly string[]
): Step | undefined {
	if (group === 'lines' && list === 'years' && field === '')
		return isYearColumn(place) ? explainLine(at, index, place) : undefined;
	if (area !== 'results' || !isPlace(place)) return undefined;
	if (group === 'units' && list === 'years' && field === 'unitCost') {
		const unit = at.figures.units[index];
		const year = unit?.ok ? unit.value.years[Number(place)]?.year : undefined;
		return year === undefined ? undefined : explainUnit(at, index, `year:${year}`);
	}
	if (group === 'pools' && list === 'parts' && field === 'amount') {
		const unit = partsOf(at, index)[Number(place)]?.unit;
		return unit === undefined ? undefined : explainPart(at, index, unit);
	}
	return undefined;
}

/** What stands under /content/lines/i only, and what under /results/lines/i only; the factors may stand in both. */
const IN_CONTENT: readonly string[] = ['periodMonths', 'statedAmount', 'verifiedAmount'];
const IN_BOTH: readonly string[] = ['quantity', 'unitPrice', 'frequency', 'months', 'coefficient'];

function standsIn(area: Area, figure: string): boolean {
	if (figure === 'adjustment') return false;
	return IN_BOTH.includes(figure) || IN_CONTENT.includes(figure) === (area === 'content');
}

/** Whoever explains one figure of a snapshot explains others, and all of them come from one calculation of the whole. */
const calculated = new WeakMap<Snapshot, { readonly hash: Hash; readonly at: ExplainedWhole }>();

function frozenAddresses(snapshot: Snapshot, hash: Hash): ExplainedWhole | undefined {
	const known = calculated.get(snapshot);
	if (known?.hash === hash) return known.at;
	// Only `analysis/unit-cost@1` writes these snapshots, and only it calls this.
	const content = snapshot.content as AnalysisContent;
	const draft = thawAnalysis(content, snapshot.inputs);
	const figures = analyse(draft);
	if (!figures.ok) return undefined;
	const at = addressesOf(draft, figures.value, hash);
	calculated.set(snapshot, { hash, at });
	return at;
}

function addressesOf(draft: AnalysisDraft, figures: AnalysisFigures, hash: Hash): ExplainedWhole {
	const own = (pointer: string): ValueRef => ({ kind: 'frozen', snapshot: hash, pointer });
	const at: ExplainedWhole = {
		draft,
		figures,
		line: (index, figure) => own(linePointer(draft, index, figure)),
		unit: (index, figure) => own(unitPointer(figures, index, figure)),
		total: (figure) => own(`/results/${isFundingFigure(figure) ? 'funding' : 'total'}/${figure}`),
		indicator: (index, figure) => own(`/content/indicators/${index}/${figure}`),
		parameter: (index) => own(`/content/parameters/${index}/value`),
		pool: (index, figure) => own(`/results/pools/${index}/${figure}`),
		part: (pool, unit) => {
			const place = partsOf(at, pool).findIndex((part) => part.unit === unit);
			return own(`/results/pools/${pool}/parts/${place}/amount`);
		},
		combined: (index, figure) => own(`/results/combined/${index}/${figure}`),
		// In a thawed draft, a source's file is the source table's snapshot.
		cell: ({ file, address }: CellSource) => ({
			kind: 'frozen',
			snapshot: file,
			pointer: `/content/cells/${address}`
		})
	};
	return at;
}

function linePointer(draft: AnalysisDraft, index: number, figure: LineFigure): string {
	if (isYearColumn(figure)) return `/results/lines/${index}/years/${figure}`;
	const typed = draft.lines[index]?.coefficient ?? null;
	const inContent =
		IN_CONTENT.includes(figure) || (figure === 'coefficient' && typed !== null && !isFormula(typed));
	return `/${inContent ? 'content' : 'results'}/lines/${index}/${figure}`;
}

function unitPointer(figures: AnalysisFigures, index: number, figure: UnitFigure): string {
	if (figure === 'output') return `/content/units/${index}/output`;
	if (Object.hasOwn(UNIT_FIGURES, figure)) return `/results/units/${index}/${figure}`;
	const unit = figures.units[index];
	const year = figure.slice('year:'.length);
	const place = unit?.ok ? unit.value.years.findIndex((of) => of.year === year) : -1;
	return `/results/units/${index}/years/${place}/unitCost`;
}

function partsOf({ figures }: ExplainedWhole, pool: number) {
	const { allocation } = figures;
	return (allocation?.ok ? allocation.value.pools[pool]?.parts : undefined) ?? [];
}

function isPlainFigure(text: string): text is keyof typeof LINE_FIGURES {
	return Object.hasOwn(LINE_FIGURES, text);
}

function isTotal(group: string, text: string): text is TotalFigure {
	if (!Object.hasOwn(TOTAL_FIGURES, text)) return false;
	return group === (isFundingFigure(text as TotalFigure) ? 'funding' : 'total');
}

function isPlace(text: string): boolean {
	return /^\d+$/.test(text);
}
