import { json } from '@sveltejs/kit';
import { parseEditBatch } from '#lib/server/costing/edit-schema.ts';
import { saveEdits } from '#lib/server/costing/edits.ts';
import { problem } from '#lib/core/problem.ts';
import { contextOf, refuseJson } from '../../../refusal.ts';
import type { RequestHandler } from './$types';

/** Saves one batch of edits: `{ batchId, revision, commands }` → `{ revision, total }`. Sending it again has no second effect. */
export const POST: RequestHandler = async ({ locals, params, request }) => {
	const sent: unknown = await request.json().catch(() => undefined);
	if (sent === undefined)
		return refuseJson(problem('analysis/malformed', { field: '修改内容', expected: '不是有效的数据' }));
	const batch = parseEditBatch(params.id, sent);
	if (!batch.ok) return refuseJson(batch.problem);
	const saved = await saveEdits(contextOf(locals), batch.value);
	return saved.ok ? json(saved.value) : refuseJson(saved.problem);
};
