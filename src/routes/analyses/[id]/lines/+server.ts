import { draftColumns } from '#lib/server/costing/draft-columns.ts';
import { contextOf, refuseJson } from '../../../refusal.ts';
import type { RequestHandler } from './$types';

/** The whole draft with its lines as columns, for a page that has too many to carry: `{ revision, draft, lines }`. */
export const GET: RequestHandler = async ({ locals, params }) => {
	const read = await draftColumns(contextOf(locals), params.id);
	if (!read.ok) return refuseJson(read.problem);
	// A plain answer: Kit's own would first look for promises in every value.
	return new Response(JSON.stringify(read.value), { headers: { 'content-type': 'application/json' } });
};
