import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { launchBrowser, visit, type Visitor } from '../support/browser.ts';
import { startApp, type RunningApp } from '../support/running-app.ts';
import { SignInPage } from './pages/sign-in-page.ts';

/** Lineage in the browser, on the example workspace: the graph of an issued value, who rests on it, what would move. */
describe('lineage, in the browser', () => {
	let app: RunningApp;
	let browser: Browser;
	let visitor: Visitor;

	beforeAll(async () => {
		app = await startApp(inject('loadedExample'));
		browser = await launchBrowser();
		visitor = await visit(browser, app);
		await new SignInPage(visitor.page).signInAs('perf', app);
	});
	afterAll(async () => {
		await browser?.close();
		await app?.stop();
	});

	it('draws the chain of an issued value, every box a link, without breaking the page policy', async () => {
		const { page, screenshot, complaints } = visitor;
		await page.goto('/standards?all=yes');
		await page.locator('tbody a').first().click();
		await page.getByRole('button', { name: '追溯' }).click();
		const panel = page.getByRole('complementary', { name: '来源' });
		await panel.getByRole('link', { name: '图', exact: true }).click();
		await page.locator('.svelte-flow__edge').first().waitFor({ state: 'attached' });
		await screenshot('lineage-graph');
		const boxes = page.locator('.svelte-flow__node a');
		expect(await boxes.count()).toBeGreaterThan(3);
		await boxes.nth(1).focus();
		await page.keyboard.press('Enter');
		await page.waitForURL(/view=graph/);
		expect(complaints).toEqual({ policy: [], errors: [] });
	});

	it('says what rests on an analysis, and what its edits would move', async () => {
		const { page, screenshot, complaints } = visitor;
		await page.goto('/analyses');
		await page
			.getByRole('link', { name: /道路保洁P4/ })
			.first()
			.click();
		await page.getByRole('button', { name: '改前看影响' }).click();
		const dialog = page.getByRole('dialog', { name: '改前看影响' });
		// Confirmed and unchanged: it is used, and nothing moves.
		await dialog.getByText('数字都不变').waitFor();
		await screenshot('lineage-impact');
		await page.keyboard.press('Escape');
		expect(await dialog.isVisible()).toBe(false);
		expect(complaints).toEqual({ policy: [], errors: [] });
	});
});
