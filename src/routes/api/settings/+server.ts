import { problem } from '#lib/core/problem.ts';
import { keepSetting } from '#lib/server/settings/service.ts';
import { readJson } from '../../read-request.ts';
import { refuseJson } from '../../refusal.ts';
import type { RequestHandler } from './$types';

/** Keeps how a person likes a part of the screen: `PUT { key, value }`. */
export const PUT: RequestHandler = async ({ locals, request }) => {
	if (!locals.context) return refuseJson(problem('auth/signed-out', {}));
	const sent = await readJson(request);
	if (!sent.ok) return refuseJson(sent.problem);
	const { key, value } = Object(sent.value) as { key?: unknown; value?: unknown };
	const kept = await keepSetting(locals.context, String(key), value);
	return kept.ok ? new Response(null, { status: 204 }) : refuseJson(kept.problem);
};
