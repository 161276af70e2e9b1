import type { Credibility } from './sample-table.ts';

/**
 * "，其中外部样本 12 个（A 级 8 个、C 级 4 个）": how much of some members comes from outside and how far to trust it; ""
 * where none does. One entry per member, undefined for the workspace's own.
 */
export function originWords(members: readonly (Credibility | undefined)[]): string {
	const external = members.filter((grade) => grade !== undefined);
	return external.length === 0 ? '' : `，其中外部样本 ${external.length} 个（${gradeWords(external)}）`;
}

/** "A 级 8 个、C 级 4 个", best grade first. */
export function gradeWords(grades: readonly Credibility[]): string {
	return [...Map.groupBy(grades, (grade) => grade)]
		.sort(([a], [b]) => (a < b ? -1 : 1))
		.map(([grade, some]) => `${grade} 级 ${some.length} 个`)
		.join('、');
}
