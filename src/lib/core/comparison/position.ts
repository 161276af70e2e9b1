import {
	absolute,
	compare,
	dec,
	divide,
	isZero,
	multiply,
	subtract,
	toFixedText,
	toText
} from '../decimal/decimal.ts';
import type { ComparisonResults } from './comparison-snapshot.ts';

/** Where a member stands among all, without naming anybody else (区镇视图). */
export interface Position {
	/** 1 = lowest; equal values share a rank. */
	readonly rank: number;
	readonly of: number;
	readonly band: string;
	/** "高于中位数 12.5%" */
	readonly against: string;
}

/** The position of every member among all members, by comparable unit cost, in member order. */
export function positionsOf({ members, all }: ComparisonResults): readonly Position[] {
	const ascending = members.map(({ comparable }) => dec(comparable)).sort(compare);
	const ranks = new Map<string, number>();
	for (const [i, value] of ascending.entries()) {
		const text = toText(value);
		if (!ranks.has(text)) ranks.set(text, i + 1);
	}
	return members.map(({ comparable }) => {
		const rank = ranks.get(toText(dec(comparable))) ?? 0;
		return {
			rank,
			of: members.length,
			band: bandOf(comparable, all),
			against: againstMedian(comparable, all.median)
		};
	});
}

function bandOf(comparable: string, { q1, median, q3 }: ComparisonResults['all']): string {
	const value = dec(comparable);
	if (compare(value, dec(q1)) < 0) return '最低的四分之一';
	if (compare(value, dec(median)) < 0) return '下四分位至中位数';
	return compare(value, dec(q3)) <= 0 ? '中位数至上四分位' : '最高的四分之一';
}

function againstMedian(comparable: string, median: string): string {
	const middle = dec(median);
	if (isZero(middle)) return '中位数为零';
	const percent = divide(multiply(subtract(dec(comparable), middle), dec(100)), middle, 'half-up', 1);
	if (isZero(percent)) return '与中位数持平';
	const words = percent.coefficient > 0n ? '高于' : '低于';
	return `${words}中位数 ${toFixedText(absolute(percent), 1)}%`;
}
