import { toText, type Decimal } from '../decimal/decimal.ts';
import type { FormulaValue } from '../formula/value.ts';
import type { Result } from '../result.ts';
import type { LineFigures } from './amounts.ts';
import type { AnalysisResults } from './analysis-snapshot.ts';
import { CostEngine } from './engine/cost-engine.ts';
import type { FindingRecord } from './finding.ts';
import type { AnalysisDraft } from './line.ts';
import type { Totals } from './totals.ts';
import type { Tree } from './tree.ts';
import type { WholeFigures } from './whole-figures.ts';

/** Everything an analysis comes to. The browser, the server and the replay of a snapshot all call `analyse`. */
export interface AnalysisFigures extends WholeFigures {
	readonly tree: Tree;
	/** In pre-order, as `tree.lines`. */
	readonly lines: readonly LineFigures[];
	readonly total: Totals;
	/** Values of the named parameters, in their order. */
	readonly parameters: readonly FormulaValue[];
	readonly findings: readonly FindingRecord[];
}

/** Calculates a draft. Refuses only amounts beyond the limit; everything else wrong with it is a finding. */
export function analyse(draft: AnalysisDraft): Result<AnalysisFigures> {
	const engine = CostEngine.load(draft);
	return engine.ok ? engine.value.figures() : engine;
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
