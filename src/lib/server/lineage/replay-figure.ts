import { parseRef, type Hash } from '#lib/core/address/value-ref.ts';
import { problem } from '#lib/core/problem.ts';
import { ok, refuse, type Result } from '#lib/core/result.ts';
import { timestamp, type Context } from '../context.ts';
import { getSnapshot, resolveHash } from '../snapshots/service.ts';
import { mayReadHash } from './access.ts';
import { replaySnapshots, type Checked } from './replay.ts';

export interface ReplayedFigure extends Checked {
	readonly hash: Hash;
	/** When it was recomputed (ISO time). */
	readonly at: string;
}

/** 复算 of the snapshot a frozen figure stands in, for the button beside it: whoever may read it may recompute it. */
export async function replayFigure(context: Context, text: string): Promise<Result<ReplayedFigure>> {
	const ref = parseRef(text);
	if (!ref.ok) return ref;
	if (ref.value.kind !== 'frozen') return refuse(problem('lineage/not-frozen', {}));
	const hash = await resolveHash(context.db, ref.value.snapshot);
	if (!hash.ok) return hash;
	const snapshot = await getSnapshot(context.db, hash.value);
	if (!snapshot.ok) return snapshot;
	const allowed = await mayReadHash(context, hash.value, snapshot.value.kind);
	if (!allowed.ok) return allowed;
	const replayed = await replaySnapshots(context.db, [hash.value]);
	return replayed.ok ? ok({ hash: hash.value, ...replayed.value, at: timestamp(context) }) : replayed;
}
