import { ok, type Result } from '../result.ts';
import type { Json } from '../snapshot/canonical.ts';
import type { InputSnapshots, Method } from '../snapshot/method.ts';
import { compareMembers, type SetMember } from './compare-members.ts';
import type { ComparisonContent, ComparisonResults, ParameterSetContent } from './comparison-snapshot.ts';
import { explainComparison } from './explain.ts';
import { FACTOR_STEPS, type FactorStep, type SeriesByStep } from './normalise/chain.ts';
import { observeIn } from './observe-in.ts';

/** Turns frozen analyses and frozen parameter series into a like-for-like set. */
export const COMPARISON_METHOD: Method = {
	id: 'comparison/normalise@1',
	kind: 'comparison',
	words: '同类比对：按类别和计量单位把关，依次按成本期、价格年份、地区、服务等级归一化，再作统计',
	source:
		'可比单位成本 = 单位成本 × 12/月数 × Π(价格指数) ÷ (地区系数 × 等级系数)；分位数按 PERCENTILE.INC；离群界限按四分位距 1.5 倍',
	compute,
	explain: explainComparison
};

function compute(inputs: InputSnapshots, json: Json): Result<Json> {
	// A snapshot of this method holds content of this type: only `freeze` writes it, and its hash was checked.
	const content = json as ComparisonContent;
	const results: Result<ComparisonResults> = compareMembers(
		content,
		content.members.map((member) => memberOf(inputs, member)),
		seriesOf(inputs, content)
	);
	return results.ok ? ok(results.value) : results;
}

function memberOf(inputs: InputSnapshots, member: ComparisonContent['members'][number]): SetMember {
	const input = inputs[member.analysis];
	const observation = input && observeIn(input.snapshot, member.unit);
	if (!observation) throw new Error(`Input ${member.analysis} has no cost unit ${member.unit}`);
	return { observation, included: member.included };
}

function seriesOf(inputs: InputSnapshots, content: ComparisonContent): SeriesByStep {
	const found: { [S in FactorStep]?: ParameterSetContent } = {};
	for (const step of FACTOR_STEPS) {
		const index = content.parameters[step];
		if (index === undefined) continue;
		const input = inputs[index];
		if (input?.snapshot.kind !== 'parameter-set') throw new Error(`Input ${index} is not a parameter series`);
		found[step] = input.snapshot.content as ParameterSetContent;
	}
	return found;
}
