import { json } from '@sveltejs/kit';
import { runningApp } from '#lib/server/app.ts';
import { actorOfSession } from '#lib/server/auth/service.ts';
import { mayReadAnalysis } from '#lib/server/costing/analyses.ts';
import { liveStream } from '#lib/server/live/event-stream.ts';
import { parsePlace } from '#lib/server/live/page-schema.ts';
import { standAt } from '#lib/server/live/service.ts';
import { readJson } from '../../../read-request.ts';
import { contextOf, refuseJson } from '../../../refusal.ts';
import type { RequestHandler } from './$types';

/** News of the analysis for as long as the page is open, as Server-Sent Events. */
export const GET: RequestHandler = async ({ locals, params, request }) => {
	const app = runningApp();
	const stream = await liveStream(contextOf(locals), {
		analysisId: params.id,
		ending: app.ending.signal,
		allowed: async () => {
			const actor = await actorOfSession(app.auth, app.open.db, request.headers);
			return actor !== null && mayReadAnalysis(app.contextFor(actor), params.id);
		}
	});
	if (!stream.ok) return refuseJson(stream.problem);
	return new Response(stream.value, {
		headers: {
			'content-type': 'text/event-stream; charset=utf-8',
			'cache-control': 'no-store',
			// Proxies must hand on every line as it comes.
			'x-accel-buffering': 'no'
		}
	});
};

/** Where the person of an open page stands: `{ page, lineId, field }`. */
export const POST: RequestHandler = async ({ locals, params, request }) => {
	const sent = await readJson(request);
	if (!sent.ok) return refuseJson(sent.problem);
	const place = parsePlace(sent.value);
	if (!place.ok) return refuseJson(place.problem);
	const done = await standAt(contextOf(locals), params.id, place.value);
	return done.ok ? json({}) : refuseJson(done.problem);
};
