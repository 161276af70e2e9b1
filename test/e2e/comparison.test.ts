import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { launchBrowser, visit } from '../support/browser.ts';
import { startApp, type RunningApp } from '../support/running-app.ts';
import { SetAnalysisPage } from './pages/set-analysis-page.ts';
import { SignInPage } from './pages/sign-in-page.ts';

/** A finance officer looks at the example comparison more closely. */
describe('the analysis of a comparison', () => {
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

	it('says why one is dear, is refused in words, is saved and explains its figures', async () => {
		const { page, complaints, screenshot } = await visit(browser, app);
		await new SignInPage(page).signInAs('perf', app);
		const analysis = new SetAnalysisPage(page);
		await analysis.open(/道路保洁单位成本比对/);
		expect(await analysis.split(2)).toMatch(/按夏普利法分解/);

		await analysis.regress('产出规模（取对数）', '实施方式');
		await analysis.part('回归').getByRole('alert').waitFor();
		expect(await analysis.part('回归').getByRole('alert').innerText()).toContain('取值全部相同');
		await analysis.part('回归').getByLabel('实施方式').uncheck();
		await analysis.regress('产出规模（取对数）');
		await analysis.part('回归').getByText('ln 产出数量').waitFor();

		const svg = readFileSync(await (await analysis.picture('归一化瀑布', 'SVG')).path(), 'utf8');
		expect(svg).toMatch(/^<svg/);
		expect(svg).toContain('价格年份');
		const png = readFileSync(await (await analysis.picture('归一化瀑布', 'PNG')).path());
		expect(png.subarray(1, 4).toString()).toBe('PNG');

		await analysis.save();
		const saved = analysis.part('已保存的分析');
		await saved.getByLabel('服务等级').check();
		await saved.getByRole('button', { name: '确认原因' }).click();
		await page.getByText('已确认成本偏高原因').waitFor();
		await saved.getByTitle('查看这个数的来源（F4）').first().press('F4');
		await page.getByText('随机种子 1，置信水平').waitFor();
		await screenshot('comparison-analysis');

		await page.goto('/comparisons');
		await page.getByRole('region', { name: '成本偏高原因统计' }).getByText('服务等级').waitFor();
		expect(complaints).toEqual({ policy: [], errors: [] });
	});
});
