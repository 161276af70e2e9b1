import { json } from '@sveltejs/kit';
import { parseWhy } from '#lib/server/costing/edit-schema.ts';
import { explainEdit, historyOf } from '#lib/server/costing/history.ts';
import { readJson } from '../../../read-request.ts';
import { contextOf, refuseJson } from '../../../refusal.ts';
import type { RequestHandler } from './$types';

/** What was changed, latest first; `?line=` narrows it to one line, `?field=` to one cell of it. */
export const GET: RequestHandler = async ({ locals, params, url }) => {
	const [line, field] = [url.searchParams.get('line'), url.searchParams.get('field')];
	const history = await historyOf(contextOf(locals), params.id, line ?? undefined, field ?? undefined);
	return history.ok ? json(history.value) : refuseJson(history.problem);
};

/** Says why one's own batch was made: `{ editId, why }`. */
export const POST: RequestHandler = async ({ locals, params, request }) => {
	const sent = await readJson(request);
	if (!sent.ok) return refuseJson(sent.problem);
	const why = parseWhy(params.id, sent.value);
	if (!why.ok) return refuseJson(why.problem);
	const explained = await explainEdit(contextOf(locals), why.value);
	return explained.ok ? json({}) : refuseJson(explained.problem);
};
