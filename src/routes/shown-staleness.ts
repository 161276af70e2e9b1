import type { Staleness } from '#lib/server/lineage/staleness.ts';
import { problemText } from '#lib/text/zh-CN.ts';
import type { ShownStaleness } from '#lib/ui/lineage/shown-staleness.ts';

/** Staleness as a page shows it, with the reason in Chinese where a result could not be computed again. */
export function shownStaleness(stale: Staleness | null): ShownStaleness | null {
	if (stale === null) return null;
	const { problem, ...rest } = stale;
	const why =
		problem === null
			? null
			: problem === 'detached' || problem === 'blocked'
				? '样本中有成本单元已不在新版本里，不能自动重新测算。请新建比对，重新选择成本单元。'
				: `按新数据不能重新测算：${problemText(problem)}`;
	return { ...rest, why };
}
