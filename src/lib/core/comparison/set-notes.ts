import { isAllEqual } from './describe.ts';
import type { SetStatistics } from './comparison-snapshot.ts';

/** What a reader of the statistics must be told beside them, a sentence each; none where they speak for themselves. */
export function setNotes(included: SetStatistics | null): readonly string[] {
	if (included === null) return ['没有纳入任何成本单元，统计只能参考；请勾选要纳入的成本单元。'];
	if (included.n === 1)
		return ['只纳入一个成本单元，没有离散程度，不能据以编制标准；请补充同类的成本单元或外部样本。'];
	if (isAllEqual(included))
		return [
			`纳入的 ${included.projects} 个项目可比单位成本完全相同，多半是套用同一单价或重复登记，不能据以编制标准；请核对原始资料。`
		];
	return [];
}
