import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { launchBrowser, visit, type Visitor } from '../support/browser.ts';
import { GOLDEN_G7 } from '../support/recipes.ts';
import { startApp, type RunningApp } from '../support/running-app.ts';
import { AnalysisPage } from './pages/analysis-page.ts';
import { GridPage } from './pages/grid-page.ts';
import { PanelsPage } from './pages/panels-page.ts';
import { SignInPage } from './pages/sign-in-page.ts';

/** 定额测算 as its people use it: enter a build-up, take its price, upgrade it and see the effect first. */
describe('build-ups in the browser', () => {
	let app: RunningApp;
	let browser: Browser;
	let visitor: Visitor;
	let page: Page;

	beforeAll(async () => {
		app = await startApp(inject('loadedExample'));
		browser = await launchBrowser();
		visitor = await visit(browser, app);
		page = visitor.page;
		await new SignInPage(page).signInAs('analyst', app);
	});
	afterAll(async () => {
		await browser?.close();
		await app?.stop();
	});

	const text = async () => (await page.locator('main').innerText()).replaceAll(/\s+/g, ' ');

	it('computes the price while it is typed (DOMAIN G7: 25.38)', async () => {
		await page.goto('/recipes/new');
		await page.getByLabel('编码', { exact: true }).fill(GOLDEN_G7.code);
		await page.getByLabel('名称', { exact: true }).fill(GOLDEN_G7.name);
		await page.getByLabel('计量单位').fill(GOLDEN_G7.unit);
		await page.getByLabel(/^依据/).fill(GOLDEN_G7.source);
		for (const [i, line] of GOLDEN_G7.lines.entries()) {
			if (line.kind !== 'consumption') throw new Error('G7 has consumptions only');
			const row = `第 ${i + 1} 行`;
			await page.getByLabel(`${row}类别`).selectOption(line.group);
			await page.getByLabel(`${row}名称`).fill(line.name);
			await page.getByLabel(`${row}消耗量`).fill(line.consumption);
			await page.getByLabel(`${row}单位`).fill(line.unit);
			await page.getByLabel(`${row}单价`).fill(line.price);
			// Enter below the last row makes the next one.
			if (i < GOLDEN_G7.lines.length - 1) await page.getByLabel(`${row}单价`).press('Enter');
		}
		const { management, profit, tax } = GOLDEN_G7.rates;
		for (const [label, rate] of [
			['管理费', management],
			['利润', profit],
			['税', tax]
		] as const)
			await page
				.getByRole('region', { name: '费率' })
				.getByLabel(new RegExp(`^${label}`))
				.fill(rate);
		await expect.poll(text).toContain('25.38');
		await page.locator('main form button.btn-primary').click();
		await page.waitForURL(/\/recipes\/[0-9a-f-]{36}$/);
		expect(await text()).toContain('第 1 版');
	});

	it('gives its price to a line in its measure unit, and to no other', async () => {
		await new AnalysisPage(page).create({
			code: 'RECIPE-1',
			name: '定额走查',
			organisation: '外地公开案例',
			category: '城市运维/环卫保洁',
			year: '2024',
			region: '上海市青浦区'
		});
		const grid = new GridPage(page);
		await grid.ready();
		await grid.paste('编码\t名称\t单位\t数量\n1\t清扫\t千m2\t100\n2\t栽植\t株\t3');
		const panels = new PanelsPage(page);
		const choice = panels.dialog.getByRole('button', { name: /^套用 YH-001/ });
		await panels.tab(/测算/);
		await grid.cell(2, 'name').click();
		await panels.press('套用定额…');
		await choice.waitFor();
		expect(await choice.isDisabled()).toBe(true);
		await panels.dialog.getByRole('button', { name: '取消' }).click();
		await grid.cell(1, 'name').click();
		await panels.press('套用定额…');
		await choice.click();
		await panels.closed();
		await expect.poll(() => grid.text(1, 'unitPrice')).toBe('25.38');
		await new AnalysisPage(page).saved();
	});

	it('shows the effect of a new version before anything changes, then changes it once', async () => {
		await page.goto('/recipes');
		await page.getByRole('link', { name: GOLDEN_G7.name, exact: true }).click();
		await page.getByRole('link', { name: '修改并存新版' }).click();
		// 综合工日 185 → 195: 21.965 × 1.08 × 1.05 × 1.06 = 26.4028, shown 26.40.
		await page.getByLabel('第 1 行单价').fill('195');
		await expect.poll(text).toContain('26.40');
		await page.getByLabel(/^说明/).fill('人工信息价调整');
		await page.locator('main form button.btn-primary').click();
		// Saving a version leads to what it would change.
		await page.getByText('1 份成本分析，申报合计共变动 +102.00 元').waitFor();
		expect(await text()).toMatch(/第 1 版 25\.38 26\.4 2,538\.00 2,640\.00 \+102\.00/);
		await page.getByRole('button', { name: '这份分析改用第 2 版' }).click();
		await page.getByText('没有需要改用新版的成本分析').waitFor();
		expect(visitor.complaints).toEqual({ policy: [], errors: [] });
	});
});
