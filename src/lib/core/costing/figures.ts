import { toText, type Decimal } from '../decimal/decimal.ts';
import { ok, type Result } from '../result.ts';
import { lineAmounts, type LineFigures } from './amounts.ts';
import type { AnalysisResults } from './analysis-snapshot.ts';
import { findingsOf } from './findings.ts';
import type { FindingRecord } from './finding.ts';
import type { AnalysisDraft } from './line.ts';
import { totalsOf, type Totals } from './totals.ts';
import { buildTree, type Tree } from './tree.ts';
import { unitFigures, type UnitFigures } from './unit-cost.ts';

/** Everything an analysis comes to. The browser, the server and the replay of a snapshot all call `analyse`. */
export interface AnalysisFigures {
	readonly tree: Tree;
	/** In pre-order, as `tree.lines`. */
	readonly lines: readonly LineFigures[];
	readonly total: Totals;
	/** In the order of the draft's units; a refusal where output or lines are missing. */
	readonly units: readonly Result<UnitFigures>[];
	readonly findings: readonly FindingRecord[];
}

/** Calculates a draft. Refuses only amounts beyond the limit; everything else wrong with it is a finding. */
export function analyse(draft: AnalysisDraft): Result<AnalysisFigures> {
	const tree = buildTree(draft.lines);
	const lines = lineAmounts(tree, draft.periodMonths);
	if (!lines.ok) return lines;
	const total = totalsOf(tree, lines.value);
	if (!total.ok) return total;
	const units = draft.units.map((unit) => unitFigures(unit, tree, lines.value, draft.periodMonths));
	const figures = { tree, lines: lines.value, total: total.value, units };
	return ok({ ...figures, findings: findingsOf(draft, figures) });
}

/** The figures as a snapshot holds them. Units must be sound: freezing has refused the others. */
export function resultsOf(figures: AnalysisFigures): Result<AnalysisResults> {
	const units: AnalysisResults['units'][number][] = [];
	for (const unit of figures.units) {
		if (!unit.ok) return unit;
		const { cost, unitCost, annualUnitCost } = unit.value;
		units.push({ cost: String(cost), unitCost: toText(unitCost), annualUnitCost: toText(annualUnitCost) });
	}
	return ok({
		lines: figures.lines.map((line) => ({
			quantity: textOrNull(line.quantity),
			unitPrice: textOrNull(line.unitPrice),
			computed: line.computed === null ? null : String(line.computed),
			declared: String(line.declared),
			verified: String(line.verified),
			period: String(line.period)
		})),
		total: totalTexts(figures.total),
		units,
		findings: figures.findings
	});
}

export function totalTexts(total: Totals): AnalysisResults['total'] {
	const { declared, verified, cut, raise, net, cutRate } = total;
	return {
		declared: String(declared),
		verified: String(verified),
		cut: String(cut),
		raise: String(raise),
		net: String(net),
		cutRate: textOrNull(cutRate)
	};
}

function textOrNull(value: Decimal | null): string | null {
	return value === null ? null : toText(value);
}
