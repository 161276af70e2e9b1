import type { Method } from '../snapshot/method.ts';
import { ok } from '../result.ts';
import { ANALYSIS_METHOD_ID, type AnalysisContent } from './analysis-snapshot.ts';
import { explainAnalysis } from './explain-frozen.ts';
import { analyse, resultsOf } from './figures.ts';
import { thawAnalysis } from './freeze.ts';
import { proveSources } from './source-proof.ts';

/** Cost breakdown: amounts, totals and unit costs from the content alone, after proving every cell it was read from. */
export const ANALYSIS_METHOD: Method = {
	id: ANALYSIS_METHOD_ID,
	kind: 'analysis',
	words:
		'逐行以数量×单价×系数（四舍五入到分）或原文金额计申报数，自下而上汇总；核定数折算到分析期间、剔除一次性支出后，除以产出数量得单位成本',
	source: '财政部成本预算绩效管理要求的“成本识别—归集—核定—单位成本”步骤；审减率 = 净审减 ÷ 申报合计',
	compute(inputs, content) {
		// A snapshot of this method has this content; its hash was checked before it came here.
		const frozen = content as AnalysisContent;
		const proved = proveSources(frozen, inputs);
		if (!proved.ok) return proved;
		const figures = analyse(thawAnalysis(frozen, inputs));
		if (!figures.ok) return figures;
		const results = resultsOf(figures.value);
		return results.ok ? ok(results.value) : results;
	},
	explain: explainAnalysis
};
