import { unwrap } from '#lib/core/result.ts';
import { createWorkpaper } from '../workpapers/service.ts';
import { SYNTHETIC_CATEGORY } from './comparisons.ts';
import type { DemoPeople } from './people.ts';

/** Who asks, for what, grade, square metres, months and 元; made up, like the standard they are held against. */
const REQUESTED = [
	['区环境卫生管理所', '人民路保洁', '一级', '180000', '12', '1530000'],
	['区环境卫生管理所', '解放路保洁', '一级', '95000', '12', '836000'],
	['示例镇', '镇区主干道保洁', '一级', '60000', '12', '588000'],
	['示例镇', '新区道路保洁（下半年接管）', '一级', '42000', '6', '198000'],
	['区机关事务管理中心', '办公区道路保洁', '二级', '8000', '12', '52000']
] as const;

/** One review workpaper of next year's requests, so that a newcomer sees lines above, within and without a standard. */
export async function reviewSynthetic(people: DemoPeople, organisationId: string): Promise<void> {
	const lines = REQUESTED.map(([organisation, line, grade, quantity, months, requested]) =>
		[organisation, line, SYNTHETIC_CATEGORY, grade, quantity, '平方米', months, requested, ''].join('\t')
	);
	unwrap(
		await createWorkpaper(people.as('liaison'), {
			title: '2026 年道路保洁预算（合成示例）',
			organisationId,
			year: '2026',
			date: '2026-01-05',
			lines: lines.join('\n')
		})
	);
}
