import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { ExplainedStep } from '#lib/core/lineage/explained-step.ts';
import { launchBrowser, visit, type Visitor } from '../support/browser.ts';
import { startApp, type RunningApp } from '../support/running-app.ts';
import { SignInPage } from './pages/sign-in-page.ts';

/** The main screens; where one shows a list, the first thing in the list is opened, too. */
const SCREENS: readonly (readonly [list: string, opened: RegExp | null])[] = [
	['/', null],
	['/analyses', /^\/analyses\/(?!new)[^/]+$/],
	['/comparisons', /^\/comparisons\/(?!new)[^/]+$/],
	['/standards?all=yes', /^\/standards\/(?!rules)[^/]+$/],
	['/proposals', /^\/proposals\/(?!new)[^/]+$/],
	['/budget-check/workpapers', /^\/budget-check\/workpapers\/(?!new)[^/]+$/],
	['/parameters', /^\/parameters\/[^/]+$/],
	['/recipes', /^\/recipes\/(?!new)[^/]+$/]
];

/** Longer than any chain of the example workspace. */
const DEEPEST = 60;

describe('every figure on every screen, in the browser', () => {
	let app: RunningApp;
	let browser: Browser;
	let visitor: Visitor;
	const asked = new Map<string, Promise<ExplainedStep | { readonly problem: string }>>();

	beforeAll(async () => {
		app = await startApp(inject('loadedExample'));
		browser = await launchBrowser();
		visitor = await visit(browser, app);
		await new SignInPage(visitor.page).signInAs('analyst', app);
	});
	afterAll(async () => {
		await browser?.close();
		await app?.stop();
	});

	function explanation(page: Page, ref: string) {
		const known = asked.get(ref);
		if (known) return known;
		const answer = page.evaluate(async (address): Promise<ExplainedStep | { problem: string }> => {
			const response = await fetch(`/api/explain?ref=${encodeURIComponent(address)}`);
			// The endpoint answers with one of these two.
			return (await response.json()) as ExplainedStep | { problem: string };
		}, ref);
		asked.set(ref, answer);
		return answer;
	}

	/** What keeps a chain from ending in a cell, a typed figure with its document, or a stated parameter; null = nothing. */
	async function brokenAt(page: Page, ref: string, depth = 0): Promise<string | null> {
		const step = await explanation(page, ref);
		if ('problem' in step) return `${ref}: ${step.problem}`;
		const [first] = step.inputs;
		if (!first) return step.end === null ? `${ref} (${step.label}) has neither inputs nor an end` : null;
		return depth === DEEPEST ? `${ref} does not end` : brokenAt(page, first.ref, depth + 1);
	}

	async function figuresOn(page: Page, path: string): Promise<readonly string[]> {
		await page.goto(path);
		await page.locator('main').waitFor();
		await page.waitForLoadState('networkidle');
		const refs = await page.$$eval('[data-figure]', (found) =>
			found.map((one) => one.getAttribute('data-figure'))
		);
		return [...new Set(refs.filter((ref) => ref !== null))];
	}

	it.each(SCREENS)('%s: each opens a chain that ends', async (list, opened) => {
		const { page, complaints } = visitor;
		const refs = [...(await figuresOn(page, list))];
		if (opened) {
			const links = await page.$$eval('main a[href]', (all) => all.map((a) => a.getAttribute('href') ?? ''));
			const thing = links.find((href) => opened.test(href.replace(/\?.*$/, '')));
			if (thing === undefined) throw new Error(`${list} lists nothing to open`);
			refs.push(...(await figuresOn(page, thing)));
			if (list === '/comparisons') refs.push(...(await figuresOn(page, `${thing}/analysis`)));
			expect(refs.length).toBeGreaterThan(1);
		}
		const found = await Promise.all(refs.map((ref) => brokenAt(page, ref)));
		expect(found.filter((broken) => broken !== null)).toEqual([]);
		expect(complaints).toEqual({ policy: [], errors: [] });
	});

	it('leaves no number of a comparison, its statistics and the proposals without a source', async () => {
		const { page } = visitor;
		await page.goto('/proposals');
		const proposals = await page.$$eval('tbody a[href^="/proposals/"]', (all) =>
			all.map((a) => a.getAttribute('href'))
		);
		expect(proposals.length).toBeGreaterThan(2);
		await page.goto('/comparisons');
		const href = await page.locator('tbody a').first().getAttribute('href');
		for (const path of [href, `${href}/analysis`, ...new Set(proposals)]) {
			await page.goto(path ?? '');
			const bare = await page.$$eval(
				'main td.number',
				(cells) =>
					cells.filter(
						// The table behind a picture repeats what stands beside it; a what-if is explained by what is typed into
						// it; services are only counted.
						(cell) =>
							/\d/.test(cell.textContent) &&
							!cell.querySelector('[data-figure]') &&
							!cell.closest('details, [aria-labelledby="linked"], [aria-labelledby="service"]')
					).length
			);
			expect(bare, path ?? '').toBe(0);
		}
	});

	it('opens by one key', async () => {
		const { page } = visitor;
		await page.goto('/comparisons');
		await page.locator('tbody a').first().click();
		// The list has figures of its own, which go when the comparison is there.
		await page.waitForURL(/\/comparisons\/[^/]+$/);
		await page.waitForLoadState('networkidle');
		const figure = page.locator('[data-figure]').first();
		await figure.focus();
		await page.keyboard.press('F4');
		const panel = page.getByRole('complementary', { name: '来源' });
		await panel.getByRole('button', { name: '从哪里来' }).waitFor();
		await page.keyboard.press('Escape');
		await panel.waitFor({ state: 'detached' });
	});
});
