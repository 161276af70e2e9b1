import type { Snapshot } from '#lib/core/snapshot/snapshot.ts';
import type { Arrow } from './replay-store.ts';
import type { SnapshotRow } from './store.ts';

/** What only the store can show: the column of the kind, or the arrows of the graph, disagree with the text. */
export function columnFault(row: SnapshotRow, snapshot: Snapshot, arrows: readonly Arrow[]): string | null {
	if (snapshot.kind !== row.kind) return '类别列与快照内容不符，已被改动';
	const stated = snapshot.inputs.map(({ role, hash }, position) => `${position} ${role} ${hash}`);
	const stored = arrows.map(({ position, role, input }) => `${position} ${role} ${input}`);
	return stated.join() === stored.join() ? null : '输入关系表与快照内容不符，已被改动';
}
