import { json } from '@sveltejs/kit';
import { problem } from '#lib/core/problem.ts';
import { forwardOf } from '#lib/server/lineage/forward.ts';
import { refuseJson } from '../../refusal.ts';
import type { RequestHandler } from './$types';

/** `GET /api/forward?ref=…[&frozen]`: everything (or what is frozen) that rests on a figure, the inverse of `/api/explain`. */
export const GET: RequestHandler = async ({ locals, url }) => {
	if (!locals.context) return refuseJson(problem('auth/signed-out', {}));
	const asked = url.searchParams.has('frozen') ? 'frozen' : 'everything';
	const resting = await forwardOf(locals.context, url.searchParams.get('ref') ?? '', asked);
	return resting.ok ? json(resting.value) : refuseJson(resting.problem);
};
