import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { launchBrowser, visit, type Visitor } from '../support/browser.ts';
import { startApp, type RunningApp } from '../support/running-app.ts';
import { ComparisonPage } from './pages/comparison-page.ts';
import { ProposalPage } from './pages/proposal-page.ts';
import { SamplePage } from './pages/sample-page.ts';
import { SetAnalysisPage } from './pages/set-analysis-page.ts';
import { SignInPage } from './pages/sign-in-page.ts';

/** A finance officer looks at the example comparison more closely. */
describe('the analysis of a comparison', () => {
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

	it('says why one is dear, is refused in words, is saved and explains its figures', async () => {
		const { page, complaints, screenshot } = visitor;
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

	it('takes a table from abroad from upload to the verdict, each step in words', async () => {
		const { page, complaints, screenshot } = visitor;
		const sample = new SamplePage(page);
		const rows = [...'ABCDEFGHI'].map((name, i) => `${name} 区;${10 + i},5;${1 + i}.000`);
		await sample.upload('外地养护.csv', ['区县;单位成本;面积', ...rows, '合计;99,5;9.000'].join('\n'));
		const facts = { category: '城市运维/绿化养护', unit: '平方米', source: '测试公开表', licence: '公开' };
		await sample.tell({ ...facts, asOf: '2024', year: '2023', currency: 'EUR' });
		await sample.confirm();
		await page.getByText('读到 9 个观测').waitFor();
		await sample.compare('外地养护比对');
		await page.getByText('以欧元计，没有折为人民币').waitFor();
		await page.getByText('欧元/平方米·年').first().waitFor();
		expect(await page.getByRole('region', { name: '统计量' }).innerText()).toMatch(/外部样本 C 级\s+9\s+9/);
		await screenshot('sample-comparison');
		// Who answers no to the question has frozen nothing.
		page.once('dialog', (question) => void question.dismiss());
		await page.getByRole('button', { name: '固化' }).click();
		expect(await page.getByText('已固化').count()).toBe(0);
		await new ComparisonPage(page).freeze();
		const proposal = new ProposalPage(page);
		await proposal.begin();
		const verdict = await proposal.verdict();
		expect(verdict).toContain('暂不成标准');
		expect(verdict).toContain('C 级，来源：测试公开表');
		expect(verdict).toContain('样本以欧元计，没有按汇率折为人民币');
		expect(complaints).toEqual({ policy: [], errors: [] });
	});
});
