import type { AnalysisDraft } from '../../costing/line.ts';
import { LIMITS } from '../../limits.ts';
import type { BreakdownLayout } from './breakdown-place.ts';
import { LOOKS } from './looks.ts';
import type { PlannedRow, SheetPlan } from './sheet-plan.ts';

export const OWN_SHEET = '衡准数据';
export const OWN_FORMAT = 'hengzhun-analysis';
export const OWN_VERSION = '1';

/** What a workbook of ours says about itself, one row each: a key and its JSON, cut into cells where it is long. */
export const OWN_KEYS = [
	'columns',
	'analysis',
	'units',
	'indicators',
	'parameters',
	'pools',
	'allocationMethod',
	'combined'
] as const;
export type OwnKey = (typeof OWN_KEYS)[number];

/** The hidden sheet by which our own workbook is recognised and read back without loss (core/intake/own-workbook.ts). */
export function ownSheet(layout: BreakdownLayout, analysisId: string): SheetPlan {
	const { draft, columns } = layout;
	const parts: { readonly [K in OwnKey]: unknown } = {
		columns: columns.map(({ key }) => key),
		analysis: analysisFacts(draft, analysisId),
		units: draft.units,
		indicators: draft.indicators,
		parameters: draft.parameters,
		pools: draft.pools,
		allocationMethod: draft.allocationMethod,
		combined: draft.combined
	};
	const head = [OWN_FORMAT, OWN_VERSION];
	return {
		name: OWN_SHEET,
		hidden: true,
		columns: [],
		rows: [textRow(head), ...OWN_KEYS.map((key) => textRow([key, ...pieces(JSON.stringify(parts[key]))]))],
		merges: []
	};
}

function analysisFacts({ project, fiscalYear, periodMonths }: AnalysisDraft, id: string) {
	return { id, project: project.code, fiscalYear, periodMonths };
}

function textRow(texts: readonly string[]): PlannedRow {
	return { cells: texts.map((text) => ({ text, look: LOOKS.machine })) };
}

/** A cell holds a limited number of characters. Cut between characters, never inside one. */
function pieces(text: string): string[] {
	const found: string[] = [];
	for (let from = 0; from < text.length;) {
		let to = Math.min(text.length, from + LIMITS.cellText - 1);
		if (/[\uD800-\uDBFF]/.test(text.charAt(to - 1))) to -= 1;
		found.push(text.slice(from, to));
		from = to;
	}
	return found;
}
