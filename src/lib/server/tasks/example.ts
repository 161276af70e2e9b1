import { refText } from '#lib/core/address/value-ref.ts';
import { may } from '#lib/core/workflow/permission.ts';
import type { Context } from '../context.ts';
import { selectFirstIssue } from './store.ts';

/** One finished piece of work from end to end, for a newcomer to walk along. */
export interface FinishedExample {
	readonly analysisId: string;
	readonly comparisonId: string;
	readonly proposalId: string;
	/** The issued expenditure standard. */
	readonly standardId: string;
	/** Address of its value. */
	readonly ref: string;
}

/** The first standard ever issued with what it rests on; null where there is none, or not all of it may be seen. */
export async function finishedExample(context: Context): Promise<FinishedExample | null> {
	const row = await selectFirstIssue(context.db);
	if (!row) return null;
	const { projectPath, comparisonPath, proposalPath, snapshot, ...ids } = row;
	const allowed =
		may(context.actor, 'project.read', { path: projectPath }).ok &&
		may(context.actor, 'comparison.read', { path: comparisonPath }).ok &&
		may(context.actor, 'standard.read', { path: proposalPath }).ok;
	return allowed ? { ...ids, ref: refText({ kind: 'frozen', snapshot, pointer: '/results/value' }) } : null;
}
