import { json } from '@sveltejs/kit';
import { parseUndo } from '#lib/server/costing/edit-schema.ts';
import { undoEdits } from '#lib/server/costing/edits.ts';
import { readJson } from '../../../read-request.ts';
import { contextOf, refuseJson } from '../../../refusal.ts';
import type { RequestHandler } from './$types';

/** Takes back one stored batch by a new one: `{ editId, batchId }` → `{ revision, total, draft }`. */
export const POST: RequestHandler = async ({ locals, params, request }) => {
	const sent = await readJson(request);
	if (!sent.ok) return refuseJson(sent.problem);
	const undo = parseUndo(params.id, sent.value);
	if (!undo.ok) return refuseJson(undo.problem);
	const undone = await undoEdits(contextOf(locals), undo.value);
	return undone.ok ? json(undone.value) : refuseJson(undone.problem);
};
