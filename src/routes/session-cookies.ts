import type { RequestEvent } from '@sveltejs/kit';
import type { SessionCookie } from '#lib/server/auth/service.ts';

/** Hands cookies of the sign-in library to the browser; `secure` follows the request, so plain http works too. */
export function setSessionCookies(event: RequestEvent, cookies: readonly SessionCookie[]): void {
	for (const { name, value, maxAge } of cookies)
		event.cookies.set(name, value, {
			path: '/',
			httpOnly: true,
			sameSite: 'lax',
			secure: event.url.protocol === 'https:',
			maxAge
		});
}
