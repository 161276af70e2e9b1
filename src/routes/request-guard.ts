import type { Handle, RequestEvent } from '@sveltejs/kit';
import { problem, type Problem } from '#lib/core/problem.ts';
import { problemText } from '#lib/text/zh-CN.ts';
import { refusedAction, refuseJson, statusOf } from './refusal.ts';
import { requestLimit } from './read-request.ts';

const READING = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses what no page of ours sends: a request that would change something and comes from another site. Browsers
 * name the origin of every such request. And puts into Chinese what Kit itself answers to a wrong method.
 */
export const guard: Handle = async ({ event, resolve }) => {
	const { headers, method } = event.request;
	if (!READING.has(method) && headers.get('origin') !== event.url.origin)
		return refuseRequest(event, problem('request/cross-site', {}));
	const response = await resolve(event);
	// Only Kit's own answer has no type: a page or data of ours would say what it is.
	if (response.status !== 405 || response.headers.has('content-type')) return response;
	const refused = refuseRequest(event, problem('request/wrong-method', {}));
	refused.headers.set('allow', response.headers.get('allow') ?? 'GET');
	return refused;
};

/** The problem behind a status that Kit gives on its own; null where something really went wrong. */
export function problemOfStatus(status: number): Problem | null {
	if (status === 400) return problem('request/malformed', {});
	if (status === 404) return problem('request/no-page', {});
	if (status === 405) return problem('request/wrong-method', {});
	if (status === 413) return problem('request/too-large', requestLimit());
	if (status === 415) return problem('request/wrong-content', {});
	return null;
}

/** Before any page is chosen there is none to show it on: plain text for a browser, JSON for whoever asks for it. */
function refuseRequest(event: RequestEvent, refused: Problem): Response {
	const { headers } = event.request;
	if (headers.has('x-sveltekit-action')) return refusedAction(refused);
	if (!headers.get('accept')?.includes('text/html')) return refuseJson(refused);
	return new Response(problemText(refused), {
		status: statusOf(refused),
		headers: { 'content-type': 'text/plain; charset=utf-8' }
	});
}
