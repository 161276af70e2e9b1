import { isAPIError } from 'better-auth/api';
import { parseSetCookieHeader } from 'better-auth/cookies';
import { problem } from '#lib/core/problem.ts';
import { ok, refuse, type Result } from '#lib/core/result.ts';
import { ROLES, type Actor, type Appointment, type Role } from '#lib/core/workflow/actor.ts';
import type { AppDatabase } from '../database/database.ts';
import type { Auth } from './auth.ts';
import type { SignInAttempts } from './attempts.ts';
import { selectAppointments } from './store.ts';

/** A cookie to set on the answer; `maxAge` 0 deletes it. httpOnly, sameSite lax, path "/" always. */
export interface SessionCookie {
	readonly name: string;
	readonly value: string;
	readonly maxAge: number;
}

export interface SignedIn {
	readonly actor: Actor;
	/** Present when the session was prolonged and the browser must be told. */
	readonly cookies: readonly SessionCookie[];
}

/** Checks username and password and opens a session. Failures are counted; a disabled person is told so only with the right password. */
export async function signIn(
	auth: Auth,
	attempts: SignInAttempts,
	input: { username: string; password: string; address: string; userAgent: string; now: Date }
): Promise<Result<readonly SessionCookie[]>> {
	const { username, password, address, userAgent, now } = input;
	const room = attempts.check(username, address, now);
	if (!room.ok) return room;
	try {
		const { headers } = await auth.api.signInUsername({
			body: { username, password },
			headers: new Headers({ 'user-agent': userAgent.slice(0, 300) }),
			returnHeaders: true
		});
		attempts.succeeded(username);
		return ok(cookiesOf(headers));
	} catch (error) {
		if (!isAPIError(error)) throw error;
		if (error.body?.code === 'BANNED_USER') return refuse(problem('auth/disabled', {}));
		if (error.statusCode >= 500) throw error;
		attempts.failed(username, address, now);
		return refuse(problem('auth/wrong-password', {}));
	}
}

/** Ends the session on the server, not only in the browser. */
export async function signOut(auth: Auth, headers: Headers): Promise<readonly SessionCookie[]> {
	const answer = await auth.api.signOut({ headers: cookieHeader(headers), returnHeaders: true });
	return cookiesOf(answer.headers);
}

/** Who is asking, with every role held; null when nobody is signed in, the session is over or the account disabled. */
export async function sessionActor(auth: Auth, db: AppDatabase, headers: Headers): Promise<SignedIn | null> {
	const answer = await auth.api.getSession({ headers: cookieHeader(headers), returnHeaders: true });
	const user = answer.response?.user;
	if (!user || user.banned) return null;
	const actor = { userId: user.id, name: user.name, appointments: await appointmentsOf(db, user.id) };
	return { actor, cookies: cookiesOf(answer.headers) };
}

/** The same for a connection that stays open: asking must not keep the session of an idle person alive. */
export async function actorOfSession(auth: Auth, db: AppDatabase, headers: Headers): Promise<Actor | null> {
	const answer = await auth.api.getSession({
		headers: cookieHeader(headers),
		query: { disableRefresh: true }
	});
	if (!answer || answer.user.banned) return null;
	const { id, name } = answer.user;
	return { userId: id, name, appointments: await appointmentsOf(db, id) };
}

export async function appointmentsOf(db: AppDatabase, userId: string): Promise<Appointment[]> {
	const rows = await selectAppointments(db, userId);
	return rows.flatMap(({ role, organisation_id, organisation_name, path }) =>
		// A role that this version does not know gives no rights.
		isRole(role) ? [{ role, organisationId: organisation_id, organisationName: organisation_name, path }] : []
	);
}

export function isRole(text: string): text is Role {
	return Object.hasOwn(ROLES, text);
}

/** Only the cookie is handed on: no other header of a client has any business in there. */
function cookieHeader(headers: Headers): Headers {
	return new Headers({ cookie: headers.get('cookie') ?? '' });
}

function cookiesOf(headers: Headers | null | undefined): SessionCookie[] {
	const lines = headers?.getSetCookie() ?? [];
	return lines.flatMap((line) =>
		[...parseSetCookieHeader(line)].map(([name, { value, 'max-age': maxAge }]) => ({
			name,
			value,
			maxAge: maxAge ?? 0
		}))
	);
}
