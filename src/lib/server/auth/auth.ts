import { betterAuth } from 'better-auth';
import { admin, username } from 'better-auth/plugins';
import type { OpenDatabase } from '../database/database.ts';
import type { Log } from '../log.ts';

/** A working day: nobody is thrown out at lunch, and a forgotten browser is signed out by next morning. */
const SESSION_SECONDS = 12 * 60 * 60;
const REFRESH_SECONDS = 60 * 60;

/**
 * better-auth over our own tables. Its HTTP routes are not mounted: sign-in and sign-out are form actions that call its
 * API (auth/service.ts), so there is no sign-up, no e-mail and no second way in. SvelteKit's own check of the request's
 * origin covers those forms on every address. Built anew by every process; it holds no state of its own.
 */
export function createAuth(open: OpenDatabase, secret: string, log: Log) {
	return betterAuth({
		// Only used for links and redirects, of which we have none; leaving it out would make the library warn.
		baseURL: 'http://127.0.0.1',
		secret,
		database: { db: open.db, type: open.dialect },
		emailAndPassword: { enabled: true, disableSignUp: true },
		plugins: [username(), admin()],
		session: { expiresIn: SESSION_SECONDS, updateAge: REFRESH_SECONDS },
		advanced: {
			cookiePrefix: 'hengzhun',
			// The route that sets the cookie decides `secure` from the request: an intranet may speak plain http.
			useSecureCookies: false,
			database: { generateId: () => crypto.randomUUID() }
		},
		telemetry: { enabled: false },
		logger: {
			level: 'error',
			log: (level, message) => log[level === 'error' ? 'error' : 'info']({ from: 'auth' }, message)
		}
	});
}

export type Auth = ReturnType<typeof createAuth>;
