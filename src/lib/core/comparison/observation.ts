import type { AnalysisContent, AnalysisResults } from '../costing/analysis-snapshot.ts';
import type { CostBoundary } from '../costing/cost-boundary.ts';
import type { CostBasis, CostElement } from '../costing/line.ts';
import type { Credibility } from './samples/sample-table.ts';

/**
 * What a comparison reads of one cost unit of a confirmed analysis: small enough to send to the browser, so that taking
 * a member out recalculates at once with the same code as on the server.
 */
export type Observation = {
	readonly project: string;
	readonly projectName: string;
	readonly organisation: string;
	readonly category: string;
	readonly sourceNote: string;
	readonly fiscalYear: number;
	readonly periodMonths: number;
	readonly basis: CostBasis;
	/** Index of the cost unit in its analysis. */
	readonly index: number;
	readonly name: string;
	readonly grade: string;
	/** Unit of the output as the analysis writes it. */
	readonly unit: string;
	readonly output: string;
	/** 元 per unit over the analysis's own period. */
	readonly unitCost: string;
	/** Period amounts of the unit's lines by element, 分 as text; `none` is what no line classifies. */
	readonly elements: { readonly [E in CostElement | 'none']?: string };
	/** What the unit says is in and out of its cost; left out where it says nothing. */
	readonly boundary?: CostBoundary;
	/** Figures that describe the place, not how the service is run: decimals by name. */
	readonly attributes?: { readonly [name: string]: string };
	/** Where it is an external sample (外部样本): how far to trust it, and the rate its money was converted at. */
	readonly external?: { readonly credibility: Credibility; readonly converted?: string };
	/** Money that was not converted to 元. */
	readonly currency?: string;
};

/** Reads cost unit `index` of a confirmed analysis; undefined where the analysis has no such unit. */
export function observe(
	content: AnalysisContent,
	results: AnalysisResults,
	index: number
): Observation | undefined {
	const unit = content.units[index];
	const result = results.units[index];
	if (!unit || !result) return undefined;
	return {
		project: content.project.code,
		projectName: content.project.name,
		organisation: content.project.organisation,
		category: content.project.category,
		sourceNote: content.project.sourceNote,
		fiscalYear: content.fiscalYear,
		periodMonths: content.periodMonths,
		basis: content.basis,
		index,
		name: unit.name,
		grade: unit.grade,
		unit: unit.unit,
		output: unit.output,
		unitCost: result.unitCost,
		elements: elementAmounts(content, results, unit.lines),
		...(unit.boundary === undefined ? {} : { boundary: unit.boundary })
	};
}

/** A leaf without an element has that of the nearest line above it. Lines stand in pre-order, parents first. */
function elementAmounts(
	{ lines }: AnalysisContent,
	results: AnalysisResults,
	counted: readonly number[]
): Observation['elements'] {
	const chosen = new Set(counted);
	const inside = lines.map(() => false);
	const elements = lines.map(({ element }) => element);
	const parents = new Set(lines.map(({ parent }) => parent));
	const amounts: { [E in CostElement | 'none']?: string } = {};
	lines.forEach(({ parent }, i) => {
		inside[i] = chosen.has(i) || (parent !== null && inside[parent] === true);
		elements[i] ??= parent === null ? null : (elements[parent] ?? null);
		if (!inside[i] || parents.has(i)) return;
		const element = elements[i] ?? 'none';
		amounts[element] = String(BigInt(amounts[element] ?? 0) + BigInt(results.lines[i]?.period ?? 0));
	});
	return amounts;
}

/** "东城清扫 2022年 一级道路": how a member is called in tables, charts and refusals. */
export function labelOf({ projectName, fiscalYear, name, grade }: Observation): string {
	// Units of one service at two grades often share a name; one that already says its grade is not told twice.
	const graded = grade === '' || name.includes(grade) ? name : `${name}（${grade}）`;
	return `${projectName} ${fiscalYear}年 ${graded}`;
}

/** The order of members in a snapshot: project code, fiscal year, unit; by code unit, so every machine agrees. */
export function byMember(a: Observation, b: Observation): number {
	if (a.project !== b.project) return a.project < b.project ? -1 : 1;
	return a.fiscalYear - b.fiscalYear || a.index - b.index;
}
