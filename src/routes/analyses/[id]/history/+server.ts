import { json } from '@sveltejs/kit';
import { historyOf } from '#lib/server/costing/history.ts';
import { contextOf, refuseJson } from '../../../refusal.ts';
import type { RequestHandler } from './$types';

/** What was changed, latest first; `?line=` narrows it to one line. */
export const GET: RequestHandler = async ({ locals, params, url }) => {
	const history = await historyOf(contextOf(locals), params.id, url.searchParams.get('line') ?? undefined);
	return history.ok ? json(history.value) : refuseJson(history.problem);
};
