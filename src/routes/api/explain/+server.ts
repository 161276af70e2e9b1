import { json } from '@sveltejs/kit';
import { problem } from '#lib/core/problem.ts';
import { explain } from '#lib/server/lineage/explain.ts';
import { refuseJson } from '../../refusal.ts';
import type { RequestHandler } from './$types';

/** `GET /api/explain?ref=…`: one figure explained, for the source panel and for programs. */
export const GET: RequestHandler = async ({ locals, url }) => {
	if (!locals.context) return refuseJson(problem('auth/signed-out', {}));
	const step = await explain(locals.context, url.searchParams.get('ref') ?? '');
	return step.ok ? json(step.value) : refuseJson(step.problem);
};
