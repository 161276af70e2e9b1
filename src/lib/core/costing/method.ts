import type { Method } from '../snapshot/method.ts';
import { ok } from '../result.ts';
import { resultsOf } from './analysis-results.ts';
import { ANALYSIS_METHOD_ID, type AnalysisContent } from './analysis-snapshot.ts';
import { explainAnalysis } from './explain-frozen.ts';
import { analyse } from './figures.ts';
import { proveRecipes } from './recipe-proof.ts';
import { proveSources } from './source-proof.ts';
import { thawAnalysis } from './thaw.ts';

/** Cost breakdown: amounts, totals and unit costs from the content alone, after proving every cell it was read from. */
export const ANALYSIS_METHOD: Method = {
	id: ANALYSIS_METHOD_ID,
	kind: 'analysis',
	words:
		'逐行以数量×单价×频次×月数×系数（四舍五入到分）或原文金额计申报数，自下而上汇总；核定数折算到分析期间、剔除一次性支出、加上分摊的共同成本后，除以产出数量得单位成本',
	source: '财政部成本预算绩效管理要求的“成本识别—归集—核定—单位成本”步骤；审减率 = 净审减 ÷ 申报合计',
	compute(inputs, content) {
		// A snapshot of this method has this content; its hash was checked before it came here.
		const frozen = content as AnalysisContent;
		const proved = proveSources(frozen, inputs);
		if (!proved.ok) return proved;
		const priced = proveRecipes(frozen, inputs);
		if (!priced.ok) return priced;
		const figures = analyse(thawAnalysis(frozen, inputs));
		if (!figures.ok) return figures;
		const results = resultsOf(figures.value);
		return results.ok ? ok(results.value) : results;
	},
	explain: explainAnalysis
};
