import type { AnalysisContent, AnalysisResults } from '../../costing/analysis-snapshot.ts';
import { ok, type Result } from '../../result.ts';
import type { Json } from '../../snapshot/canonical.ts';
import type { InputSnapshots, Method } from '../../snapshot/method.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';
import type { ComparisonContent, ComparisonResults } from '../comparison-snapshot.ts';
import { observeIn } from '../observe-in.ts';
import { comparableRate } from '../rate.ts';
import type { AnalysedMember, AnalysedSet, Breakdown } from './analysed-set.ts';
import { explainSetAnalysis } from './explain-set-analysis.ts';
import { analyseSet } from './set-analysis.ts';
import type { SetAnalysisContent } from './set-analysis-snapshot.ts';

/** Looks at a frozen comparison more closely: robust statistics, intervals, waterfalls, regression, and why one is dear. */
export const SET_ANALYSIS_METHOD: Method = {
	id: 'comparison/analysis@1',
	kind: 'comparison-analysis',
	words: '比对分析：稳健统计、自助法区间、归一化瀑布、回归、差异分解和效率前沿',
	source:
		'分位数 Hyndman & Fan (1996)；修正 z 分数 Iglewicz & Hoaglin (1993)；自助法 Efron (1987)；回归用正交分解；差异分解用夏普利值、连环替代或对数平均（Ang 2004）；效率前沿用数据包络分析（Charnes 等 1978，Banker 等 1984）',
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
		if (!snapshot) throw new Error(`Input ${index + 1} is missing`);
		return snapshot;
	});
	const results = analyseSet(set, content, comparableRate(compared.unit, compared.currency));
	return results.ok ? ok(results.value) : results;
}

/** A frozen comparison as its analysis reads it; `taken` gives the input of that index members were taken from. */
export function frozenSet(
	content: ComparisonContent,
	results: ComparisonResults,
	taken: (analysis: number) => Snapshot
): AnalysedSet {
	const members = content.members.map(({ analysis, unit, included }, member): AnalysedMember => {
		const observation = observeIn(taken(analysis), unit);
		const result = results.members[member];
		if (!observation || !result) throw new Error(`Member ${member} of a comparison lacks its cost unit`);
		return { member, observation, included, result };
	});
	const breakdownOf = (member: number) => {
		const analysis = content.members[member]?.analysis;
		return analysis === undefined ? undefined : breakdownIn(taken(analysis));
	};
	return { members, breakdownOf };
}

/** An external sample has no breakdown. */
function breakdownIn({ kind, content, results }: Snapshot): Breakdown | undefined {
	return kind === 'analysis'
		? { content: content as AnalysisContent, results: results as AnalysisResults }
		: undefined;
}
