import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { startApp, type RunningApp } from '../support/running-app.ts';

/** What no page of ours sends, and what people mistype, over plain HTTP against the product as it is started. */
describe('bad input over HTTP', { timeout: 180_000 }, () => {
	let app: RunningApp;
	let origin: string;
	let cookie: string;
	let analysis: string;

	beforeAll(async () => {
		app = await startApp(inject('loadedExample'));
		origin = `http://127.0.0.1:${app.port}`;
		cookie = await signIn('analyst');
		const list = await (await send('GET', '/analyses')).text();
		analysis = /\/analyses\/[0-9a-f-]{36}/.exec(list)?.[0] ?? '';
	}, 180_000);
	afterAll(() => app.stop());

	interface Sent {
		readonly body?: BodyInit;
		readonly headers?: Readonly<Record<string, string>>;
	}

	function send(method: string, path: string, { body, headers = {} }: Sent = {}): Promise<Response> {
		return fetch(origin + path, {
			method,
			redirect: 'manual',
			headers: { origin, cookie: cookie ?? '', accept: 'text/html', ...headers },
			...(body === undefined ? {} : { body })
		});
	}

	async function signIn(username: string): Promise<string> {
		cookie = '';
		const password = app.passwords.get(username) ?? '';
		const answer = await send('POST', '/sign-in', { body: new URLSearchParams({ username, password }) });
		return answer.headers
			.getSetCookie()
			.map((line) => line.split(';')[0])
			.join('; ');
	}

	const json = { 'content-type': 'application/json', accept: 'application/json' };

	it.each<[string, string, string, Sent, number, string]>([
		['a page that is not there', 'GET', '/nothing', {}, 404, '没有这个页面'],
		['an unknown analysis', 'GET', '/analyses/nothing', {}, 404, '找不到这份成本分析'],
		['half an encoded character', 'GET', '/analyses/%E0%A4', {}, 400, '无法读取'],
		['a path out of the store', 'GET', '/files/..%2f..%2fetc/original', {}, 404, '找不到这份源文件'],
		['an address of no number', 'GET', '/explain/..%2f..%2fetc', {}, 400, '不是有效的数字地址'],
		['an address of nothing', 'GET', `/explain/frozen/${'f'.repeat(16)}/results`, {}, 404, '找不到地址'],
		['a day that does not exist', 'GET', '/standards?date=2026-02-30', {}, 400, '不是有效日期'],
		['a page for administrators', 'GET', '/admin', {}, 403, '没有“管理用户”的权限'],
		['a wrong method', 'PUT', '/analyses', {}, 405, '不能这样使用'],
		[
			'a form for a page without one',
			'POST',
			'/analyses',
			{ body: new URLSearchParams() },
			405,
			'不能这样使用'
		],
		[
			'data instead of a form',
			'POST',
			'/analyses/new',
			{ body: '{}', headers: json },
			415,
			'不是这个页面的表单'
		]
	])('%s', async (_, method, path, sent, status, sentence) => {
		const answer = await send(method, path, sent);
		expect(answer.status).toBe(status);
		expect(await answer.text()).toContain(sentence);
		expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
		expect(answer.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
	});

	it.each<[string, Sent, number, string]>([
		[
			'from another site',
			{ body: '{}', headers: { ...json, origin: 'http://elsewhere.invalid' } },
			403,
			'不是从本系统'
		],
		['that is no JSON', { body: '{"a":', headers: json }, 400, '无法读取'],
		['with a field nobody knows', { body: '{"x":1}', headers: json }, 400, '格式不对'],
		[
			'longer than any page sends',
			{ body: `"${'a'.repeat(21 * 1024 * 1024)}"`, headers: json },
			413,
			'超过 20 MB'
		]
	])('an edit %s', async (_, sent, status, sentence) => {
		const answer = await send('POST', `${analysis}/edits`, sent);
		expect(answer.status).toBe(status);
		expect(((await answer.json()) as { problem: string }).problem).toContain(sentence);
	});

	it('an upload above the limit is answered beside the form, not by a broken connection', async () => {
		const form = new FormData();
		form.append('file', new File([new Uint8Array(21 * 1024 * 1024)], '大.csv'));
		const answer = await send('POST', `${analysis}/intake?/upload`, { body: form });
		expect(answer.status).toBe(413);
		expect(await answer.text()).toContain('超过 20 MB 的上限');
	});

	it('a broken form is refused', async () => {
		const headers = { 'content-type': 'multipart/form-data; boundary=x' };
		const answer = await send('POST', `${analysis}/intake?/upload`, { body: 'no parts', headers });
		expect(answer.status).toBe(400);
		expect(await answer.text()).toContain('无法读取');
	});

	it('a form from another site changes nothing', async () => {
		const headers = { origin: 'http://elsewhere.invalid' };
		const answer = await send('POST', '/sign-out', { body: new URLSearchParams(), headers });
		expect(answer.status).toBe(403);
		expect(await answer.text()).toContain('不是从本系统的页面发出的');
		expect((await send('GET', '/analyses')).status).toBe(200);
	});

	it('an ended session is said in the form that was asked for, and stays ended', async () => {
		const ended = await signIn('head');
		cookie = ended;
		expect((await send('POST', '/sign-out', { body: new URLSearchParams() })).status).toBe(303);
		cookie = ended;
		const page = await send('GET', '/analyses');
		expect(page.status).toBe(303);
		expect(page.headers.get('location')).toBe('/sign-in?next=%2Fanalyses');
		const data = await send('POST', `${analysis}/edits`, { body: '{}', headers: json });
		expect(data.status).toBe(401);
		expect(((await data.json()) as { problem: string }).problem).toContain('请重新登录');
	});
});
