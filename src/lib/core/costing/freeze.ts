import { problem } from '../problem.ts';
import { ok, refuse, type Result } from '../result.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import { resultsOf } from './analysis-results.ts';
import {
	ANALYSIS_METHOD_ID,
	type AnalysisContent,
	type AnalysisResults,
	type FrozenLine,
	type FrozenPool,
	type FrozenUnit
} from './analysis-snapshot.ts';
import type { CostPool } from './cost-pool.ts';
import { analyse, type AnalysisFigures } from './figures.ts';
import type { FindingRecord } from './finding.ts';
import { FormulaIndices, frozenLine, UsedInputs, type SourceTableAt } from './freeze-line.ts';
import type { AnalysisDraft, CostUnit } from './line.ts';
import type { Tree } from './tree.ts';

export type AnalysisSnapshot = Snapshot<AnalysisContent, AnalysisResults>;

/**
 * Makes the snapshot of a draft: lines in pre-order named by their index, only those source tables that a figure was
 * read from and those build-ups that a price was taken from, in the order in which they are first met. Refuses drafts
 * with findings that must be dealt with first.
 */
export function freezeAnalysis(
	draft: AnalysisDraft,
	sources: readonly SourceTableAt[]
): Result<AnalysisSnapshot> {
	const figures = analyse(draft);
	if (!figures.ok) return figures;
	const blocking = blockingFindings(figures.value);
	if (blocking.length > 0)
		return refuse(
			problem('analysis/not-ready', { findings: blocking.map(({ code, values }) => ({ code, values })) })
		);
	const results = resultsOf(figures.value);
	if (!results.ok) return results;
	const inputs = new UsedInputs(sources);
	const content = contentOf(draft, figures.value.tree, inputs);
	if (!content.ok) return content;
	return ok({
		kind: 'analysis',
		schema: 1,
		method: ANALYSIS_METHOD_ID,
		inputs: inputs.used,
		content: content.value,
		results: results.value
	});
}

export function blockingFindings(figures: AnalysisFigures): readonly FindingRecord[] {
	return figures.findings.filter((finding) => finding.severity === 'error');
}

function contentOf(draft: AnalysisDraft, tree: Tree, inputs: UsedInputs): Result<AnalysisContent> {
	const formulas = new FormulaIndices(draft, tree);
	const lines: FrozenLine[] = [];
	for (const [index, line] of tree.lines.entries()) {
		const frozen = frozenLine(line, tree.parents[index] ?? -1, formulas, inputs);
		if (!frozen.ok) return frozen;
		lines.push(frozen.value);
	}
	const units: FrozenUnit[] = [];
	for (const unit of draft.units) {
		const frozen = frozenUnit(unit, tree, inputs);
		if (!frozen.ok) return frozen;
		units.push(frozen.value);
	}
	const indicators = draft.indicators.map(({ level1, level2, level3, benchmark, actual }) => ({
		level1,
		level2,
		level3,
		benchmark,
		actual
	}));
	const { project, fiscalYear, periodMonths, basis } = draft;
	const required = { project, fiscalYear, periodMonths, basis, lines, units, indicators };
	return ok({ ...required, ...optionalLists(draft, tree, formulas) });
}

function frozenUnit(unit: CostUnit, tree: Tree, inputs: UsedInputs): Result<FrozenUnit> {
	const source = unit.outputSource === null ? ok(null) : inputs.source(unit.outputSource);
	if (!source.ok) return source;
	const { name, grade, unit: measure, output, yearOutputs, boundary = {} } = unit;
	return ok({
		name,
		grade,
		unit: measure,
		output,
		outputSource: source.value,
		...(Object.keys(yearOutputs).length === 0 ? {} : { yearOutputs }),
		...(Object.keys(boundary).length === 0 ? {} : { boundary }),
		lines: indicesOf(unit, tree)
	});
}

/** Parameters, pools and combined units; lists that are empty are left out, and so is the direct method. */
function optionalLists(
	{ parameters, pools, units, combined, allocationMethod }: AnalysisDraft,
	tree: Tree,
	formulas: FormulaIndices
): Pick<AnalysisContent, 'parameters' | 'pools' | 'allocationMethod' | 'combined'> {
	const places = {
		pool: new Map(pools.map(({ id }, index) => [id, index])),
		unit: new Map(units.map(({ id }, index) => [id, index]))
	};
	return {
		...(parameters.length === 0
			? {}
			: {
					parameters: parameters.map(({ name, value, unit, source }) => ({
						name,
						value: formulas.text(value),
						unit,
						source
					}))
				}),
		...(pools.length === 0 ? {} : { pools: pools.map((pool) => frozenPool(pool, tree, places)) }),
		...(allocationMethod === 'direct' ? {} : { allocationMethod }),
		...(combined.length === 0
			? {}
			: {
					combined: combined.map(({ name, parts }) => ({
						name,
						parts: parts.map(({ unitId, sign }) => ({ unit: places.unit.get(unitId) ?? -1, sign }))
					}))
				})
	};
}

function frozenPool(
	pool: CostPool,
	tree: Tree,
	places: { readonly [target in 'pool' | 'unit']: ReadonlyMap<string, number> }
): FrozenPool {
	const shares = pool.shares.map(({ target, id, volume }) => ({
		target,
		index: places[target].get(id) ?? -1,
		volume
	}));
	shares.sort((a, b) => (a.target === b.target ? a.index - b.index : a.target === 'pool' ? -1 : 1));
	const { name, stage, driver } = pool;
	return { name, stage, driver, lines: indicesOf(pool, tree), shares };
}

function indicesOf({ lineIds }: { readonly lineIds: readonly string[] }, tree: Tree): readonly number[] {
	return lineIds.flatMap((id) => tree.indexOf.get(id) ?? []).sort((a, b) => a - b);
}
