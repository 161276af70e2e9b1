import { json } from '@sveltejs/kit';
import { parseEditBatch } from '#lib/server/costing/edit-schema.ts';
import { saveEdits } from '#lib/server/costing/edits.ts';
import { catchUp } from '#lib/server/costing/missed-edits.ts';
import { readJson } from '../../../read-request.ts';
import { contextOf, refuseJson } from '../../../refusal.ts';
import type { RequestHandler } from './$types';

/** Saves one batch of edits: `{ batchId, revision, commands, … }` → `{ revision, savedAs, total, missed }`. Sending it again has no second effect. */
export const POST: RequestHandler = async ({ locals, params, request }) => {
	const sent = await readJson(request);
	if (!sent.ok) return refuseJson(sent.problem);
	const batch = parseEditBatch(params.id, sent.value);
	if (!batch.ok) return refuseJson(batch.problem);
	const saved = await saveEdits(contextOf(locals), batch.value);
	return saved.ok ? json(saved.value) : refuseJson(saved.problem);
};

/** The batches saved after `?since=`, or the whole draft where that is left out or too long ago. */
export const GET: RequestHandler = async ({ locals, params, url }) => {
	const since = url.searchParams.get('since') ?? '';
	const news = await catchUp(contextOf(locals), params.id, /^\d{1,9}$/.test(since) ? Number(since) : null);
	return news.ok ? json(news.value) : refuseJson(news.problem);
};
