import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { findChromium } from '../../scripts/chromium.mjs';
import type { RunningApp } from './running-app.ts';

const RESULTS = fileURLToPath(new URL('../../test-results', import.meta.url));

/**
 * A name that is not localhost: over plain http the browser treats it as any intranet address, without the privileges
 * of localhost (secure cookies, crypto.subtle). It is resolved inside this Chromium only.
 */
const INTRANET_NAME = 'hengzhun.test';

export async function launchBrowser(): Promise<Browser> {
	const executablePath = findChromium();
	if (!executablePath) throw new Error('No Chromium found: set CHROMIUM_PATH or run the tests by `npm test`');
	return chromium.launch({
		executablePath,
		args: [
			...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
			...['--disable-gpu', '--no-first-run', '--disable-background-networking'],
			...['--disable-component-update', '--disable-sync'],
			`--host-resolver-rules=MAP ${INTRANET_NAME} 127.0.0.1`
		]
	});
}

/** What a page must never do, collected while a person works on it. */
export interface Complaints {
	/** Violations of the Content-Security-Policy, as the browser words them. */
	readonly policy: string[];
	/** Uncaught errors of scripts. */
	readonly errors: string[];
}

/** One person at one computer: own cookies, the smallest screen we support. */
export interface Visitor {
	readonly page: Page;
	readonly context: BrowserContext;
	readonly complaints: Complaints;
	/** Writes test-results/<name>.png. */
	screenshot(name: string): Promise<void>;
}

export async function visit(browser: Browser, app: RunningApp): Promise<Visitor> {
	const context = await browser.newContext({
		baseURL: `http://${INTRANET_NAME}:${app.port}`,
		viewport: { width: 1366, height: 768 },
		locale: 'zh-CN',
		timezoneId: 'Asia/Shanghai',
		acceptDownloads: true
	});
	const page = await context.newPage();
	page.setDefaultTimeout(20_000);
	const complaints: Complaints = { policy: [], errors: [] };
	page.on('console', (message) => {
		if (/Content.Security.Policy/i.test(message.text()))
			complaints.policy.push(`${page.url()}: ${message.text()}`);
	});
	page.on('pageerror', (error) => complaints.errors.push(`${page.url()}: ${error.message}`));
	return {
		page,
		context,
		complaints,
		async screenshot(name) {
			mkdirSync(RESULTS, { recursive: true });
			await page.screenshot({ path: join(RESULTS, `${name}.png`) });
		}
	};
}
