import type { Checked } from '#lib/server/lineage/replay.ts';
import { shownTime } from '#lib/ui/layout/shown-time.ts';

/** A recomputation (复算) that came out the same, as the official who pressed the button reads it. */
export function replayWords({ snapshots, files, at }: Checked & { readonly at: string }): string {
	return `复算一致：${shownTime(at)}，从原始数据起逐项重算，共核对固化数据 ${snapshots} 份、原始文件 ${files} 个，结果与存储的完全相同。`;
}
