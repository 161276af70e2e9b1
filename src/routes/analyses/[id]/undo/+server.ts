import { json } from '@sveltejs/kit';
import { parseUndo } from '#lib/server/costing/edit-schema.ts';
import { undoEdits } from '#lib/server/costing/edits.ts';
import { stepToUndo, undoStepsOf } from '#lib/server/costing/undo-steps.ts';
import { readJson } from '../../../read-request.ts';
import { contextOf, refuseJson } from '../../../refusal.ts';
import type { RequestHandler } from './$types';

/** The person's own edits that may be taken back or done again; with `?step=`, what takes back that one. */
export const GET: RequestHandler = async ({ locals, params, url }) => {
	const context = contextOf(locals);
	const step = url.searchParams.get('step');
	const found =
		step === null ? await undoStepsOf(context, params.id) : await stepToUndo(context, params.id, step);
	return found.ok ? json(found.value) : refuseJson(found.problem);
};

/** Takes back one stored batch by a new one: `{ editId, batchId }` → `{ revision, savedAs, total, missed }`. */
export const POST: RequestHandler = async ({ locals, params, request }) => {
	const sent = await readJson(request);
	if (!sent.ok) return refuseJson(sent.problem);
	const undo = parseUndo(params.id, sent.value);
	if (!undo.ok) return refuseJson(undo.problem);
	const undone = await undoEdits(contextOf(locals), undo.value);
	return undone.ok ? json(undone.value) : refuseJson(undone.problem);
};
