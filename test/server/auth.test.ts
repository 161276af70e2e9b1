import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unwrap } from '#lib/core/result.ts';
import { SignInAttempts } from '#lib/server/auth/attempts.ts';
import { createAuth, type Auth } from '#lib/server/auth/auth.ts';
import { newPassword } from '#lib/server/auth/password.ts';
import { installationSecret } from '#lib/server/auth/secret.ts';
import { sessionActor, signIn, signOut, type SessionCookie } from '#lib/server/auth/service.ts';
import { createUser, resetPassword, setUserDisabled } from '#lib/server/auth/users.ts';
import type { OpenDatabase } from '#lib/server/database/database.ts';
import { createLog } from '#lib/server/log.ts';
import { appoint } from '#lib/server/organisations/service.ts';
import { ENGINES, freshDatabase } from '../support/databases.ts';
import { seedWorkspace, type Workspace } from '../support/workspace.ts';

const PASSWORD = 'correct-horse-1';

describe.each(ENGINES)('sign-in on %s', (engine) => {
	let open: OpenDatabase;
	let workspace: Workspace;
	let auth: Auth;
	let userId: string;

	beforeAll(async () => {
		open = await freshDatabase(engine);
		workspace = await seedWorkspace(open);
		auth = createAuth(open, 'a secret for this test only, 0123456789', createLog('silent'));
		userId = await enrol('Zhang.San');
	});
	afterAll(() => open.db.destroy());

	async function enrol(username: string): Promise<string> {
		const admin = workspace.as('admin');
		const user = unwrap(await createUser(admin, { username, name: '经办', password: PASSWORD, path: '/d/' }));
		unwrap(await appoint(admin, { userId: user.id, organisationId: 'cm', role: 'dept_analyst' }));
		return user.id;
	}

	const attempt = (username: string, password: string, attempts = new SignInAttempts()) =>
		signIn(auth, attempts, { username, password, address: '10.0.0.1', userAgent: 'test', now: new Date() });

	const asBrowser = (cookies: readonly SessionCookie[]) =>
		new Headers({
			cookie: cookies.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`).join('; ')
		});

	it('opens a session that knows the person and every role held', async () => {
		const cookies = unwrap(await attempt('zhang.san', PASSWORD));
		expect(cookies.map((cookie) => cookie.name)).toEqual(['hengzhun.session_token']);
		const signedIn = await sessionActor(auth, open.db, asBrowser(cookies));
		expect(signedIn?.actor).toEqual({
			userId,
			name: '经办',
			appointments: [
				{ role: 'dept_analyst', organisationId: 'cm', organisationName: '区建管委', path: '/d/cm/' }
			]
		});
	});

	it('takes the username in any case, as it is typed', async () => {
		expect((await attempt('ZHANG.San', PASSWORD)).ok).toBe(true);
	});

	it.each([
		['zhang.san', 'wrong-password'],
		['nobody.here', PASSWORD],
		['zhang.san', ''],
		['', ''],
		['x', PASSWORD],
		["' or 1=1 --", PASSWORD],
		['zhang.san', 'x'.repeat(5_000)]
	])('refuses %j with a wrong word, without saying which half is wrong', async (username, password) => {
		expect(await attempt(username, password)).toMatchObject({
			ok: false,
			problem: { code: 'auth/wrong-password' }
		});
	});

	it('knows nobody by a made-up, altered or missing cookie', async () => {
		const [cookie] = unwrap(await attempt('zhang.san', PASSWORD));
		if (!cookie) throw new Error('no cookie');
		expect(await sessionActor(auth, open.db, new Headers())).toBeNull();
		expect(
			await sessionActor(auth, open.db, asBrowser([{ ...cookie, value: 'made-up.signature' }]))
		).toBeNull();
		expect(
			await sessionActor(auth, open.db, asBrowser([{ ...cookie, value: `x${cookie.value}` }]))
		).toBeNull();
	});

	it('ends the session on the server at sign-out', async () => {
		const browser = asBrowser(unwrap(await attempt('zhang.san', PASSWORD)));
		const cleared = await signOut(auth, browser);
		expect(cleared).toContainEqual({ name: 'hengzhun.session_token', value: '', maxAge: 0 });
		expect(await sessionActor(auth, open.db, browser)).toBeNull();
	});

	it('knows nobody once the session has run out', async () => {
		const browser = asBrowser(unwrap(await attempt('zhang.san', PASSWORD)));
		await sql`update session set "expiresAt" = ${new Date(Date.now() - 1000).toISOString()}`.execute(open.db);
		expect(await sessionActor(auth, open.db, browser)).toBeNull();
	});

	it('shuts a disabled person out at once and tells only the owner of the password why', async () => {
		const id = await enrol('li.si');
		const browser = asBrowser(unwrap(await attempt('li.si', PASSWORD)));
		unwrap(await setUserDisabled(workspace.as('admin'), { userId: id, disabled: true }));
		expect(await sessionActor(auth, open.db, browser)).toBeNull();
		expect(await attempt('li.si', PASSWORD)).toMatchObject({ problem: { code: 'auth/disabled' } });
		expect(await attempt('li.si', 'wrong-password')).toMatchObject({
			problem: { code: 'auth/wrong-password' }
		});
		unwrap(await setUserDisabled(workspace.as('admin'), { userId: id, disabled: false }));
		expect((await attempt('li.si', PASSWORD)).ok).toBe(true);
	});

	it('replaces a password and ends the sessions of the old one', async () => {
		const id = await enrol('wang.wu');
		const browser = asBrowser(unwrap(await attempt('wang.wu', PASSWORD)));
		const password = newPassword();
		unwrap(await resetPassword(workspace.as('admin'), { userId: id, password }));
		expect(await sessionActor(auth, open.db, browser)).toBeNull();
		expect((await attempt('wang.wu', PASSWORD)).ok).toBe(false);
		expect((await attempt('wang.wu', password)).ok).toBe(true);
	});

	it('offers no way to make an account without an administrator', async () => {
		const signUp = auth.api.signUpEmail({
			body: { email: 'a@b.invalid', password: PASSWORD, name: 'x', username: 'intruder' }
		});
		await expect(signUp).rejects.toThrow();
		const account = { username: 'intruder', name: 'x', password: PASSWORD, path: '/d/cm/' };
		expect(await createUser(workspace.as('head'), account)).toMatchObject({
			problem: { code: 'workflow/forbidden' }
		});
	});

	it('refuses malformed accounts', async () => {
		const good = { username: 'zhao.liu', name: '赵', password: PASSWORD, path: '/d/' };
		const admin = workspace.as('admin');
		expect(await createUser(admin, { ...good, username: '张三' })).toMatchObject({
			problem: { code: 'user/malformed-username' }
		});
		expect(await createUser(admin, { ...good, username: 'zhang.san' })).toMatchObject({
			problem: { code: 'user/username-taken' }
		});
		expect(await createUser(admin, { ...good, password: 'short' })).toMatchObject({
			problem: { code: 'user/short-password' }
		});
		expect(await createUser(admin, { ...good, name: ' ' })).toMatchObject({
			problem: { code: 'name/malformed' }
		});
	});

	it('keeps administrators from locking themselves out', async () => {
		const admin = workspace.as('admin');
		expect(await setUserDisabled(admin, { userId: 'admin', disabled: true })).toMatchObject({
			problem: { code: 'user/own-account' }
		});
		expect(await setUserDisabled(admin, { userId: 'nobody', disabled: true })).toMatchObject({
			problem: { code: 'user/not-found' }
		});
	});
});

describe('failed sign-ins', () => {
	const at = (minute: number) => new Date(Date.UTC(2026, 10, 22, 8, minute));

	it('close a username for a quarter of an hour after eight, from every address', () => {
		const attempts = new SignInAttempts();
		for (let i = 0; i < 8; i++) {
			expect(attempts.check('a', `10.0.0.${i}`, at(i)).ok).toBe(true);
			attempts.failed('A', `10.0.0.${i}`, at(i));
		}
		expect(attempts.check('a', '10.0.0.9', at(8))).toMatchObject({ problem: { values: { minutes: '7' } } });
		expect(attempts.check('b', '10.0.0.9', at(8)).ok).toBe(true);
		expect(attempts.check('a', '10.0.0.9', at(15)).ok).toBe(true);
	});

	it('are forgotten after a right password', () => {
		const attempts = new SignInAttempts();
		for (let i = 0; i < 8; i++) attempts.failed('a', 'x', at(0));
		attempts.succeeded('a');
		expect(attempts.check('a', 'x', at(0)).ok).toBe(true);
	});

	it('close an address that tries many names', () => {
		const attempts = new SignInAttempts();
		for (let i = 0; i < 60; i++) attempts.failed(`user${i}`, 'x', at(0));
		expect(attempts.check('another', 'x', at(1)).ok).toBe(false);
		expect(attempts.check('another', 'y', at(1)).ok).toBe(true);
	});
});

describe('the installation’s secret', () => {
	it('is made once, for its owner only', () => {
		const dataDir = join(mkdtempSync(join(tmpdir(), 'hengzhun-secret-')), 'data');
		const secret = installationSecret(dataDir);
		expect(secret).toMatch(/^[\w-]{43}$/);
		expect(installationSecret(dataDir)).toBe(secret);
		expect(readFileSync(join(dataDir, 'secret'), 'utf8').trim()).toBe(secret);
		expect(statSync(join(dataDir, 'secret')).mode & 0o777).toBe(0o600);
		rmSync(dataDir, { recursive: true });
	});
});
