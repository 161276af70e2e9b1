import {
	redirect,
	type Handle,
	type HandleServerError,
	type RequestEvent,
	type ServerInit
} from '@sveltejs/kit';
import { sequence } from '@sveltejs/kit/hooks';
import { randomUUID } from 'node:crypto';
import { problem } from '#lib/core/problem.ts';
import { isRunning, loadConfig, runningApp, startApp } from '#lib/server/app.ts';
import { sessionActor } from '#lib/server/auth/service.ts';
import { secureHeaders, withStyleNonce } from '#lib/server/http/security-headers.ts';
import { problemText } from '#lib/text/zh-CN.ts';
import { refusedAction, refuseJson } from './routes/refusal.ts';
import { guard, problemOfStatus } from './routes/request-guard.ts';
import { setSessionCookies } from './routes/session-cookies.ts';

/** Starts the app unless the command line has already done so in this process (`hengzhun serve`). */
export const init: ServerInit = async () => {
	if (isRunning()) return;
	const config = loadConfig();
	if (!config.ok) throw new Error(problemText(config.problem));
	const started = await startApp(config.value);
	if (!started.ok) throw new Error(problemText(started.problem));
};

/** Gives the request an id of our own (a client's is never taken over) and writes one log line when it is answered. */
const record: Handle = async ({ event, resolve }) => {
	const begun = performance.now();
	event.locals.requestId = randomUUID();
	event.locals.context = null;
	const response = await resolve(event);
	response.headers.set('x-request-id', event.locals.requestId);
	runningApp().log.info(
		{
			requestId: event.locals.requestId,
			method: event.request.method,
			path: event.url.pathname,
			status: response.status,
			ms: Math.round(performance.now() - begun),
			userId: userOf(event)
		},
		'request'
	);
	return response;
};

/** Asked after the request: who it was is only known by then. */
function userOf({ locals }: RequestEvent): string | null {
	return locals.context?.actor.userId ?? null;
}

/** Sets the security headers; pages also get the nonce that Kit wrote into app.html added to their policy. */
const protect: Handle = async ({ event, resolve }) => {
	let nonce = '';
	const response = await resolve(event, {
		transformPageChunk: ({ html }) => {
			nonce ||= /<meta name="csp-nonce" content="([^"]+)"/.exec(html)?.[1] ?? '';
			return html;
		}
	});
	withStyleNonce(response.headers, nonce);
	secureHeaders(response.headers, event.url.protocol);
	const { pageStatus } = event.locals;
	// Kit's script takes data with any other status for a failure.
	if (pageStatus === undefined || event.isDataRequest) return response;
	return new Response(response.body, { status: pageStatus, headers: response.headers });
};

/** Session → actor → context. Everything but sign-in and the two health routes needs one. */
const identify: Handle = async ({ event, resolve }) => {
	if (OPEN_PATHS.has(event.url.pathname)) return resolve(event);
	const app = runningApp();
	const signedIn = await sessionActor(app.auth, app.open.db, event.request.headers);
	if (signedIn) {
		setSessionCookies(event, signedIn.cookies);
		event.locals.context = app.contextFor(signedIn.actor);
		return resolve(event);
	}
	// An address without a page is answered as such, not with a sign-in form.
	if (event.route.id === null || event.url.pathname === SIGN_IN) return resolve(event);
	return signedOut(event);
};

const SIGN_IN = '/sign-in';
const OPEN_PATHS = new Set(['/healthz', '/readyz']);

/** Each kind of request learns in its own way that nobody is signed in; what a person has typed stays on the screen. */
function signedOut(event: RequestEvent): Response {
	const refused = problem('auth/signed-out', {});
	if (event.request.headers.has('x-sveltekit-action')) return refusedAction(refused);
	const next = event.request.method === 'GET' ? event.url.pathname + event.url.search : event.url.pathname;
	const location = `${SIGN_IN}?next=${encodeURIComponent(next)}`;
	// Kit turns a thrown redirect into the form its own data requests understand.
	if (event.isDataRequest) redirect(303, location);
	if (event.request.headers.get('accept')?.includes('text/html'))
		return new Response(null, { status: 303, headers: { location } });
	return refuseJson(refused);
}

export const handle = sequence(record, protect, guard, identify);

export const handleError: HandleServerError = ({ error, event, status }) => {
	const { requestId } = event.locals;
	const refused = problemOfStatus(status);
	if (refused) return { message: problemText(refused), code: refused.code, requestId };
	if (isRunning())
		runningApp().log.error({ requestId, path: event.url.pathname, err: error }, 'unexpected error');
	return {
		message:
			'系统内部出错，这一步没有完成；之前已保存的内容不受影响。请重试一次，仍不行请把下面的编号告诉管理员。',
		code: 'internal',
		requestId
	};
};
