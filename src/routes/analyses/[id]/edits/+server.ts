import { json } from '@sveltejs/kit';
import { parseEditBatch } from '#lib/server/costing/edit-schema.ts';
import { loadAnalysis } from '#lib/server/costing/analyses.ts';
import { saveEdits } from '#lib/server/costing/edits.ts';
import { readJson } from '../../../read-request.ts';
import { contextOf, refuseJson } from '../../../refusal.ts';
import type { RequestHandler } from './$types';

/** Saves one batch of edits: `{ batchId, revision, commands }` → `{ revision, total, draft }`. Sending it again has no second effect. */
export const POST: RequestHandler = async ({ locals, params, request }) => {
	const sent = await readJson(request);
	if (!sent.ok) return refuseJson(sent.problem);
	const batch = parseEditBatch(params.id, sent.value);
	if (!batch.ok) return refuseJson(batch.problem);
	const saved = await saveEdits(contextOf(locals), batch.value);
	return saved.ok ? json(saved.value) : refuseJson(saved.problem);
};

/** The whole draft with its revision, for a page that has to settle a conflict. */
export const GET: RequestHandler = async ({ locals, params }) => {
	const analysis = await loadAnalysis(contextOf(locals), params.id);
	if (!analysis.ok) return refuseJson(analysis.problem);
	const { draft, revision } = analysis.value;
	return json({ draft, revision });
};
