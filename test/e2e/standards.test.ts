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
		await page.getByLabel('项目所在地区').fill('山东省青岛市');
		await page.getByLabel('申报金额（元）').fill('1,300,000');
		await answer(page, SHANDONG);
		await page.getByRole('button', { name: '计算并保存' }).click();
		await page.getByText('超标准 86,396.73 元，建议审减').waitFor();
		await screenshot('standards-rule-applied');
		expect(await page.locator('main').innerText()).toContain('1,213,603.27');
		await page.getByLabel('项目所在地区').fill('广东省');
		await page.getByRole('button', { name: '计算并保存' }).click();
		await page.getByText('不同地区的规则不能混用').waitFor();
	});

	it('puts two rules side by side and never mixes them', async () => {
		const { page, screenshot } = analyst;
		await page.goto('/standards/rules/side-by-side');
		const shown = (region: RegExp) =>
			expect.poll(() => page.getByRole('region', { name: region }).count(), { timeout: 20_000 });
		await page.getByLabel('规则一').selectOption({ label: '政务软件开发支出限额（功能点法）（山东省）' });
		await shown(/广东省/).toBe(0);
		await page
			.getByLabel('规则二')
			.selectOption({ label: '省级政务信息化软件开发服务预算标准（功能点法）（广东省）' });
		await shown(/广东省/).toBe(1);
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

	it('cuts a quota into tiers of scale, and a table with a thin tier is no standard', async () => {
		const { page, screenshot } = analyst;
		await page.getByRole('radio', { name: '分档测算' }).check();
		await page.getByLabel('每档的测算方法').selectOption({ label: '简单平均' });
		await page.getByRole('button', { name: '增加分界点' }).click();
		await page.getByLabel('第 1 个分界点', { exact: true }).fill('100000');
		const verdict = page.getByRole('region', { name: '结论' });
		await verdict.getByText('100,000 平方米以下：仅可试行').waitFor();
		await page.getByLabel('第 1 个分界点', { exact: true }).fill('61000');
		await verdict.getByText('应与相邻档合并').waitFor();
		await screenshot('standards-tiers');
	});

	it('moves the service standard and everything that hangs on it, and says what a cap buys', async () => {
		const { page, screenshot } = analyst;
		await page.goto('/standards');
		await page.getByRole('link', { name: '道路保洁（合成示例）' }).first().click();
		const linked = page.getByRole('region', { name: /三标准联动/ });
		await linked.getByLabel('机械清扫改为每日次数').fill('3');
		// 8.67 × 3 / 2 = 13.005 → 13.01
		await linked.getByText('13.01').first().waitFor();
		await linked.getByText('机械清扫 每日 2 次 → 3 次').waitFor();
		await linked.getByLabel('机械清扫随频次变动的比例').fill('120');
		await linked.getByText('请改正后再试').waitFor();
		await linked.getByLabel('机械清扫随频次变动的比例').fill('50');
		await linked.getByText('10.84').first().waitFor();
		await linked.getByLabel('年度预算上限（元）').fill('1');
		await linked.getByText('买不到').waitFor();
		await screenshot('standards-linked');
	});

	it('writes a rule from nothing and names a gap between tiers while it is typed', async () => {
		const { page, screenshot } = analyst;
		await page.goto('/standards/rules');
		await page.getByLabel('照录的文件规则').selectOption({ label: '空白规则（自己逐条编写）' });
		await page.getByRole('button', { name: '开始编制' }).click();
		await page.getByLabel('规则名称').fill('公厕补助');
		await page.getByLabel('编号', { exact: true }).fill('GC-01');
		await page.getByLabel('适用地区').fill('示例区');
		await page.getByLabel('依据文件').fill('示办发〔2025〕3号');
		await page.getByRole('button', { name: '增加要素' }).click();
		await page.getByLabel('第 1 个要素名称', { exact: true }).fill('座数');
		await page.getByLabel('座数的单位', { exact: true }).fill('座');
		await page.getByLabel('要增加的步骤类型').selectOption({ label: '分档取值' });
		await page.getByRole('button', { name: '增加步骤' }).click();
		await page.getByLabel('步骤1第 1 档上限，留空为无上限', { exact: true }).fill('10');
		await page.getByLabel('步骤1第 1 档数值', { exact: true }).fill('5');
		await page.getByRole('button', { name: '增加一档' }).click();
		await page.getByLabel('步骤1第 2 档数值', { exact: true }).fill('4');
		await page.getByLabel('步骤1第 2 档下限', { exact: true }).fill('12');
		await page.getByLabel('步骤1的条款').fill('第二条');
		await page.getByText('有重叠或空档').waitFor();
		await page.getByLabel('步骤1第 2 档下限', { exact: true }).fill('10');
		await page.getByRole('button', { name: '保存草稿' }).click();
		await page.getByText('全部修改已保存').waitFor();
		await screenshot('standards-rule-written');
	});

	it('reviews pasted budget lines against the standards in force', async () => {
		const { page, screenshot } = analyst;
		await page.goto('/budget-check/workpapers/new');
		const row = [
			'区环卫所',
			'中山路保洁',
			'合成示例/道路保洁',
			'一级',
			'1000',
			'平方米',
			'12',
			'9000',
			'HC-DLBJ-01-E'
		];
		await page.getByLabel(/^申报明细/).fill(row.join('\t'));
		await page.getByLabel('归属单位').selectOption({ label: '区建设和管理委员会' });
		await page.getByLabel('适用日期').fill('2026-03-01');
		await page.getByRole('button', { name: '生成审核工作底稿' }).click();
		await page.getByText('超标准 330.00 元，建议审减').first().waitFor();
		const download = page.waitForEvent('download');
		await page.getByRole('link', { name: '导出 Excel' }).click();
		expect((await download).suggestedFilename()).toMatch(/审核工作底稿\.xlsx$/);
		await screenshot('standards-workpaper');
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
