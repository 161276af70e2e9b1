import { FEWEST_FOR_FENCES } from '../statistics/tukey-fences.ts';
import type { RobustStatistics } from './set-analysis-snapshot.ts';

/** Why a statistic is missing, a sentence each, for the page and the report; none where all are there. */
export function robustNotes(robust: RobustStatistics): readonly string[] {
	const { n, mad, variation, lowFence, logLowFence, members } = robust;
	const notes: string[] = [];
	if (n < FEWEST_FOR_FENCES)
		notes.push(`纳入的成本单元少于 ${FEWEST_FOR_FENCES} 个，不计算离群界限；请先补充样本，再判断离群。`);
	else if (lowFence !== null && logLowFence === null)
		notes.push(
			'可比单位成本中有零或负数，不能取对数，没有对数离群界限；请核对这些成本单元，或只看原值界限。'
		);
	if (n > 1 && Number(mad) === 0 && members.some(({ modifiedZ }) => modifiedZ === null))
		notes.push('一半以上的值相同，绝对中位差为 0，不能计算修正 z；请看离群界限，并核对是否重复录入。');
	if (n === 1) notes.push('只有一个成本单元，没有离散程度，也不能逐个剔除；请先补充样本。');
	else if (variation === null) notes.push('简单平均为 0，离散系数无法计算；请核对各成本单元的成本。');
	return notes;
}
