import type { AnalysisContent, AnalysisResults } from '../../costing/analysis-snapshot.ts';
import { ok, type Result } from '../../result.ts';
import type { Json } from '../../snapshot/canonical.ts';
import type { InputSnapshots, Method } from '../../snapshot/method.ts';
import type { ComparisonContent, ComparisonResults } from '../comparison-snapshot.ts';
import { observe } from '../observation.ts';
import { comparableRate } from '../rate.ts';
import type { AnalysedMember, AnalysedSet, Breakdown } from './analysed-set.ts';
import { explainSetAnalysis } from './explain-set-analysis.ts';
import { analyseSet } from './set-analysis.ts';
import type { SetAnalysisContent } from './set-analysis-snapshot.ts';

/** Looks at a frozen comparison more closely: robust statistics, intervals, waterfalls, regression, and why one is dear. */
export const SET_ANALYSIS_METHOD: Method = {
	id: 'comparison/analysis@1',
	kind: 'comparison-analysis',
	words: '比对分析：稳健统计、自助法区间、归一化瀑布、回归和差异分解',
	source:
		'分位数 Hyndman & Fan (1996)；修正 z 分数 Iglewicz & Hoaglin (1993)；自助法 Efron (1987)；回归用正交分解；差异分解用夏普利值或连环替代',
	compute,
	explain: explainSetAnalysis
};

function compute(inputs: InputSnapshots, json: Json): Result<Json> {
	// Only the service that freezes an analysis writes this content, and its hash was checked.
	const content = json as SetAnalysisContent;
	const [comparison, ...analyses] = inputs;
	if (comparison?.snapshot.kind !== 'comparison') throw new Error('The first input is a comparison');
	const compared = comparison.snapshot.content as ComparisonContent;
	const set = frozenSet(compared, comparison.snapshot.results as ComparisonResults, (index) => {
		const snapshot = analyses[index]?.snapshot;
		if (snapshot?.kind !== 'analysis') throw new Error(`Input ${index + 1} is not an analysis`);
		return { content: snapshot.content as AnalysisContent, results: snapshot.results as AnalysisResults };
	});
	const results = analyseSet(set, content, comparableRate(compared.unit));
	return results.ok ? ok(results.value) : results;
}

/** A frozen comparison as its analysis reads it; `breakdown` gives the analysis input of that index. */
export function frozenSet(
	content: ComparisonContent,
	results: ComparisonResults,
	breakdown: (analysis: number) => Breakdown
): AnalysedSet {
	const members = content.members.map(({ analysis, unit, included }, member): AnalysedMember => {
		const { content: read, results: figures } = breakdown(analysis);
		const observation = observe(read, figures, unit);
		const result = results.members[member];
		if (!observation || !result) throw new Error(`Member ${member} of a comparison lacks its cost unit`);
		return { member, observation, included, result };
	});
	const breakdownOf = (member: number) => {
		const analysis = content.members[member]?.analysis;
		return analysis === undefined ? undefined : breakdown(analysis);
	};
	return { members, breakdownOf };
}
