import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { launchBrowser, visit, type Visitor } from '../support/browser.ts';
import { startApp, type RunningApp } from '../support/running-app.ts';
import { SignInPage } from './pages/sign-in-page.ts';

/** Rules and derivation methods as people use them, on the example workspace. */
describe('standards in the browser', () => {
	let app: RunningApp;
	let browser: Browser;
	let analyst: Visitor;

	beforeAll(async () => {
		app = await startApp(inject('loadedExample'));
		browser = await launchBrowser();
		analyst = await visit(browser, app);
		await new SignInPage(analyst.page).signInAs('analyst', app);
	});
	afterAll(async () => {
		await browser?.close();
		await app?.stop();
	});

	it('applies the rule of Shandong, step by step, and refuses it elsewhere (DOMAIN T8)', async () => {
		const { page, screenshot } = analyst;
		await page.goto('/standards');
		await page.getByRole('link', { name: '条件规则' }).click();
		await page.getByRole('link', { name: '政务软件开发支出限额（功能点法）' }).click();
		await page.getByLabel('预算项目名称').fill('某业务系统');
		await page.getByLabel('申报金额（元）').fill('1,300,000');
		await answer(page, SHANDONG);
		await page.getByRole('button', { name: '计算并保存' }).click();
		await page.getByText('1,213,603.27').first().waitFor();
		await screenshot('standards-rule-applied');
		expect(await page.locator('main').innerText()).toContain('超标准 86,396.73 元，建议审减');
		await page.getByLabel('项目所在地区').fill('广东省');
		await page.getByRole('button', { name: '计算并保存' }).click();
		await page.getByText('不同地区的规则不能混用').waitFor();
	});

	it('puts two rules side by side and never mixes them', async () => {
		const { page, screenshot } = analyst;
		await page.goto('/standards/rules/side-by-side');
		await page.getByLabel('规则一').selectOption({ label: '政务软件开发支出限额（功能点法）（山东省）' });
		await page.waitForLoadState('networkidle');
		await page
			.getByLabel('规则二')
			.selectOption({ label: '省级政务信息化软件开发服务预算标准（功能点法）（广东省）' });
		await page.waitForLoadState('networkidle');
		await answer(page.getByRole('region', { name: /山东省/ }), SHANDONG);
		const guangdong = page.getByRole('region', { name: /广东省/ });
		// What both ask by the same name was said once.
		expect(await guangdong.getByLabel('未调整功能点').inputValue()).toBe('1000');
		await answer(guangdong, { 软件类别系数: '1', 复用系数: '1', 直接非人力成本: '0' });
		await page.getByText('1,213,603.27').first().waitFor();
		await page.getByText('925,440').first().waitFor();
		await screenshot('standards-side-by-side');
		expect(await page.locator('main').innerText()).toContain('规则不能混用');
	});

	it('derives a quota from market quotes and from a build-up, and says what each allows', async () => {
		const { page, screenshot } = analyst;
		await page.goto('/proposals/new');
		await page.getByRole('button', { name: '开始编制' }).click();
		await page.waitForURL(/\/proposals\/[0-9a-f-]{36}$/);
		await page.getByRole('radio', { name: '市场询价' }).check();
		for (const [i, source] of ['甲公司', '乙公司', '丙公司'].entries()) {
			await page.getByLabel(`第 ${i + 1} 家报价来源`).fill(source);
			await page.getByLabel(`第 ${i + 1} 家报价日期`).fill('2025-03-01');
			await page.getByLabel(`第 ${i + 1} 家价格`).fill(String(8.8 + i / 10));
		}
		const verdict = page.getByRole('region', { name: '结论' });
		await verdict.getByText('3 家报价').waitFor();
		await screenshot('standards-market');
		await page.getByRole('radio', { name: '定额测算' }).check();
		await verdict.getByText('还缺少：定额测算').waitFor();
		await page
			.getByRole('combobox', { name: '定额测算' })
			.selectOption({ label: '道路清扫保洁（合成示例） 第 1 版（25.38 元/千m2）' });
		await page.getByLabel('每年次数').fill('365');
		await verdict.getByText('9.2637').first().waitFor();
		await screenshot('standards-build-up');
	});

	it('never breaks the rules of a page', () => {
		expect(analyst.complaints).toEqual({ policy: [], errors: [] });
	});
});

const SHANDONG = {
	未调整功能点: '1000',
	估算阶段: '估算',
	复用度系数: '1',
	应用类型系数: '1',
	开发类别系数: '1.1'
};

async function answer(
	place: Pick<Page, 'getByLabel'>,
	answers: { readonly [name: string]: string }
): Promise<void> {
	for (const [name, value] of Object.entries(answers)) {
		const field = place.getByLabel(name);
		if (name === '估算阶段') await field.selectOption(value);
		else await field.fill(value);
	}
}
