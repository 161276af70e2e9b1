import { mkdtempSync } from 'node:fs';
import { request, type IncomingMessage, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { unwrap } from '#lib/core/result.ts';
import { addressOf, listen, stopGracefully, type Handler } from '#lib/server/http/listen.ts';
import { readiness } from '#lib/server/http/readiness.ts';
import { secureHeaders, withStyleNonce } from '#lib/server/http/security-headers.ts';
import { ENGINES, freshDatabase } from '../support/databases.ts';

const LOOPBACK = { host: '127.0.0.1', port: 0, proxied: false };

describe('the server', () => {
	const servers: Server[] = [];
	afterEach(() => servers.splice(0).forEach((server) => server.close()));

	async function start(handler: Handler, options = LOOPBACK): Promise<{ server: Server; address: string }> {
		const server = unwrap(await listen(handler, options));
		servers.push(server);
		return { server, address: addressOf(server, options.host) };
	}

	const echo: Handler = (incoming, response) => response.end(JSON.stringify(incoming.headers));

	it('tells the protocol and the client from the connection, whatever a client claims', async () => {
		const { address } = await start(echo);
		const claimed = { 'x-forwarded-proto': 'https', 'x-forwarded-for': '1.2.3.4' };
		expect(await (await fetch(address, { headers: claimed })).json()).toMatchObject({
			'x-forwarded-proto': 'http',
			'x-forwarded-for': '127.0.0.1'
		});
	});

	it('takes the client’s address from the proxy where one is configured', async () => {
		const { address } = await start(echo, { ...LOOPBACK, proxied: true });
		const claimed = { 'x-forwarded-for': '10.1.2.3' };
		expect(await (await fetch(address, { headers: claimed })).json()).toMatchObject({
			'x-forwarded-for': '10.1.2.3'
		});
		expect(await (await fetch(address)).json()).toMatchObject({ 'x-forwarded-for': '127.0.0.1' });
	});

	it('says which port is taken', async () => {
		const { address } = await start(echo);
		const port = Number(new URL(address).port);
		expect(await listen(echo, { ...LOOPBACK, port })).toMatchObject({
			ok: false,
			problem: { code: 'server/port-in-use', values: { host: '127.0.0.1', port: String(port) } }
		});
	});

	it('says that an address is not one of this machine', async () => {
		const elsewhere = await listen(echo, { ...LOOPBACK, host: '203.0.113.1' });
		expect(elsewhere).toMatchObject({ ok: false, problem: { code: 'server/cannot-listen' } });
	});

	it('lets a running request finish before it ends, and takes no new one', async () => {
		let finish: (() => void) | undefined;
		const { server, address } = await start((_, response) => void (finish = () => response.end('done')));
		const answer = get(address);
		while (!finish) await pause();
		const stopped = stopGracefully(server, 60_000);
		await expect(fetch(address)).rejects.toThrow();
		finish();
		expect(await answer).toBe('done');
		await stopped;
	});

	it('cuts requests that do not finish in time', async () => {
		let begun = false;
		const { server, address } = await start(() => void (begun = true));
		const answer = get(address).catch(() => 'cut');
		while (!begun) await pause();
		await stopGracefully(server, 50);
		expect(await answer).toBe('cut');
	});

	it('names an address that can be opened', async () => {
		const { address } = await start(echo, { ...LOOPBACK, host: '0.0.0.0' });
		expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
	});
});

describe('headers', () => {
	it('ask for https to be kept only on https', () => {
		const plain = new Headers();
		secureHeaders(plain, 'http:');
		expect(plain.has('strict-transport-security')).toBe(false);
		expect(plain.get('x-content-type-options')).toBe('nosniff');
		const secure = new Headers();
		secureHeaders(secure, 'https:');
		expect(secure.get('strict-transport-security')).toMatch(/max-age/);
	});

	it('let nothing run in an answer that is no page', () => {
		const headers = new Headers();
		secureHeaders(headers, 'http:');
		expect(headers.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'");
	});

	it('add the nonce to style-src alone, and not where inline styles are allowed anyway', () => {
		const policy = "script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'";
		const strict = new Headers({ 'content-security-policy': policy });
		withStyleNonce(strict, 'abc');
		expect(strict.get('content-security-policy')).toBe(
			"script-src 'self'; style-src 'self' 'nonce-abc'; style-src-attr 'unsafe-inline'"
		);
		const development = new Headers({ 'content-security-policy': "style-src 'self' 'unsafe-inline'" });
		withStyleNonce(development, 'abc');
		expect(development.get('content-security-policy')).toBe("style-src 'self' 'unsafe-inline'");
	});
});

describe.each(ENGINES)('readiness on %s', (engine) => {
	it('follows the database, its schema and the data directory', async () => {
		const open = await freshDatabase(engine);
		const dataDir = mkdtempSync(join(tmpdir(), 'hengzhun-ready-'));
		expect((await readiness(open, dataDir)).ready).toBe(true);
		expect((await readiness(open, join(dataDir, 'gone'))).checks).toEqual({
			database: true,
			schema: true,
			dataDirectory: false
		});
		await open.db
			.insertInto('schema_version')
			.values({ version: 999, name: 'future', applied_at: '' })
			.execute();
		expect((await readiness(open, dataDir)).checks).toEqual({
			database: true,
			schema: false,
			dataDirectory: true
		});
		await open.db.destroy();
		expect((await readiness(open, dataDir)).checks).toEqual({
			database: false,
			schema: false,
			dataDirectory: true
		});
	});
});

/** A request on a connection of its own: fetch would share one. */
function get(address: string): Promise<string> {
	return new Promise((resolve, reject) => {
		const outgoing = request(address, { agent: false }, (response: IncomingMessage) => {
			let text = '';
			response.setEncoding('utf8').on('data', (part: string) => (text += part));
			response.on('end', () => resolve(text));
		});
		outgoing.on('error', reject);
		outgoing.end();
	});
}

function pause(): Promise<void> {
	return new Promise((resolve) => setImmediate(resolve));
}
