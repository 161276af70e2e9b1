import type { Result } from '#lib/core/result.ts';
import { editable, COMPARISON_MACHINE } from '#lib/core/workflow/states.ts';
import { PERMISSIONS, type Action } from '#lib/core/workflow/permission.ts';
import type { Appointment } from '#lib/core/workflow/actor.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../database/database.ts';
import { openComparison, type ComparisonHead } from './head.ts';
import { lockDraft } from './store.ts';

/** Runs a change of a draft: permission first, then the row's lock, then the state as it is under the lock. */
export async function inDraft<T>(
	context: Context,
	id: string,
	action: Action,
	work: (tx: Context, head: ComparisonHead, appointment: Appointment) => Promise<Result<T>>
): Promise<Result<T>> {
	const opened = await openComparison(context, id, action);
	if (!opened.ok) return opened;
	return inTransaction(context, async (tx) => {
		await lockDraft(tx.db, id);
		const current = await openComparison(tx, id, action);
		if (!current.ok) return current;
		const open = editable(COMPARISON_MACHINE, current.value.head.state, PERMISSIONS[action].words);
		if (!open.ok) return open;
		return work(tx, current.value.head, current.value.appointment);
	});
}
