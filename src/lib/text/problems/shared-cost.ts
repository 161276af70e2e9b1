import type { CostingProblems } from '#lib/core/problem/costing.ts';
import type { Sentences } from './sentences.ts';

type SharedCostCode = Extract<keyof CostingProblems, `pool/${string}` | `combined/${string}`>;

/** Refusals of shared cost pools and staged unit costs, which stand as findings beside the grid as well. */
export const SHARED_COST_SENTENCES: Sentences<Pick<CostingProblems, SharedCostCode>> = {
	'pool/shares-itself': ({ pool }) =>
		`共同成本池“${pool}”不能分摊给自己。请删去这一项动因量，或改选别的分摊对象。`,
	'pool/no-driver': ({ pool }) =>
		`共同成本池“${pool}”没有可用的动因量，成本分不出去。请至少给一个分摊对象填写大于零的动因量。`,
	'pool/ring': ({ pools }) =>
		`作业成本法中各成本池不能循环分摊：${pools}。请删去其中一项动因量，或改用交互分摊法。`,
	'pool/stages': ({ pool, target }) =>
		`作业成本法中，“${pool}”不能分摊给“${target}”：辅助部门（资源）先分到作业，作业再分到成本单元。请改动分摊对象或成本池类别。`,
	'pool/closed-group': ({ pools }) =>
		`${pools} 只在彼此之间分摊，成本永远到不了成本单元。请给其中至少一个填写对成本单元的动因量。`,
	'combined/no-parts': ({ name }) => `分段单位成本“${name}”还没有选择各段。请至少选择一个成本单元。`,
	'combined/part-without-cost': ({ name, part }) =>
		`分段单位成本“${name}”中的“${part}”算不出单位成本。请先补齐该成本单元的产出数量和成本行。`
};
