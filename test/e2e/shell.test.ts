import Database from 'better-sqlite3';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { launchBrowser, visit } from '../support/browser.ts';
import { startApp, type RunningApp } from '../support/running-app.ts';
import { SignInPage } from './pages/sign-in-page.ts';

/** What every page has in common, seen from a browser on another machine of the intranet: plain http, no localhost. */
describe('the shell', () => {
	let app: RunningApp;
	let browser: Browser;

	beforeAll(async () => {
		app = await startApp(inject('loadedExample'));
		browser = await launchBrowser();
	});
	afterAll(async () => {
		await browser?.close();
		await app?.stop();
	});

	const somebody = (): string => [...app.passwords.keys()][0] ?? '';

	it('keeps the first passwords to the owner of the installation', () => {
		expect(statSync(join(app.dataDir, 'sign-in.txt')).mode & 0o777).toBe(0o600);
	});

	it('draws Chinese characters on a machine without Chinese fonts', async () => {
		const { page } = await visit(browser, app);
		await page.goto('/sign-in');
		await page.evaluate(() => document.fonts.ready.then(() => undefined));
		const [first, second, missing] = await Promise.all([
			glyph(page, '衡'),
			glyph(page, '准'),
			glyph(page, '\u{10fffd}')
		]);
		// Characters without a glyph all look like the same box.
		expect(first).not.toBe(second);
		expect([first, second]).not.toContain(missing);
	});

	it('sends a strict Content-Security-Policy', async () => {
		const { page } = await visit(browser, app);
		const response = await page.goto('/sign-in');
		const directives = new Map(
			(response?.headers()['content-security-policy'] ?? '')
				.split(';')
				.map((directive) => directive.trim().split(/\s+/))
				.map(([name, ...sources]) => [name, sources.join(' ')])
		);
		const scripts = directives.get('script-src') ?? '';
		expect(scripts).toContain("'self'");
		expect(scripts).not.toMatch(/unsafe|\*|https?:/);
		expect(directives.get('default-src')).toBe("'self'");
		expect(directives.get('object-src')).toBe("'none'");
		expect(directives.get('frame-ancestors')).toBe("'none'");
		expect(directives.get('style-src')).not.toContain('unsafe-inline');
		expect(response?.headers()['strict-transport-security'], 'HSTS only on https').toBeUndefined();
	});

	it('lets people sign in over plain http at an intranet address', async () => {
		const { page, context } = await visit(browser, app);
		await new SignInPage(page).signInAs(somebody(), app);
		expect(new URL(page.url()).pathname).not.toBe('/sign-in');
		const cookies = await context.cookies();
		expect(cookies.length).toBeGreaterThan(0);
		for (const cookie of cookies)
			expect(cookie, cookie.name).toMatchObject({ secure: false, httpOnly: true });
	});

	it('opens every page of the navigation without an error or a policy violation', async () => {
		const { page, complaints } = await visit(browser, app);
		await new SignInPage(page).signInAs(somebody(), app);
		const links = await page
			.locator('nav a[href^="/"]')
			.evaluateAll((all) => all.map((a) => a.getAttribute('href') ?? ''));
		expect(new Set(links).size).toBeGreaterThan(2);
		for (const link of new Set(links)) {
			const response = await page.goto(link, { waitUntil: 'networkidle' });
			expect(response?.status(), link).toBe(200);
			expect(await page.locator('h1').first().innerText(), link).toMatch(/\p{Script=Han}/u);
		}
		expect(complaints).toEqual({ policy: [], errors: [] });
	});

	it('says in Chinese that the password is wrong', async () => {
		const { page } = await visit(browser, app);
		const signIn = new SignInPage(page);
		await signIn.open();
		await signIn.submit(somebody(), 'not-the-password');
		expect(await signIn.refusal()).toMatch(/密码.*请/u);
		expect(new URL(page.url()).pathname).toBe('/sign-in');
	});

	it('leads an expired session to sign-in and back to the same page', async () => {
		const { page } = await visit(browser, app);
		await new SignInPage(page).signInAs(somebody(), app);
		endAllSessions(app);
		await page.goto('/?from=test');
		expect(new URL(page.url()).pathname).toBe('/sign-in');
		const signIn = new SignInPage(page);
		await signIn.submit(somebody(), app.passwords.get(somebody()) ?? '');
		await page.waitForURL((url) => url.pathname !== '/sign-in');
		expect(new URL(page.url()).search).toBe('?from=test');
	});

	it('ends cleanly on SIGTERM', async () => {
		expect(await app.stop(), app.log()).toBe(0);
		await expect(fetch(`http://127.0.0.1:${app.port}/healthz`)).rejects.toThrow();
	});
});

/** The pixels of one character in the font of the page's heading. */
async function glyph(page: Page, character: string): Promise<string> {
	return page.evaluate((text) => {
		const heading = document.querySelector('h1');
		const pen = document.createElement('canvas').getContext('2d');
		if (!heading || !pen) throw new Error('no heading or no canvas');
		const { fontFamily, fontWeight } = getComputedStyle(heading);
		pen.font = `${fontWeight} 48px ${fontFamily}`;
		pen.fillText(text, 10, 80);
		return pen.canvas.toDataURL();
	}, character);
}

/** What the server sees when sessions have run out: they are gone from the database. */
function endAllSessions(app: RunningApp): void {
	const database = new Database(app.databaseFile);
	database.exec('delete from session');
	database.close();
}
